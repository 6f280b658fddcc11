import { LineCounter } from '@lockstep/config';
import type { StateBlock, StateInline, Token } from 'markdown-it';
import type { TagChunk } from '../tag/tag-text.ts';

/** The lines of a page, and where text of it stands in them. markdown-it itself keeps line numbers only. */
export class PageLines {
  readonly #source: string;
  readonly #lineStarts: readonly number[];
  #tokens: readonly Token[] = [];
  #inlines: ReadonlyMap<readonly Token[] | null, InlineText> | undefined;

  /** @param source the page with `\n` line ends */
  constructor(source: string) {
    this.#source = source;
    this.#lineStarts = toLineStarts(source);
  }

  /** Takes note of the running text of a page, before the rules for it run. */
  locateInlines(tokens: readonly Token[]): void {
    this.#tokens = tokens;
    this.#inlines = undefined;
  }

  /** The part of a block line without its container's prefix and indentation. */
  blockChunk(state: StateBlock, line: number): TagChunk {
    const start = state.bMarks[line]! + state.tShift[line]!;
    const text = state.src.slice(start, state.eMarks[line]);
    return this.chunk(line, start - (this.#lineStarts[line] ?? 0), text);
  }

  /** The lines of a stretch of running text. */
  inlineChunks(state: StateInline, start: number, end: number): readonly TagChunk[] {
    this.#inlines ??= this.#findInlines();
    const inline = this.#inlines.get(state.tokens) ?? this.#enclosing(state.src, this.#inlines);
    const isWhole = inline === undefined || inline.content === state.src;
    const base = isWhole ? 0 : inline.content.indexOf(state.src);
    const chunks: TagChunk[] = [];
    let offset = start;
    for (const line of state.src.slice(start, end).split('\n')) {
      const indent = offset === start ? 0 : line.length - line.trimStart().length;
      const text = line.slice(indent);
      const place = inline?.place(base + offset + indent, text) ?? { line: 0, column: 0 };
      chunks.push(this.chunk(place.line, place.column, text));
      offset += line.length + 1;
    }
    return chunks;
  }

  /** A chunk from a line and column that count from 0. */
  chunk(line: number, column: number, text: string): TagChunk {
    const offset = (this.#lineStarts[line] ?? 0) + column;
    return { text, start: { line: line + 1, column: column + 1, offset } };
  }

  line(index: number): string {
    const start = this.#lineStarts[index];
    if (start === undefined) return '';
    const next = this.#lineStarts[index + 1];
    return this.#source.slice(start, next === undefined ? undefined : next - 1);
  }

  /** Index of the first line that passes a test. */
  find(test: (line: string) => boolean): number | undefined {
    const index = this.#lineStarts.findIndex((_, line) => test(this.line(line)));
    return index === -1 ? undefined : index;
  }

  #findInlines(): ReadonlyMap<readonly Token[] | null, InlineText> {
    const inlines = new Map<readonly Token[] | null, InlineText>();
    let firstLine = 0;
    for (const { type, children, content, map } of this.#tokens) {
      // Table cells have no map of their own, their row has.
      firstLine = map?.[0] ?? firstLine;
      if (type === 'inline') inlines.set(children, new InlineText(content, firstLine, this));
    }
    return inlines;
  }

  /** Image descriptions are parsed apart from the text around them. */
  #enclosing(
    source: string,
    inlines: ReadonlyMap<readonly Token[] | null, InlineText>,
  ): InlineText | undefined {
    return [...inlines.values()].find(({ content }) => content.includes(source));
  }
}

/** One piece of running text. Its columns are found by looking for its lines in the lines of the page. */
class InlineText {
  readonly content: string;
  readonly #firstLine: number;
  readonly #page: PageLines;
  #counter: LineCounter | undefined;
  /** Column at which a line of the content starts on the page, by line. */
  readonly #bases = new Map<number, number>();

  constructor(content: string, firstLine: number, page: PageLines) {
    this.content = content;
    this.#firstLine = firstLine;
    this.#page = page;
  }

  /** Line and column on the page, from 0, of an offset in the content at which `text` stands. */
  place(offset: number, text: string): { readonly line: number; readonly column: number } {
    this.#counter ??= new LineCounter(this.content);
    const position = this.#counter.at(offset);
    const line = this.#firstLine + position.line - 1;
    const base = this.#base(position.line, offset - position.column + 1);
    if (base >= 0) return { line, column: base + position.column - 1 };
    // A table cell in which `\|` was read as `|`: what stands before the pipe is still there.
    const [beforePipe = ''] = text.split('|', 1);
    return { line, column: Math.max(0, this.#page.line(line).indexOf(beforePipe)) };
  }

  #base(line: number, lineStart: number): number {
    const known = this.#bases.get(line);
    if (known !== undefined) return known;
    const lineEnd = this.content.indexOf('\n', lineStart);
    const text = this.content.slice(lineStart, lineEnd === -1 ? undefined : lineEnd);
    const base = this.#page.line(this.#firstLine + line - 1).indexOf(text);
    this.#bases.set(line, base);
    return base;
  }
}

function toLineStarts(source: string): readonly number[] {
  const starts = [0];
  for (let end = source.indexOf('\n'); end !== -1; end = source.indexOf('\n', end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}
