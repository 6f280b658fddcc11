/** A place in a text. `line` and `column` count from 1, `offset` from 0; columns and offsets are UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of a text: `start` is inclusive, `end` exclusive. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets into positions. Lines end at `\n`, `\r\n` or a lone `\r`. */
export class LineCounter {
  readonly #text: string;
  readonly #starts: number[] = [0];

  /** @param text the whole text that offsets refer to */
  constructor(text: string) {
    this.#text = text;
    for (let offset = 0; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      const isCarriageReturn = code === 13 && text.charCodeAt(offset + 1) !== 10;
      if (code === 10 || isCarriageReturn) this.#starts.push(offset + 1);
    }
  }

  /** How many lines there are. A text that ends with a line end has an empty last line. */
  get count(): number {
    return this.#starts.length;
  }

  /** The offset at which a line (counted from 1) starts. */
  start(line: number): number {
    return this.#starts[line - 1]!;
  }

  /** The offset at which a line (counted from 1) ends, its line end left out. */
  end(line: number): number {
    const next = this.#starts[line];
    if (next === undefined) return this.#text.length;
    return this.#text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  }

  /** The position of an offset, found by binary search. Offsets past the end are counted on the last line. */
  at(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1, offset };
  }

  /** The span between two offsets. */
  span(start: number, end: number): Span {
    return { start: this.at(start), end: this.at(end) };
  }
}
