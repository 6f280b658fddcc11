import { MILLISECONDS } from '../kernel/clock.ts';
import type { ProblemError } from '../kernel/problem-details.ts';

/** The first pause, in milliseconds; each further failure in a row doubles it, up to the last one. */
const FIRST = 5000;
const LAST = 60_000;
const CAPACITY = 10_000;

interface Failure {
  readonly problem: ProblemError;
  readonly pause: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/**
 * The renewals that failed in this process and are not tried again yet: a provider that is down gets one request a pause
 * for a session, not one for each request of its browser.
 */
export class RefreshBackoff {
  /** By key; the one that failed longest ago is first. */
  readonly #failures = new Map<string, Failure>();

  /** Why there is no use in trying now; `undefined` when there may be. */
  reasonToWait(key: string, now: number): ProblemError | undefined {
    const failure = this.#failures.get(key);
    return failure !== undefined && now < failure.until ? failure.problem : undefined;
  }

  /** Notes a failure. The pause is no shorter than what its `Retry-After` asks for. */
  failed(key: string, problem: ProblemError, now: number): void {
    const before = this.#failures.get(key)?.pause;
    const asked = Number(problem.headers['Retry-After'] ?? 0) * MILLISECONDS;
    const pause = Math.max(asked, before === undefined ? FIRST : Math.min(before * 2, LAST));
    this.succeeded(key);
    this.#failures.set(key, { problem, pause, until: now + pause });
    const [oldest = ''] = this.#failures.keys();
    if (this.#failures.size > CAPACITY) this.#failures.delete(oldest);
  }

  /** Forgets the failures in a row. */
  succeeded(key: string): void {
    this.#failures.delete(key);
  }
}
