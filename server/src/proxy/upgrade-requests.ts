import { ServerResponse } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { CLOSING_GRACE } from './closing-grace.ts';

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
  readonly #open = new Set<Duplex>();

  install(fastify: FastifyInstance): void {
    fastify.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
      const response = new ServerResponse(request);
      response.shouldKeepAlive = false;
      try {
        response.assignSocket(request.socket);
      } catch {
        // An answer to an earlier request on this connection is still under way.
        socket.destroy();
        return;
      }
      response.once('finish', () => leave(socket));
      this.#waiting.set(request, { socket, head, response });
      fastify.routing(request, response);
    });
  }

  /** Cuts off all connections that HTTP has let go of: the server knows no more of them, but waits for their end. */
  cutOff(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** The connection of a request that asks for another protocol; `undefined` for all others. */
  find(request: IncomingMessage): UpgradeRequest | undefined {
    return this.#waiting.get(request);
  }
}

/** The answer is still delivered. What else the client sends is read by nobody, and would keep the connection open. */
function leave(socket: Duplex): void {
  const deadline = setTimeout(() => socket.destroy(), CLOSING_GRACE);
  socket.once('close', () => clearTimeout(deadline));
  socket.resume().end();
}
