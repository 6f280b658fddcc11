import { isMatch } from 'matcher';
import type { Block, ConfigDocument, Entry } from './document.ts';
import { formatKeyPath, isWithin, type KeyPath } from './key-path.ts';
import { LineCounter } from './position.ts';
import { ownerOf, sectionIndex } from './section-index.ts';
import type { SectionIndex } from './section-index.ts';
import { findSection, isEntryOf } from './sections.ts';

/** What to take from a document. Everything left out selects everything. */
export interface Selection {
  /** The section and, with `depth` `all`, those below it, by whole path segments. */
  readonly section?: KeyPath | undefined;
  /** Globs (`*`) on a key's name or on its path relative to the section; only matching keys are taken. */
  readonly keys?: readonly string[] | undefined;
  /** Globs of keys to leave out. */
  readonly except?: readonly string[] | undefined;
  /** `self` leaves out the sections below. @default 'all' */
  readonly depth?: 'all' | 'self' | undefined;
  /**
   * `leading`: only comments that stand directly above something selected; `none`: no comment lines.
   * @default 'all'
   */
  readonly comments?: CommentLevel | undefined;
}

/** Which comments a selection and its print keep. */
export type CommentLevel = 'all' | 'leading' | 'none';

/**
 * The blocks of a document that a selection asks for: whole lines in source order, each key under its own header (in
 * YAML under all headers above it, so that the slice stays valid), each comment with what it describes and never with
 * a neighbour. Blank lines at the ends are dropped, and those around something left out become one (none below a header).
 *
 * Blocks are whole lines, so what shares its lines is selected together: a YAML flow collection, and with it a whole
 * JSON file, is one block; a part of such a file can be shown by its values only.
 *
 * The result is empty when nothing matches; `findSection` tells whether the section exists at all.
 */
export function selectBlocks(
  document: ConfigDocument,
  selection: Selection = {},
): readonly Block[] {
  const section = selection.section && findSection(document, selection.section);
  if (selection.section && !section) return [];
  const picker = new Picker(document, { ...selection, section });
  return tidyBlanks(document, picker.kept());
}

/** One run of a selection over a document: marks content first, then the headers and comments that belong to it. */
class Picker {
  readonly #blocks: readonly Block[];
  readonly #index: SectionIndex;
  /** Indices of the blocks that can be part of it, in source order. */
  readonly #candidates: readonly number[];
  readonly #selection: Selection;
  readonly #section: KeyPath;
  readonly #comments: CommentLevel;
  readonly #kept = new Set<number>();

  constructor(document: ConfigDocument, selection: Selection) {
    this.#blocks = document.blocks;
    this.#index = sectionIndex(document);
    this.#selection = selection;
    this.#section = selection.section ?? [];
    const [first] = this.#section;
    this.#candidates =
      first === undefined
        ? [...document.blocks.keys()]
        : (this.#index.blocksBelow.get(first) ?? []);
    this.#comments = selection.comments ?? 'all';
  }

  /** Indices of the kept blocks; blank blocks are never among them. */
  kept(): ReadonlySet<number> {
    for (const index of this.#candidates) {
      if (this.#isContent(this.#blocks[index]!)) this.#kept.add(index);
    }
    this.#keepHeaders();
    this.#keepComments();
    return this.#kept;
  }

  #isContent(block: Block): boolean {
    const wantsEntry = block.entries.some((entry) => this.#wants(entry));
    if (block.kind === 'disabled') return this.#comments === 'all' && wantsEntry;
    const hasNoName =
      block.kind === 'other' || (block.kind === 'entry' && block.entries.length === 0);
    return hasNoName ? this.#wantsUnnamed(block) : wantsEntry;
  }

  #wants(entry: Entry): boolean {
    return (
      isEntryOf(entry, this.#section) &&
      this.#isDeepEnough(entry.path.slice(0, -1)) &&
      this.#passes(entry.path)
    );
  }

  /** Whether the key globs let a path through, by its last name or by its path relative to the section. */
  #passes(path: KeyPath): boolean {
    const names = [path.at(-1) ?? '', formatKeyPath(path.slice(this.#section.length))];
    const { keys, except } = this.#selection;
    const matches = (globs: readonly string[]): boolean =>
      names.some((name) => isMatch(name, globs, { caseSensitive: true }));
    return (!keys || matches(keys)) && !(except && matches(except));
  }

  /** Whether to keep lines that name no key: free comments and lines with a mistake. */
  #wantsUnnamed(block: Block): boolean {
    return !this.#selection.keys && this.#inSection(block.section);
  }

  #inSection(path: KeyPath): boolean {
    return isWithin(path, this.#section) && this.#isDeepEnough(path);
  }

  #isDeepEnough(section: KeyPath): boolean {
    return this.#selection.depth !== 'self' || section.length <= this.#section.length;
  }

  /** Adds the header of everything kept, and headers of the section that have nothing below them in the file. */
  #keepHeaders(): void {
    for (const index of this.#candidates) {
      const block = this.#blocks[index]!;
      const isEmpty =
        block.kind === 'header' && !this.#index.filled.has(formatKeyPath(block.section));
      if (isEmpty && this.#wantsUnnamed(block)) this.#kept.add(index);
      if (!this.#kept.has(index)) continue;
      for (const header of this.#index.headersOf[index]!) this.#kept.add(header);
    }
  }

  /** Adds comments: those of kept blocks, and free ones where the selection is of whole sections. */
  #keepComments(): void {
    if (this.#comments === 'none') return;
    for (const index of this.#candidates.toReversed()) {
      const block = this.#blocks[index]!;
      if (block.kind !== 'comment' && block.kind !== 'disabled') continue;
      if (this.#wantsComment(block, ownerOf(this.#blocks, index))) this.#kept.add(index);
    }
  }

  #wantsComment(block: Block, owner: number | undefined): boolean {
    if (owner === undefined) {
      return block.kind === 'comment' && this.#comments === 'all' && this.#wantsUnnamed(block);
    }
    if (!this.#kept.has(owner)) return false;
    if (block.kind === 'disabled') return block.entries.some((entry) => this.#wants(entry));
    return !this.#isAncestor(this.#blocks[owner]!);
  }

  /** Whether a header is kept only to carry what lies below it. */
  #isAncestor(block: Block): boolean {
    return block.kind === 'header' && block.section.length < this.#section.length;
  }
}

/** The kept blocks with blank lines between them: as written where nothing was left out, one line or, below a header, none elsewhere. */
function tidyBlanks(document: ConfigDocument, kept: ReadonlySet<number>): readonly Block[] {
  const { blocks } = document;
  const result: Block[] = [];
  let previous = -1;
  for (const index of [...kept].toSorted((one, other) => one - other)) {
    const { blank, isGap } = between(blocks, previous, index);
    const isBelowHeader = isGap && result.at(-1)?.kind === 'header';
    if (blank && result.length > 0 && !isBelowHeader) {
      result.push(isGap ? oneLine(document, blank) : blank);
    }
    result.push(blocks[index]!);
    previous = index;
  }
  return result;
}

/** What stands between two kept blocks: the first blank lines, and whether anything was left out. */
function between(
  blocks: readonly Block[],
  above: number,
  below: number,
): { readonly blank: Block | undefined; readonly isGap: boolean } {
  let blank: Block | undefined;
  let isGap = false;
  for (let index = above + 1; index < below && !(blank && isGap); index++) {
    const block = blocks[index]!;
    if (block.kind === 'blank') blank ??= block;
    else isGap = true;
  }
  return { blank, isGap };
}

/** The last line of a blank block. */
function oneLine(document: ConfigDocument, blank: Block): Block {
  const { start, end } = blank.span;
  const text = document.source.slice(start.offset, end.offset);
  const lines = new LineCounter(text);
  const last = lines.at(text.length - 1);
  const offset = start.offset + last.offset - (last.column - 1);
  return {
    ...blank,
    span: { start: { line: start.line + last.line - 1, column: 1, offset }, end },
  };
}
