/** Injection token of the {@link EphemeralStore}. */
export const EPHEMERAL_STORE: unique symbol = Symbol('EPHEMERAL_STORE');

/**
 * Small things that instances share for minutes, each of which is used once: identifiers that must not come twice, and
 * what one request leaves for the next one.
 *
 * @throws {StoreUnavailable} when a store outside the process does not answer
 */
export interface EphemeralStore {
  /**
   * Keeps a text under a name.
   *
   * @param lifetime milliseconds
   * @returns `false` when the name is taken; then nothing is changed
   */
  put(name: string, text: string, lifetime: number): Promise<boolean>;
  /** Lets what is there stay for so many milliseconds from now. */
  keep(name: string, lifetime: number): Promise<void>;
  /** Gives the text out and forgets it; `undefined` when there is none. */
  take(name: string): Promise<string | undefined>;
}
