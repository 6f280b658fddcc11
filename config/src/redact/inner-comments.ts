import type { Block, ConfigDocument } from '../document/document.ts';
import type { CommentLevel } from '../document/selection.ts';
import { type Cut, mergeCuts } from './cuts.ts';

/** A comment line, its line end included, or a comment behind something with the space before it. */
const YAML_COMMENT = /^[ \t]*#[^\r\n]*(?:\r\n?|\n)?|[ \t]+#[^\r\n]*/gm;

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

function commentsIn(source: string, { start, end }: Cut, level: CommentLevel): readonly Cut[] {
  return Array.from(source.slice(start, end).matchAll(YAML_COMMENT))
    .filter(({ index }) => level === 'none' || !startsLine(source, start + index))
    .map(({ 0: comment, index }) => ({
      start: start + index,
      end: start + index + comment.length,
    }));
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
