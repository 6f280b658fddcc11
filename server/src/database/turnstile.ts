/** Lets one at a time through, in the order in which they come. */
export class Turnstile {
  readonly #patience: number;
  #isTaken = false;
  /** Those who wait, in order. */
  readonly #waiting = new Set<() => void>();

  /** @param patience how long anybody waits, in milliseconds */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /**
   * Resolves when it is the caller's turn, who then has to {@link leave}.
   *
   * @throws Error when that takes too long
   */
  async enter(): Promise<void> {
    if (this.#isTaken) await this.#turn();
    this.#isTaken = true;
  }

  leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#isTaken = false;
    else next();
  }

  #turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const pass = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(pass);
        resolve();
      };
      const giveUp = (): void => {
        this.#waiting.delete(pass);
        reject(new Error(`timeout: no turn came within ${this.#patience} ms`));
      };
      const timer = setTimeout(giveUp, this.#patience);
      this.#waiting.add(pass);
    });
  }
}
