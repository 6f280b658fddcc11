import type { FastifyRequest } from 'fastify';
import type { KeyRing } from '../kernel/key-ring.ts';
import { formatSessionId, hashSecret, parseSessionId, refOf, successorsOf } from './session-id.ts';
import type { SessionId, SessionRef } from './session-id.ts';

/** Injection token of the {@link SessionCarrier}. */
export const SESSION_CARRIER: unique symbol = Symbol('SESSION_CARRIER');

/** The session that a request claims to have. */
export interface PresentedSession {
  readonly ref: SessionRef;
  /** For {@link SessionUse.secretHash}. */
  readonly secretHash: string;
  /** The ids that may follow the one that was presented, the preferred one first. */
  readonly successors: readonly SessionId[];
}

/** What the session cookie holds: the counterpart of the session store. */
export interface SessionCarrier {
  /** @returns `undefined` for a value that this server has not made; a store is not asked then */
  read(request: FastifyRequest, value: string): PresentedSession | undefined;
  /**
   * The value that the browser gets with the response.
   *
   * @param id of a session that began or got another id with this request
   * @returns `undefined` when the browser has the right one
   */
  valueFor(request: FastifyRequest, id: SessionId | undefined): string | undefined;
}

/** The cookie holds an id, and the store everything else. */
export class IdCarrier implements SessionCarrier {
  readonly #keys: KeyRing;

  /** @param keys of the purpose `session rotation` */
  constructor(keys: KeyRing) {
    this.#keys = keys;
  }

  read(_request: FastifyRequest, value: string): PresentedSession | undefined {
    const id = parseSessionId(value);
    if (id === undefined) return undefined;
    return {
      ref: refOf(id),
      secretHash: hashSecret(id),
      successors: successorsOf(this.#keys, id),
    };
  }

  valueFor(_request: FastifyRequest, id: SessionId | undefined): string | undefined {
    return id === undefined ? undefined : formatSessionId(id);
  }
}
