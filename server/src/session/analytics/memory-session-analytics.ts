import type { SessionRef } from '../session-id.ts';
import { dateOf, lastDates } from './session-analytics.ts';
import type { SessionAnalytics, SessionDay } from './session-analytics.ts';

interface Count {
  readonly families: Set<string>;
  requests: number;
}

/** The numbers of this process. */
export class MemorySessionAnalytics implements SessionAnalytics {
  readonly #counts = new Map<string, Count>();

  note({ family }: SessionRef, now: number): void {
    const date = dateOf(now);
    const count = this.#counts.get(date) ?? this.#begin(date, now);
    count.families.add(family);
    count.requests += 1;
  }

  async days(now: number): Promise<readonly SessionDay[]> {
    return lastDates(now).map((date) => {
      const count = this.#counts.get(date);
      return {
        date,
        activeSessions: count?.families.size ?? 0,
        requests: count?.requests ?? 0,
      };
    });
  }

  /** A new day ends the memory of the one that nobody is told about any more. */
  #begin(date: string, now: number): Count {
    const told = new Set(lastDates(now));
    for (const known of this.#counts.keys()) if (!told.has(known)) this.#counts.delete(known);
    const count: Count = { families: new Set(), requests: 0 };
    this.#counts.set(date, count);
    return count;
  }
}
