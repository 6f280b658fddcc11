import { isReservedPath } from '../document/key-path.ts';
import type { BlockDraft, EntryDraft } from './blocks.ts';
import { KeyTree } from './key-tree.ts';
import type { Check } from './keys.ts';

/**
 * Reports sections in which the npm package `ini` loses keys, because it keeps one table for each header's text and
 * moves the tables to their places at the end:
 *
 * - a key has the name of the section (`a = 1` and `[a]`, or `[a.b]`)
 * - a parent comes after its child (`[a.b.c]`, then `[a.b]`): the child is replaced
 * - two different sections have the same name in dots (`[a.b]` and `[a\.b]`)
 *
 * @param keys the first entry of each path
 */
export function checkNpmIniSections(check: Check, keys: KeyTree<EntryDraft>): void {
  const headers = new KeyTree<BlockDraft>();
  const byName = new Map<string, BlockDraft>();
  for (const block of check.blocks) {
    if (block.kind !== 'header' || isReservedPath(block.section)) continue;
    const rival = keyRival(block, keys) ?? headerRival(block, headers, byName);
    if (rival !== undefined) {
      const { line } = check.counter.at(rival);
      check.report('ini-misreads-section', block.start, block.end, { line, path: block.section });
    }
  }
}

/** Offset of the key whose name the section has, too. */
function keyRival({ section }: BlockDraft, keys: KeyTree<EntryDraft>): number | undefined {
  const rival = keys.firstOnWay(section) ?? keys.firstOnWay([section.join('.')]);
  return rival?.reading.start;
}

/** Offset of the header that gets into this one's way. Files the header. */
function headerRival(
  block: BlockDraft,
  headers: KeyTree<BlockDraft>,
  byName: Map<string, BlockDraft>,
): number | undefined {
  const { section } = block;
  const child = section.length > 1 ? headers.firstBelow(section) : undefined;
  const isNew = headers.file(section, block) === block;
  const name = section.join('.');
  const namesake = byName.get(name);
  byName.set(name, namesake ?? block);
  const isAlike = namesake?.section.length === section.length;
  if (namesake && !isAlike) return namesake.start;
  return isNew ? child?.start : undefined;
}
