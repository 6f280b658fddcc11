/** The time source of everything that expires. Tests and probes inject one that they move by hand. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/** Milliseconds of a second: settings, JWTs and HTTP count in seconds. */
export const MILLISECONDS = 1000;

/** Injection token of the {@link Clock}. */
export const CLOCK: unique symbol = Symbol('CLOCK');

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };
