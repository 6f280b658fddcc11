const CAPACITY = 10_000;

/**
 * The sign-ins that came back to this process. Clearing the cookie of a sign-in stops the browser, not a second request
 * that was sent at the same time; the provider's one-time code is the defence across processes.
 */
export class UsedStates {
  /** When each can be forgotten, in milliseconds since the epoch; earliest first. */
  readonly #forgetAt = new Map<string, number>();

  /**
   * Uses up a state.
   *
   * @param now milliseconds since the epoch
   * @param lifetime milliseconds for which the transaction itself is good
   * @returns `false` when it was used before
   */
  use(state: string, now: number, lifetime: number): boolean {
    for (const [old, forgetAt] of this.#forgetAt) {
      if (forgetAt > now && this.#forgetAt.size < CAPACITY) break;
      this.#forgetAt.delete(old);
    }
    if (this.#forgetAt.has(state)) return false;
    this.#forgetAt.set(state, now + lifetime);
    return true;
  }
}
