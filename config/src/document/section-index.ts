import type { Block, ConfigDocument } from './document.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';

/** What a document's blocks say about its sections. Made once a document, so that a slice of it costs what it shows. */
export interface SectionIndex {
  /** Every section by its formatted path, in source order, those that only lie above another included. */
  readonly sections: ReadonlyMap<string, KeyPath>;
  /** The first section of each path whose segments, joined with dots, read like this. */
  readonly dotted: ReadonlyMap<string, KeyPath>;
  /** The sections with a key, a section or a line with a mistake in them, formatted. */
  readonly filled: ReadonlySet<string>;
  /**
   * Indices of the blocks that a selection can take from below a first path segment, in source order: what stands or
   * defines a key there, and the comments of that.
   */
  readonly blocksBelow: ReadonlyMap<string, readonly number[]>;
  /** For each block the indices of the headers that a slice with it needs: in YAML all above it, else its own. */
  readonly headersOf: readonly (readonly number[])[];
}

const indexes = new WeakMap<ConfigDocument, SectionIndex>();

/** The index of a document, which must not change any more. */
export function sectionIndex(document: ConfigDocument): SectionIndex {
  const known = indexes.get(document);
  if (known) return known;
  const { blocks, format } = document;
  const sections = sectionPaths(blocks);
  const index: SectionIndex = {
    sections,
    dotted: new Map([...sections.values()].toReversed().map((path) => [path.join('.'), path])),
    filled: filledSections(blocks),
    blocksBelow: blocksBelow(blocks),
    headersOf: headersOf(blocks, format === 'yaml'),
  };
  indexes.set(document, index);
  return index;
}

/** The block that a comment describes; a comment right above a commented-out key describes that key. */
export function ownerOf(blocks: readonly Block[], index: number): number | undefined {
  const block = blocks[index]!;
  const isAboveDisabled = block.kind === 'comment' && blocks[index + 1]?.kind === 'disabled';
  return isAboveDisabled ? index + 1 : block.owner;
}

function sectionPaths(blocks: readonly Block[]): ReadonlyMap<string, KeyPath> {
  const paths = new Map<string, KeyPath>();
  const add = (path: KeyPath): void => {
    for (let length = 1; length <= path.length; length++) {
      const section = path.slice(0, length);
      const name = formatKeyPath(section);
      if (!paths.has(name)) paths.set(name, section);
    }
  };
  for (const block of blocks) {
    add(block.section);
    for (const { form, path } of block.entries)
      add(form === 'empty-map' ? path : path.slice(0, -1));
  }
  return paths;
}

function filledSections(blocks: readonly Block[]): ReadonlySet<string> {
  const filled = new Set<string>();
  for (const { kind, section } of blocks) {
    if (kind === 'comment' || kind === 'blank') continue;
    const deepest = kind === 'header' ? section.length - 1 : section.length;
    for (let length = deepest; length > 0; length--)
      filled.add(formatKeyPath(section.slice(0, length)));
  }
  return filled;
}

function blocksBelow(blocks: readonly Block[]): ReadonlyMap<string, readonly number[]> {
  const below = new Map<string, number[]>();
  for (const index of blocks.keys()) {
    for (const name of firstSegments(blocks, index)) {
      const indices = below.get(name);
      if (indices) indices.push(index);
      else below.set(name, [index]);
    }
  }
  return below;
}

/** First path segments of what a block says or, as a comment, describes. */
function firstSegments(blocks: readonly Block[], index: number): ReadonlySet<string> {
  const segments = new Set<string>();
  for (let at: number | undefined = index; at !== undefined; at = ownerOf(blocks, at)) {
    const { section, entries } = blocks[at]!;
    for (const [name] of [section, ...entries.map(({ path }) => path)]) {
      if (name !== undefined) segments.add(name);
    }
  }
  return segments;
}

function headersOf(blocks: readonly Block[], needsAll: boolean): readonly (readonly number[])[] {
  const latest = new Map<string, number>();
  const found = ({ section }: Block): readonly number[] => {
    const lengths = section.map((_, above) => above + 1).slice(needsAll ? 0 : -1);
    const names = lengths.map((length) => formatKeyPath(section.slice(0, length)));
    return names.flatMap((name) => latest.get(name) ?? []);
  };
  let previous: Block | undefined;
  let headers: readonly number[] = [];
  return blocks.map((block, index) => {
    if (block.kind === 'header') latest.set(formatKeyPath(block.section), index);
    const isSame = block.kind !== 'header' && block.section === previous?.section;
    if (!isSame) headers = found(block);
    previous = block;
    return headers;
  });
}
