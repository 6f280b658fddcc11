import type { RenderedCode, RenderedNode, RenderedText } from './nodes.ts';
import { ENGLISH } from './words.ts';
import type { Words } from './words.ts';

/** What a value is written with: words and code. */
export type InlineNode = RenderedText | RenderedCode;

/** What reads as words and can never be taken for syntax, an address or an emoji shortcode by anything. */
const WORDS = /^[\p{L}\p{N}%]+(?:[ .,+-]*[\p{L}\p{N}%]+)*$/u;
/** Names of hosts and files would become links, and addresses look like prose, without being marked as code. */
const DOTTED_NAME = /\p{L}\.\p{L}|\d\.\d+\.\d/u;

/** Running text. */
export function text(value: string): RenderedText {
  return { type: 'text', text: value };
}

/** Code within a line. */
export function code(value: string): RenderedCode {
  return { type: 'code', text: value };
}

/** A word or a number as text; what has punctuation in it (an address, a path, a pattern) as code. */
export function textOrCode(value: string): InlineNode {
  return WORDS.test(value) && !DOTTED_NAME.test(value) ? text(value) : code(value);
}

/** A sentence in which backticks mark code, as schemas write them: "the host of `app.public_url`". */
export function sentence(value: string): readonly InlineNode[] {
  const parts = value.split('`');
  // An odd number of backticks marks nothing.
  if (parts.length % 2 === 0) return [text(value)];
  return parts
    .map((part, index) => (index % 2 === 0 ? text(part) : code(part)))
    .filter((node) => node.text !== '');
}

/** Items as a list in a sentence: "a", "a and b", "a, b and c". */
export function enumerate(
  items: readonly InlineNode[],
  words: Words = ENGLISH,
): readonly InlineNode[] {
  const separators = words.separators(items.length);
  return items.flatMap((item, index) => {
    const separator = separators[index - 1];
    return separator === undefined ? [item] : [text(separator), item];
  });
}

/** The texts without their markup, for a terminal. Cells and items stand on lines of their own. */
export function plainText(nodes: readonly RenderedNode[]): string {
  return nodes.map(plainNode).join('');
}

function plainNode(node: RenderedNode): string {
  if (node.type === 'link') return plainText(node.children);
  if (node.type === 'list') return node.items.map(plainText).join('\n');
  if (node.type === 'table') return [node.header, ...node.rows].flat().map(plainText).join('\n');
  return node.text;
}
