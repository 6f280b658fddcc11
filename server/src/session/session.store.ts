import type { SessionRecord } from './session-record.ts';

/** Injection token of the {@link SessionStore}. */
export const SESSION_STORE: unique symbol = Symbol('SESSION_STORE');

/** A use of a session. */
export interface SessionTouch {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds that the session may now stay unused. */
  readonly idleTimeout: number;
}

/**
 * Where sessions are kept. Every operation is atomic, and none of them revives a session: what is revoked or expired
 * stays so whatever runs at the same time. A record that is not there means "not authenticated", never "unknown".
 */
export interface SessionStore {
  /** Keeps a new session. Its `idHash` is unique. */
  create(record: SessionRecord): Promise<void>;
  /** The session, unchanged, unless it is missing or expired. */
  find(idHash: string, now: number): Promise<SessionRecord | undefined>;
  /**
   * Finds the session and moves its idle deadline in one step. `lastSeenAt` never moves back, and the idle deadline
   * never passes the absolute one.
   *
   * @returns the moved record; `undefined` when it is missing or expired
   */
  touch(idHash: string, use: SessionTouch): Promise<SessionRecord | undefined>;
  /** Ends the session and says which one it was. Ending it again is not an error. */
  revoke(idHash: string): Promise<SessionRecord | undefined>;
}
