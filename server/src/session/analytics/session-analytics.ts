import type { SessionRef } from '../session-id.ts';

/** Injection token of the {@link SessionAnalytics}; there are none where `security.session.analytics` is off. */
export const SESSION_ANALYTICS: unique symbol = Symbol('SESSION_ANALYTICS');

/** How many days are told, today included. */
export const DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;

/** What one day (UTC) has seen. */
export interface SessionDay {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** Sessions that sent a request. In Redis an estimate, off by 0.8 % as a rule (HyperLogLog). */
  readonly activeSessions: number;
  readonly requests: number;
}

/** Counts requests and the sessions that send them, by day. It knows hashes of session ids, and nothing of people. */
export interface SessionAnalytics {
  /** A request of a session. Nobody waits for it, and it never fails: numbers may be lost, requests may not. */
  note(ref: SessionRef, now: number): void;
  /**
   * The last seven days, the latest first.
   *
   * @throws {StoreUnavailable} where the numbers are in a store that does not answer
   */
  days(now: number): Promise<readonly SessionDay[]>;
}

/** The date of a time in UTC. */
export function dateOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}

/** The dates that are told, the latest first. */
export function lastDates(now: number): readonly string[] {
  return Array.from({ length: DAYS }, (_, back) => dateOf(now - back * DAY));
}
