import { isSamePath } from '../document/key-path.ts';
import type { BlockDraft } from './blocks.ts';

/**
 * Gives comments their owner and section, from the last block to the first.
 *
 * - A comment belongs to the header or entry directly below it.
 * - A commented-out key belongs to the entry below it when it is another value of the same key.
 * - A comment between blank lines that is the last one before a header introduces that section, but has no owner: it
 *   is a banner. In the preamble it stays where it is, since there it describes the file.
 */
export function assignOwners(blocks: readonly BlockDraft[]): void {
  for (let index = blocks.length - 1; index >= 0; index--) {
    const block = blocks[index]!;
    if (block.kind === 'comment' && !block.opensSection) assignComment(blocks, index, block);
    else if (block.kind === 'disabled') assignDisabled(blocks, index, block);
  }
}

function assignComment(blocks: readonly BlockDraft[], index: number, comment: BlockDraft): void {
  const below = blocks[index + 1];
  if (!below) return;
  if (below.opensSection) {
    comment.section = below.section;
    if (below.kind === 'header') comment.owner = index + 1;
  } else if (below.kind === 'entry') {
    comment.owner = index + 1;
  } else if (below.kind === 'disabled') {
    comment.owner = below.owner ?? index + 1;
  } else if (below.kind === 'blank' && isBanner(blocks, index)) {
    const { section } = blocks[index + 2]!;
    comment.section = section;
    below.section = section;
  }
}

function assignDisabled(blocks: readonly BlockDraft[], index: number, disabled: BlockDraft): void {
  const below = blocks[index + 1];
  if (!below?.entry || !disabled.entry) return;
  if (!isSamePath(below.entry.path, disabled.entry.path)) return;
  disabled.owner = below.kind === 'entry' ? index + 1 : below.owner;
}

function isBanner(blocks: readonly BlockDraft[], index: number): boolean {
  const isDetached = blocks[index - 1]?.kind === 'blank';
  return (
    isDetached && blocks[index]!.section.length > 0 && blocks[index + 2]?.opensSection === true
  );
}
