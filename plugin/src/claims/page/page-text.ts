import { LineCounter } from '@lockstep/config';
import type { Position, Span } from '@lockstep/config';

const BYTE_ORDER_MARK = '\uFEFF';
const CARRIAGE_RETURN = '\r';
const LINE_END = /\r\n?/g;
const NULL = /\0/g;

/**
 * A page as parsers read it, with the way back to the file: line ends are `\n`, the byte order mark is gone, and what is
 * NUL in the file is U+FFFD.
 */
export class PageText {
  readonly source: string;
  readonly #lines: LineCounter;
  readonly #markLength: number;
  /** How many characters were left out before each line; `undefined` where none were. */
  readonly #shifts: readonly number[] | undefined;

  /** @param page the page's text as it is in the file */
  constructor(page: string) {
    this.#markLength = page.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    const body = page.slice(this.#markLength);
    const hasReturns = body.includes(CARRIAGE_RETURN);
    const source = hasReturns ? body.replace(LINE_END, '\n') : body;
    this.source = source.includes('\0') ? source.replace(NULL, '\uFFFD') : source;
    this.#lines = new LineCounter(this.source);
    this.#shifts = hasReturns ? shiftsOf(body) : undefined;
  }

  /** The page's offset of an offset in {@link source}; a byte order mark counts. */
  toPage(offset: number): number {
    if (!this.#shifts) return offset + this.#markLength;
    return this.at(offset).offset;
  }

  /** The place on the page of an offset in {@link source}. A byte order mark is no column. */
  at(offset: number): Position {
    const { line, column } = this.#lines.at(offset);
    const shift = this.#shifts?.[line - 1] ?? 0;
    return { line, column, offset: offset + shift + this.#markLength };
  }

  /** The stretch of the page between two offsets in {@link source}. */
  span(start: number, end: number): Span {
    return { start: this.at(start), end: this.at(end) };
  }

  /** The offset in {@link source} at which a line (counted from 0) starts; that of the end for lines past it. */
  lineStart(line: number): number {
    return line < this.#lines.count ? this.#lines.start(line + 1) : this.source.length;
  }
}

function shiftsOf(body: string): readonly number[] {
  const shifts = [0];
  let shift = 0;
  for (const [lineEnd] of body.matchAll(/\r\n?|\n/g)) {
    shift += lineEnd.length - 1;
    shifts.push(shift);
  }
  return shifts;
}
