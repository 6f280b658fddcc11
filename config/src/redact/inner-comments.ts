import type { Block, ConfigDocument } from '../document/document.ts';
import type { CommentLevel } from '../document/selection.ts';
import { type Cut, mergeCuts } from './cuts.ts';

/** A `#` with the space before it, up to the end of the line. */
const YAML_COMMENT = /[ \t]*#[^\r\n]*/g;
const LINE_END = /\r\n?|\n|/y;

/**
 * The comments inside a header or an entry that a level leaves out: all that share a line with it, and in YAML those
 * among the items of a list or map.
 */
export function innerComments(
  document: ConfigDocument,
  block: Block,
  level: CommentLevel,
): readonly Cut[] {
  if (level === 'all' || (block.kind !== 'entry' && block.kind !== 'header')) return [];
  const inline = inlineComment(document.source, block);
  if (document.format !== 'yaml' || block.kind === 'header') return inline;
  return [...inline, ...gaps(block).flatMap((gap) => commentsIn(document.source, gap, level))];
}

/** The comment on a block's own line, with the space before it. */
function inlineComment(source: string, block: Block): readonly Cut[] {
  if (!block.inlineComment) return [];
  const { start, end } = block.inlineComment;
  const before = source.slice(block.span.start.offset, start.offset);
  return [{ start: block.span.start.offset + before.trimEnd().length, end: end.offset }];
}

/** Comments in a stretch of YAML without values. One on a line of its own goes with its line end. */
function commentsIn(source: string, gap: Cut, level: CommentLevel): readonly Cut[] {
  return Array.from(source.slice(gap.start, gap.end).matchAll(YAML_COMMENT)).flatMap((match) => {
    const start = gap.start + match.index;
    const end = start + match[0].length;
    if (!startsLine(source, start)) return match[0].startsWith('#') ? [] : [{ start, end }];
    LINE_END.lastIndex = end;
    return level === 'none' ? [{ start, end: end + (LINE_END.exec(source)?.[0].length ?? 0) }] : [];
  });
}

function startsLine(source: string, offset: number): boolean {
  return offset === 0 || source[offset - 1] === '\n' || source[offset - 1] === '\r';
}

/** The stretches of a block between its keys and values. */
function gaps(block: Block): readonly Cut[] {
  const spans = block.entries.flatMap(({ keySpan, value }) => [keySpan, value.span]);
  const taken = mergeCuts(
    spans.map(({ start, end }) => ({ start: start.offset, end: end.offset })),
  );
  const edges = [
    block.span.start.offset,
    ...taken.flatMap(({ start, end }) => [start, end]),
    block.span.end.offset,
  ];
  return Array.from({ length: edges.length / 2 }, (_, index) => ({
    start: edges[index * 2]!,
    end: edges[index * 2 + 1]!,
  }));
}
