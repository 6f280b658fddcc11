import type { Block, ConfigDocument, Entry } from '../document/document.ts';
import { formatKeyPath } from '../document/key-path.ts';
import { type Cut, cutsWithin } from './cuts.ts';

/**
 * What a document's cuts hide of its names and, where a cut runs over more than a value, of its values. A secret on a
 * line of its own may have been read as a key, a section or a key with a value; texts about it must say none of these.
 *
 * @param cuts the document's merged cuts
 */
export function hiddenNames(document: ConfigDocument, cuts: readonly Cut[]): readonly string[] {
  if (cuts.length === 0) return [];
  return document.blocks.flatMap((block, index) => {
    const names = block.entries.flatMap((entry) => entryPieces(document, entry, cuts));
    const isHidden =
      opensSection(document.blocks, index) &&
      cutsWithin(cuts, block.span.start.offset, headerEnd(block)).length > 0;
    return isHidden ? [...names, ...block.section] : names;
  });
}

function entryPieces(
  { source }: ConfigDocument,
  { keySpan, path, value }: Entry,
  cuts: readonly Cut[],
): readonly string[] {
  const { start, end } = value.span;
  const isNameHidden = cutsWithin(cuts, keySpan.start.offset, keySpan.end.offset).length > 0;
  const pieces = cutsWithin(cuts, start.offset, end.offset)
    .filter((cut) => cut.start < start.offset || cut.end > end.offset)
    .map((cut) => source.slice(Math.max(cut.start, start.offset), Math.min(cut.end, end.offset)));
  return isNameHidden ? [...pieces, path.at(-1) ?? ''] : pieces;
}

/** Whether a block is a header, or a line with a mistake that was taken for one. */
function opensSection(blocks: readonly Block[], index: number): boolean {
  const { kind, section } = blocks[index]!;
  const above = blocks[index - 1]?.section ?? [];
  return kind === 'header' || (kind === 'other' && formatKeyPath(above) !== formatKeyPath(section));
}

/** Where a block ends without its comment. */
function headerEnd({ span, inlineComment }: Block): number {
  return inlineComment?.start.offset ?? span.end.offset;
}
