import { inspect } from 'node:util';

/** What stands in the place of a secret wherever one would be printed. */
export const REDACTED = '[redacted]';

/**
 * A value that must not be printed. It hides itself from string conversion, JSON, `console.log` and `util.inspect`;
 * only {@link Secret.reveal} gives the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The secret itself. Every call is a place to look at in a review. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  static {
    Object.defineProperty(Secret.prototype, inspect.custom, { value: () => REDACTED });
  }
}
