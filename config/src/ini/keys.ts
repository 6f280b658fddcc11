import { isReservedPath } from '../document/key-path.ts';
import type { LineCounter } from '../document/position.ts';
import type { BlockDraft, EntryDraft } from './blocks.ts';
import type { Dialect } from './dialects.ts';
import type { Report } from './findings.ts';
import { KeyTree } from './key-tree.ts';

/** What the checks of whole documents look at. */
export interface Check {
  readonly source: string;
  readonly blocks: readonly BlockDraft[];
  readonly dialect: Dialect;
  readonly counter: LineCounter;
  readonly report: Report;
}

/**
 * Reports repeated keys and reserved names. Where the dialect makes a list of a repeated key, its entries become items.
 *
 * @returns the first entry of each path
 */
export function checkKeys(check: Check): KeyTree<EntryDraft> {
  const seen = new KeyTree<EntryDraft>();
  for (const block of check.blocks) {
    if (block.kind === 'header') checkHeader(check, block);
    if (block.kind !== 'disabled' && block.entry) checkEntry(check, block.entry, seen);
  }
  return seen;
}

function checkHeader({ report }: Check, header: BlockDraft): void {
  if (!isReservedPath(header.section)) return;
  const { start, end } = header;
  report('reserved-key', start, end, { path: header.section });
}

function checkEntry(check: Check, entry: EntryDraft, seen: KeyTree<EntryDraft>): void {
  const { path } = entry;
  const { key } = entry.reading;
  if (isReservedPath(path)) {
    const isOwnName = isReservedPath([key.name]);
    if (isOwnName) check.report('reserved-key', key.nameStart, key.nameEnd, { path });
    return;
  }
  const first = seen.file(path, entry);
  if (first !== entry) repeat(check, entry, first);
}

function repeat({ dialect, counter, report }: Check, entry: EntryDraft, first: EntryDraft): void {
  if (dialect.repeated === 'list' || dialect.repeated === 'resettable-list') {
    first.form = 'item';
    entry.form = 'item';
    return;
  }
  const { start, key } = entry.reading;
  const firstKey = first.reading.key;
  if (key.isItem && firstKey.isItem) return;
  const { line } = counter.at(first.reading.start);
  const code = key.isItem === firstKey.isItem ? 'duplicate-key' : 'mixed-list';
  report(code, start, key.nameEnd, { line, path: entry.path });
}
