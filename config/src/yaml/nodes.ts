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
import type { CST, Pair } from 'yaml';

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
export function isBlockScalar(node: YamlNode): boolean {
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

/** The source tokens of a pair that are more than space: `?`, anchors, tags, key and `:`. */
export function pairTokens(pair: Pair): {
  readonly first: OffsetRange;
  readonly last: OffsetRange;
} {
  const item = pair.srcToken;
  const marks = [...(item?.start ?? []), item?.key, ...(item?.sep ?? [])]
    .filter((token) => token !== undefined && token !== null)
    .filter((token) => !TRIVIA.has(token.type))
    .map((token) => offsetRange(token.offset, token.offset + tokenLength(token)));
  const key = asNode(pair.key);
  const fallback = offsetRange(key?.range?.[0] ?? 0, key?.range?.[1] ?? 0);
  return { first: marks[0] ?? fallback, last: marks.at(-1) ?? fallback };
}

const TRIVIA: ReadonlySet<string> = new Set(['space', 'comment', 'newline', 'comma']);

function tokenLength(token: CST.Token | CST.SourceToken): number {
  return 'source' in token ? token.source.length : 1;
}

/** The end of the last thing inside a block collection; its own range runs on over line ends and comments. */
function lastEnd(node: YAMLMap | YAMLSeq, text: string): number {
  if (isSeq(node)) {
    const last = asNode(node.items.at(-1));
    return last ? nodeRange(last, text).end : 0;
  }
  const pair = node.items.at(-1);
  if (!pair) return 0;
  const value = asNode(pair.value);
  return Math.max(pairTokens(pair).last.end, value ? nodeRange(value, text).end : 0);
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
