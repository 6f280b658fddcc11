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
    if (this.#find(name) !== undefined) return false;
    this.#set(name, text, lifetime);
    return true;
  }

  async keep(name: string, lifetime: number): Promise<void> {
    const text = this.#find(name);
    if (text !== undefined) this.#set(name, text, lifetime);
  }

  async take(name: string): Promise<string | undefined> {
    const text = this.#find(name);
    this.#kept.delete(name);
    return text;
  }

  #find(name: string): string | undefined {
    const held = this.#kept.get(name);
    return held !== undefined && held.until > this.#clock.now() ? held.text : undefined;
  }

  #set(name: string, text: string, lifetime: number): void {
    const now = this.#clock.now();
    this.#kept.delete(name);
    this.#kept.set(name, { text, until: now + lifetime });
    this.#sweep(now);
  }

  #sweep(now: number): void {
    for (const [name, { until }] of this.#kept) {
      if (until > now && this.#kept.size <= CAPACITY) break;
      this.#kept.delete(name);
    }
  }
}
