import { markdownLineEnding } from 'micromark-util-character';
import { codes, types } from 'micromark-util-symbol';
import type { Code, Effects, State } from 'micromark-util-types';
import type { TagTokenType } from './token-types.ts';

/** Keeps the tokens of a tag in order: the tag, one chunk on each line, the line ends between them. */
export class TagTokens {
  readonly #effects: Effects;
  readonly #type: TagTokenType;
  #inChunk = false;

  constructor(effects: Effects, type: TagTokenType) {
    this.#effects = effects;
    this.#type = type;
  }

  enter(): void {
    this.#effects.enter(this.#type);
  }

  /** @param next the state to go to, for callers to return */
  consume(code: Code, next: State): State {
    if (!this.#inChunk) this.#effects.enter('iniTagChunk');
    this.#inChunk = true;
    this.#effects.consume(code);
    return next;
  }

  lineEnding(code: Code): void {
    this.#exitChunk();
    this.#effects.enter(types.lineEnding);
    this.#effects.consume(code);
    this.#effects.exit(types.lineEnding);
  }

  exit(): void {
    this.#exitChunk();
    this.#effects.exit(this.#type);
  }

  /** Back to the last character of a tag, in its chunk. */
  rewind(): void {
    this.#inChunk = true;
  }

  #exitChunk(): void {
    if (this.#inChunk) this.#effects.exit('iniTagChunk');
    this.#inChunk = false;
  }
}

/** Micromark's negative codes as the characters that they stand for. */
export function toCharacter(code: Exclude<Code, null>): number {
  if (markdownLineEnding(code)) return codes.lf;
  return code === codes.horizontalTab ? codes.ht : code;
}
