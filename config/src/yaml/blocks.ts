import type { Block, Entry } from '../document/document.ts';
import { isSamePath, type KeyPath } from '../document/key-path.ts';
import type { LineCounter, Span } from '../document/position.ts';
import { CommentedKeys } from './disabled.ts';
import { layOutItems, openEmptySections, type Draft } from './layout.ts';
import type { Item } from './items.ts';
import type { OffsetRange } from './nodes.ts';
import { Scopes } from './scopes.ts';

/** A commented-out key, read. */
export interface DisabledKey {
  readonly entries: readonly Entry[];
  readonly inlineComment?: Span | undefined;
}

/** What the blocks of a file are made from. */
export interface BlockInput {
  readonly source: string;
  readonly lines: LineCounter;
  readonly items: readonly Item[];
  /** All comments, at most one on a line. */
  readonly comments: readonly OffsetRange[];
  /** Reads the key that a comment holds from `range`; `undefined` when it is no YAML after all. */
  readonly readDisabled: (range: OffsetRange, section: KeyPath) => DisabledKey | undefined;
}

/** What is neither white space of YAML nor a byte order mark. */
const CONTENT = /[^ \t\uFEFF\r\n]/;

/** A block before the blocks below it are known. */
type OpenBlock = Omit<Block, 'owner'> & { owner?: number; readonly describesNext?: boolean };

/** Puts every line of a file into exactly one block. */
export function buildBlocks(input: BlockInput): readonly Block[] {
  return new BlockBuilder(input).build();
}

class BlockBuilder {
  readonly #input: BlockInput;
  readonly #commentOn: ReadonlyMap<number, OffsetRange>;
  readonly #scopes = new Scopes();
  readonly #blocks: OpenBlock[] = [];
  #commented: CommentedKeys | undefined;

  constructor(input: BlockInput) {
    const { comments, lines } = input;
    this.#input = input;
    this.#commentOn = new Map(comments.map((range) => [lines.at(range.start).line, range]));
  }

  build(): readonly Block[] {
    let line = 1;
    const drafts = layOutItems(this.#input.items, this.#input);
    for (const draft of openEmptySections(drafts, this.#commentColumns())) {
      const isHeader = draft.kind === 'header';
      const container = isHeader ? draft.section.slice(0, -1) : draft.section;
      for (; line < draft.first; line++) this.#addLine(line, container);
      this.#commented = undefined;
      if (isHeader) this.#scopes.enterHeader(draft.section, draft.column ?? 0);
      else this.#scopes.enterEntry(draft.section);
      this.#addDraft(draft);
      line = draft.last + 1;
    }
    for (; line <= this.#input.lines.count; line++) this.#addLine(line, []);
    return ownComments(this.#blocks);
  }

  /** Lines that hold nothing but a comment, and its column from 0. */
  #commentColumns(): ReadonlyMap<number, number> {
    const columns = new Map<number, number>();
    for (const [line, { start }] of this.#commentOn) {
      const before = this.#input.source.slice(this.#input.lines.start(line), start);
      if (!CONTENT.test(before)) columns.set(line, before.length);
    }
    return columns;
  }

  #addDraft({ kind, first, last, section, entries }: Draft): void {
    const comments: Span[] = [];
    for (let line = first; line <= last; line++) {
      const comment = this.#commentOn.get(line);
      if (comment) comments.push(this.#span(comment));
    }
    const lineOfOwn = entries.length > 1 ? first : last;
    const inlineComment = comments.find(
      ({ start: { line } }) => line === first || line === lineOfOwn,
    );
    const inner = comments.filter((comment) => comment !== inlineComment);
    this.#blocks.push({
      kind,
      span: this.#lineSpan(first, last),
      section,
      entries,
      ...(inlineComment && { inlineComment }),
      ...(inner.length > 0 && { innerComments: inner }),
    });
  }

  /** Adds a line outside of headers and entries; `container` is the section of the next of those. */
  #addLine(line: number, container: KeyPath): void {
    const { start, end } = this.#lineSpan(line, line);
    if (start.offset === end.offset) return;
    const text = this.#input.source.slice(start.offset, end.offset);
    const column = text.search(CONTENT);
    const comment = this.#commentOn.get(line);
    if (column === -1) {
      this.#commented = undefined;
      this.#join({
        kind: 'blank',
        span: { start, end },
        section: this.#scopes.current,
        entries: [],
      });
    } else if (comment?.start === start.offset + column) {
      this.#addComment({ start, end }, comment, column, container);
    } else {
      this.#commented = undefined;
      this.#join({
        kind: 'other',
        span: { start, end },
        section: this.#scopes.at(column),
        entries: [],
      });
    }
  }

  #addComment(span: Span, comment: OffsetRange, column: number, container: KeyPath): void {
    this.#commented ??= new CommentedKeys(this.#scopes);
    const text = this.#input.source.slice(comment.start, comment.end);
    const key = this.#commented.read(text, column);
    const range = { start: comment.start + (key?.start ?? 0), end: comment.end };
    const disabled = key && this.#input.readDisabled(range, key.section);
    const section = disabled ? key.section : this.#scopes.at(column);
    const describesNext = section.length <= container.length;
    if (disabled)
      this.#blocks.push({ kind: 'disabled', span, section, describesNext, ...disabled });
    else this.#join({ kind: 'comment', span, section, entries: [], describesNext });
  }

  /** Adds a line, to the block before when both are of one sort. */
  #join(block: OpenBlock): void {
    const previous = this.#blocks.at(-1);
    const isSame =
      previous?.kind === block.kind &&
      previous.describesNext === block.describesNext &&
      (block.kind === 'blank' || isSamePath(previous.section, block.section));
    if (!isSame) this.#blocks.push(block);
    else {
      const span = { start: previous.span.start, end: block.span.end };
      this.#blocks.splice(-1, 1, { ...previous, span });
    }
  }

  #span({ start, end }: OffsetRange): Span {
    return this.#input.lines.span(start, end);
  }

  #lineSpan(first: number, last: number): Span {
    const { lines, source } = this.#input;
    return lines.span(
      lines.start(first),
      last < lines.count ? lines.start(last + 1) : source.length,
    );
  }
}

/** Gives comments their owners: the header or entry directly below, else the commented-out key directly below. */
function ownComments(blocks: readonly OpenBlock[]): readonly Block[] {
  const owned: Block[] = [];
  let next: number | undefined;
  let disabled: number | undefined;
  for (let index = blocks.length - 1; index >= 0; index--) {
    const { describesNext, ...block } = blocks[index]!;
    const isComment = block.kind === 'comment' || block.kind === 'disabled';
    const owner =
      (describesNext ? next : undefined) ?? (block.kind === 'comment' ? disabled : undefined);
    owned.push(isComment && owner !== undefined ? { ...block, owner } : block);
    if (block.kind === 'header' || block.kind === 'entry') next = index;
    else if (!isComment) next = undefined;
    disabled = block.kind === 'disabled' ? index : undefined;
  }
  return owned.toReversed();
}
