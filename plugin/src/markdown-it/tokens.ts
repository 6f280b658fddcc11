import type { StateBlock, StateInline, Token } from 'markdown-it';
import { infoString } from '../render/markdown.ts';
import type { RenderedCode, RenderedFence, RenderedNode, RenderedText } from '../render/nodes.ts';
import { blockTagInline } from '../tag/check.ts';
import type { Tag } from '../tag/tag.ts';

/** Words, numbers and addresses: text in which a typographer finds nothing to replace. */
const PLAIN = /^[\p{L}\p{N}]+(?:(?::\/\/|[ ._:/@%-])[\p{L}\p{N}]+)*$/u;

/** Pushes rendered nodes as blocks. Inline nodes side by side make a paragraph. */
export function pushBlocks(
  state: StateBlock,
  nodes: readonly RenderedNode[],
  map: readonly [start: number, end: number],
): void {
  let paragraph: Token[] | undefined;
  for (const node of nodes) {
    if (node.type === 'fence') {
      pushFence(state, node, map);
      paragraph = undefined;
    } else {
      paragraph ??= pushParagraph(state, map);
      paragraph.push(toInlineToken(state, node));
    }
  }
}

/**
 * Pushes rendered nodes as running text.
 *
 * @throws {TagError} `block-tag-inline` when one of them is a block
 */
export function pushInlines(state: StateInline, nodes: readonly RenderedNode[], tag: Tag): void {
  for (const node of nodes) {
    if (node.type === 'fence') throw blockTagInline(tag);
    const { type, tag: element, content, markup } = toInlineToken(state, node);
    const token = state.push(type, element, 0);
    Object.assign(token, { content, markup });
  }
}

/** A fence like one that was written out, so that the highlighter of the site takes it. */
function pushFence(
  state: StateBlock,
  node: RenderedFence,
  [start, end]: readonly [number, number],
): void {
  const token = state.push('fence', 'code', 0);
  token.info = infoString(node);
  token.content = node.text === '' ? '' : `${node.text}\n`;
  token.markup = '```';
  token.map = [start, end];
}

function pushParagraph(state: StateBlock, [start, end]: readonly [number, number]): Token[] {
  state.push('paragraph_open', 'p', 1).map = [start, end];
  const inline = state.push('inline', '', 0);
  const children: Token[] = [];
  inline.map = [start, end];
  inline.children = children;
  state.push('paragraph_close', 'p', -1);
  return children;
}

/** Text that a typographer could change is `text_special`, as markdown-it's own escapes are: it becomes text last. */
function toInlineToken(
  { Token: TokenClass }: Pick<StateBlock, 'Token'>,
  { type, text }: RenderedText | RenderedCode,
): Token {
  const isCode = type === 'code';
  const plainType = PLAIN.test(text) ? 'text' : 'text_special';
  const token = new TokenClass(isCode ? 'code_inline' : plainType, isCode ? 'code' : '', 0);
  token.content = text;
  token.markup = isCode ? '`' : '';
  return token;
}
