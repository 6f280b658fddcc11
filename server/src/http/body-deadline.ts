import type { IncomingMessage, Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route sends bodies on as they come, however long that takes, and looks after slow clients itself. */
    readonly streamsBody?: boolean;
  }
}

/** How long a request may take to arrive, in milliseconds: a client that sends slowly does not hold a connection. */
export const REQUEST_TIMEOUT = 30_000;

/** What Node says of a request that takes longer than its `requestTimeout`. */
class RequestTimeout extends Error {
  readonly code: string = 'ERR_HTTP_REQUEST_TIMEOUT';
}

/**
 * Cuts off bodies that take longer than {@link REQUEST_TIMEOUT}. Node's own `requestTimeout` does the same for every
 * request alike, long uploads included.
 */
export function installBodyDeadline(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw, routeOptions }, _reply, done) => {
    if (hasBody(raw) && routeOptions.config.streamsBody !== true) watch(fastify.server, raw);
    done();
  });
}

/** An answer that comes before the body is at its end does not end the watch: the client may still be sending. */
function watch(server: Server, request: IncomingMessage): void {
  const { socket } = request;
  const deadline = setTimeout(() => {
    if (!request.complete) server.emit('clientError', new RequestTimeout(), socket);
  }, REQUEST_TIMEOUT);
  const settle = (): void => {
    if (request.complete || socket.destroyed) clearTimeout(deadline);
  };
  request.once('end', settle);
  request.once('close', settle);
}

function hasBody({ headers }: IncomingMessage): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = headers;
  return coding !== undefined || length !== '0';
}
