import type { Clock } from '../kernel/clock.ts';
import type { EphemeralStore } from '../kernel/ephemeral.store.ts';

/** When there are as many, the oldest ones go: what strangers send must not fill the memory. */
const CAPACITY = 10_000;

/** An {@link EphemeralStore} in this process. */
export class MemoryEphemeralStore implements EphemeralStore {
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #kept = new Map<string, { readonly text: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async put(name: string, text: string, lifetime: number): Promise<boolean> {
    const now = this.#clock.now();
    const held = this.#kept.get(name);
    if (held !== undefined && held.until > now) return false;
    this.#kept.delete(name);
    this.#kept.set(name, { text, until: now + lifetime });
    this.#sweep(now);
    return true;
  }

  async take(name: string): Promise<string | undefined> {
    const held = this.#kept.get(name);
    this.#kept.delete(name);
    return held !== undefined && held.until > this.#clock.now() ? held.text : undefined;
  }

  #sweep(now: number): void {
    for (const [name, { until }] of this.#kept) {
      if (until > now && this.#kept.size <= CAPACITY) break;
      this.#kept.delete(name);
    }
  }
}
