/** Injection token of the {@link Lifecycle}. */
export const LIFECYCLE: unique symbol = Symbol('LIFECYCLE');

/** Whether the server still takes requests. */
export class Lifecycle {
  #closing = false;

  /** `true` from the moment a shutdown begins. */
  get closing(): boolean {
    return this.#closing;
  }

  /** Refuses new requests from now on; those in flight go on. */
  beginShutdown(): void {
    this.#closing = true;
  }
}
