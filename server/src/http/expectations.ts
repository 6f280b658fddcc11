import type { FastifyInstance } from 'fastify';

/**
 * Lets requests in whose `Expect` names something else than `100-continue`, as if it were not there: a 417 is allowed, not
 * asked for (RFC 9110, section 10.1.1), and the one of Node.js has neither security headers nor a line in the log.
 */
export function ignoreExpectations({ server }: FastifyInstance): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}
