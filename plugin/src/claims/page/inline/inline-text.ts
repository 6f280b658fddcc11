import type { Position, Span } from '@lockstep/config';
import type { TagChunk } from '../../../tag/tag-text.ts';
import type { PageText } from '../page-text.ts';

/** A line of running text in the page's source; it ends before the line's end. */
export interface InlineLine {
  readonly start: number;
  readonly end: number;
}

/**
 * Running text without the prefixes of its containers and without indentation, its lines joined by `\n`, with the way
 * back to the page.
 */
export class InlineText {
  readonly text: string;
  readonly #page: PageText;
  /** Where each line starts in {@link text}, and in the page's source. */
  readonly #starts: readonly number[];
  readonly #sourceStarts: readonly number[];

  constructor(page: PageText, lines: readonly InlineLine[]) {
    const starts: number[] = [];
    let text = '';
    for (const { start, end } of lines) {
      if (starts.length > 0) text += '\n';
      starts.push(text.length);
      text += page.source.slice(start, end);
    }
    this.text = text;
    this.#page = page;
    this.#starts = starts;
    this.#sourceStarts = lines.map(({ start }) => start);
  }

  at(offset: number): Position {
    return this.#page.at(this.#toSource(offset));
  }

  span(start: number, end: number): Span {
    return { start: this.at(start), end: this.at(end) };
  }

  /** The page's offset. */
  toPage(offset: number): number {
    return this.#page.toPage(this.#toSource(offset));
  }

  /** The lines of a stretch, as the parser of tags wants them. */
  chunks(start: number, end: number): readonly TagChunk[] {
    const chunks: TagChunk[] = [];
    let offset = start;
    for (const text of this.text.slice(start, end).split('\n')) {
      chunks.push({ text, start: this.at(offset) });
      offset += text.length + 1;
    }
    return chunks;
  }

  #toSource(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#sourceStarts[low]! + offset - this.#starts[low]!;
  }
}
