/** The time source of everything that expires. Tests and probes inject one that they move by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** Injection token of the {@link Clock}. */
export const CLOCK: unique symbol = Symbol('CLOCK');

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
