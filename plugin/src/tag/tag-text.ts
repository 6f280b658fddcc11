import type { Position, Span } from '@lockstep/config';

/**
 * One line of a tag as a host sees it. Within a quote or a list item it starts after the container's prefix (`> `,
 * indentation), which is why every line brings its own start.
 */
export interface TagChunk {
  /** The line's text without its line end. */
  readonly text: string;
  readonly start: Position;
}

/** A tag's lines joined by `\n`, with the way back from an offset in the joined text to a position on the page. */
export class TagText {
  readonly text: string;
  readonly #chunks: readonly TagChunk[];
  readonly #starts: readonly number[];

  constructor(chunks: readonly TagChunk[]) {
    const starts: number[] = [];
    let length = 0;
    for (const { text } of chunks) {
      starts.push(length);
      length += text.length + 1;
    }
    this.text = chunks.map(({ text }) => text).join('\n');
    this.#chunks = chunks;
    this.#starts = starts;
  }

  /** The position on the page of an offset in {@link text}. */
  at(offset: number): Position {
    let index = this.#starts.length - 1;
    while (index > 0 && this.#starts[index]! > offset) index--;
    const { start } = this.#chunks[index]!;
    const delta = offset - this.#starts[index]!;
    return { line: start.line, column: start.column + delta, offset: start.offset + delta };
  }

  /** The lines between two offsets in {@link text}, cut off at both. */
  slice(start: number, end: number): readonly TagChunk[] {
    let offset = start;
    return this.text
      .slice(start, end)
      .split('\n')
      .map((text): TagChunk => {
        const chunk = { text, start: this.at(offset) };
        offset += text.length + 1;
        return chunk;
      });
  }

  /** The span on the page between two offsets in {@link text}. */
  span(start: number, end: number): Span {
    return { start: this.at(start), end: this.at(end) };
  }
}

/** Splits a text without container prefixes into lines; the text starts a page. Lines end at `\n`, `\r\n` or `\r`. */
export function toChunks(text: string): readonly TagChunk[] {
  const chunks: TagChunk[] = [];
  let offset = 0;
  for (const [index, line] of text.split(/\r\n|[\r\n]/).entries()) {
    chunks.push({ text: line, start: { line: index + 1, column: 1, offset } });
    offset += line.length;
    offset += text.startsWith('\r\n', offset) ? 2 : 1;
  }
  return chunks;
}
