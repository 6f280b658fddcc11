import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** A request to change the protocol: the connection, which HTTP has let go of. */
export interface UpgradeRequest {
  readonly socket: Duplex;
  /** What came after the request. */
  readonly head: Buffer;
  /** For the answer, should the protocol not be changed. */
  readonly response: ServerResponse;
}

/**
 * Brings requests with `Upgrade` to the routes, so that they pass the same checks as every other. Node hands them over
 * with their connection; whatever is answered but 101 closes it.
 */
export class UpgradeRequests {
  readonly #waiting = new WeakMap<IncomingMessage, UpgradeRequest>();

  install(fastify: FastifyInstance): void {
    fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      try {
        response.assignSocket(request.socket);
      } catch {
        // An answer to an earlier request on this connection is still under way.
        socket.destroy();
        return;
      }
      response.once('finish', () => socket.end());
      this.#waiting.set(request, { socket, head, response });
      fastify.routing(request, response);
    });
  }

  /** The connection of a request that asks for another protocol; `undefined` for all others. */
  find(request: IncomingMessage): UpgradeRequest | undefined {
    return this.#waiting.get(request);
  }
}
