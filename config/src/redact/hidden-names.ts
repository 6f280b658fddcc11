import type { Block, ConfigDocument } from '../document/document.ts';
import { type Cut, cutsWithin } from './cuts.ts';

/**
 * The names of keys and sections that a document's cuts hide, wholly or in part. A secret on a line of its own may have
 * been read as a key, a section or half of each; messages about it must not say that name either.
 *
 * @param cuts the document's merged cuts
 */
export function hiddenNames(document: ConfigDocument, cuts: readonly Cut[]): readonly string[] {
  if (cuts.length === 0) return [];
  const isHidden = (start: number, end: number): boolean => cutsWithin(cuts, start, end).length > 0;
  return document.blocks.flatMap((block) => {
    const names = block.entries
      .filter(({ keySpan }) => isHidden(keySpan.start.offset, keySpan.end.offset))
      .map(({ path }) => path.at(-1) ?? '');
    const isHeader = block.kind === 'header' || block.kind === 'other';
    return isHeader && isHidden(block.span.start.offset, headerEnd(block))
      ? [...names, ...block.section]
      : names;
  });
}

/** Where a block ends without its comment. */
function headerEnd({ span, inlineComment }: Block): number {
  return inlineComment?.start.offset ?? span.end.offset;
}
