import type { Block, ConfigDocument } from '../document/document.ts';
import type { CommentLevel } from '../document/selection.ts';
import { REDACTED } from '../schema/secret.ts';
import { type Cut, cutsWithin, mergeCuts } from './cuts.ts';
import { innerComments } from './inner-comments.ts';
import type { Redactor } from './redactor.ts';

/** How to print blocks. */
export interface PrintOptions {
  /** Comments on the line of a key are kept only with `all`, comment lines within a value also with `leading`. @default 'all' */
  readonly comments?: CommentLevel | undefined;
}

/**
 * The text of blocks as it may be shown: source lines, byte for byte, with a mask in place of each secret. The byte
 * order mark and the final line end are left out. In YAML a mask is put in quotes where a plain value stood, so that
 * the text stays what it was: a string.
 */
export function printRedacted(
  document: ConfigDocument,
  blocks: readonly Block[],
  redactor: Redactor,
  options: PrintOptions = {},
): string {
  const cuts = redactor.cuts(document);
  const plain = document.format === 'yaml' ? plainValues(blocks) : new Map<number, number>();
  const show = ({ start, end }: Cut): string => {
    let text = '';
    let shown = start;
    for (const cut of cutsWithin(cuts, start, end)) {
      text += document.source.slice(shown, Math.max(shown, cut.start));
      if (cut.start >= start) text += plain.get(cut.start) === cut.end ? `"${REDACTED}"` : REDACTED;
      shown = Math.max(shown, cut.end);
    }
    return text + document.source.slice(shown, Math.max(shown, end));
  };
  const printed = blocks.map((block) =>
    keptParts(document, block, options.comments ?? 'all')
      .map(show)
      .join(''),
  );
  return printed
    .join('')
    .replace(/^\uFEFF/, '')
    .replace(/[\r\n]+$/, '');
}

/** Where values without quotes start and end. */
function plainValues(blocks: readonly Block[]): ReadonlyMap<number, number> {
  const entries = blocks.flatMap((block) => block.entries).filter(({ value }) => !value.quoted);
  return new Map(entries.map(({ value }) => [value.span.start.offset, value.span.end.offset]));
}

/** The parts of a block that stay when comments are left out. */
function keptParts(document: ConfigDocument, block: Block, comments: CommentLevel): readonly Cut[] {
  const { start, end } = block.span;
  const parts: Cut[] = [];
  let from = start.offset;
  for (const comment of mergeCuts(innerComments(document, block, comments))) {
    parts.push({ start: from, end: comment.start });
    from = comment.end;
  }
  return [...parts, { start: from, end: end.offset }];
}
