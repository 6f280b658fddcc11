import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  type Alias,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Pair } from 'yaml';

/** Any node of a composed document. */
export type YamlNode = Alias | Scalar | YAMLMap | YAMLSeq;

/** A stretch of the text: `start` is inclusive, `end` exclusive. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

export function offsetRange(start: number, end: number): OffsetRange {
  return { start, end };
}

/** Narrows what the library hands out as `unknown`. */
export function asNode(value: unknown): YamlNode | undefined {
  return isAlias(value) || isScalar(value) || isMap(value) || isSeq(value) ? value : undefined;
}

/** Where a node's own text stands, without line end, trailing comment, anchor and tag. */
export function nodeRange(node: YamlNode, text: string): OffsetRange {
  const [start, end] = node.range ?? [0, 0];
  if (isBlockCollection(node)) return offsetRange(start, Math.max(start, lastEnd(node, text)));
  return offsetRange(start, isBlockScalar(node) ? lineEndBefore(text, start, end) : end);
}

/** A map or a list written on lines of its own, without brackets. */
export function isBlockCollection(node: YamlNode): node is YAMLMap | YAMLSeq {
  return (isMap(node) || isSeq(node)) && node.flow !== true;
}

/** A literal (`|`) or folded (`>`) scalar. */
function isBlockScalar(node: YamlNode): boolean {
  return (
    isScalar(node) && (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED)
  );
}

/** Whether blank lines behind a block scalar belong to its value (`|+`). */
export function keepsBlankLines(node: YamlNode): boolean {
  const header =
    isScalar(node) && node.srcToken?.type === 'block-scalar' ? node.srcToken.props : [];
  return header.some((token) => token.type === 'block-scalar-header' && token.source.includes('+'));
}

/** The text that a scalar reads as: quotes and escapes undone, lines folded; plain scalars as written. */
export function scalarText(node: Scalar): string {
  return node.source ?? '';
}

/** Where a pair's key is written, with all before its value: `?`, anchors, tags, key and `:`, without space. */
export function headRange(pair: Pair): OffsetRange {
  const item = pair.srcToken;
  const [keyStart = 0, keyEnd = 0] = asNode(pair.key)?.range ?? [];
  const marks = [...(item?.start ?? []), ...(item?.sep ?? [])].filter(
    ({ type }) => !TRIVIA.has(type),
  );
  const last = marks.at(-1);
  return offsetRange(
    Math.min(keyStart, marks[0]?.offset ?? keyStart),
    Math.max(keyEnd, last ? last.offset + last.source.length : 0),
  );
}

const TRIVIA: ReadonlySet<string> = new Set(['space', 'comment', 'newline', 'comma']);

/** The end of the last thing inside a block collection; its own range runs on over line ends and comments. */
function lastEnd(node: YAMLMap | YAMLSeq, text: string): number {
  if (isSeq(node)) {
    const last = asNode(node.items.at(-1));
    return last ? nodeRange(last, text).end : 0;
  }
  const pair = node.items.at(-1);
  if (!pair) return 0;
  const value = asNode(pair.value);
  return Math.max(headRange(pair).end, value ? nodeRange(value, text).end : 0);
}

/** `end` without the line end and the blank lines before it. */
function lineEndBefore(text: string, start: number, end: number): number {
  let offset = end;
  for (;;) {
    const newline = text.lastIndexOf('\n', offset - 1);
    if (newline < start || text.slice(newline + 1, offset).trim() !== '') return offset;
    offset = text[newline - 1] === '\r' ? newline - 1 : newline;
  }
}
