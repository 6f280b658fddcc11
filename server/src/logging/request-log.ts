import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { pathOf } from '../kernel/path-of.ts';

/** Writes one line for each response: method, path without query, status, duration in milliseconds, client address. */
export function installRequestLog(fastify: FastifyInstance, logger: Logger): void {
  if (!logger.isLevelEnabled('info')) return;
  fastify.addHook('onResponse', (request, reply, done) => {
    logger.info(
      {
        requestId: request.id,
        method: request.method,
        path: pathOf(request.url),
        status: reply.statusCode,
        duration: Math.round(reply.elapsedTime * 10) / 10,
        client: request.ip,
      },
      'request',
    );
    done();
  });
}
