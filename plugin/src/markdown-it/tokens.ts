import type { StateBlock, StateInline, Token } from 'markdown-it';
import { isBlock } from '../render/nodes.ts';
import type {
  RenderedCell,
  RenderedCode,
  RenderedFence,
  RenderedInline,
  RenderedList,
  RenderedNode,
  RenderedTable,
  RenderedText,
} from '../render/nodes.ts';
import { blockTagInline } from '../tag/check.ts';
import type { Tag } from '../tag/tag.ts';
import { fenceInfo } from './fence-info.ts';
import { OWN_META } from './own-token.ts';

type LineMap = readonly [start: number, end: number];

/** Words, numbers and addresses: text in which a typographer finds nothing to replace. */
const PLAIN = /^[\p{L}\p{N}]+(?:(?::\/\/|[ ._:/@%-])[\p{L}\p{N}]+)*$/u;

/** Pushes rendered nodes as blocks. Inline nodes side by side make a paragraph. */
export function pushBlocks(state: StateBlock, nodes: readonly RenderedNode[], map: LineMap): void {
  let paragraph: Token[] | undefined;
  for (const node of nodes) {
    if (isBlock(node)) {
      if (node.type === 'fence') pushFence(state, node, map);
      else if (node.type === 'table') pushTable(state, node, map);
      else pushList(state, node, map);
      paragraph = undefined;
    } else {
      paragraph ??= pushParagraph(state, map, false);
      paragraph.push(...toInlineTokens(state, node));
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
    if (isBlock(node)) throw blockTagInline(tag);
    for (const made of toInlineTokens(state, node)) {
      const token = state.push(made.type, made.tag, made.nesting);
      const { attrs, content, markup, meta } = made;
      Object.assign(token, { attrs, content, markup, meta });
    }
  }
}

/** A fence like one that was written out, so that the highlighter of the site takes it. */
function pushFence(state: StateBlock, node: RenderedFence, [start, end]: LineMap): void {
  const token = state.push('fence', 'code', 0);
  token.info = fenceInfo(node, state.env);
  token.content = node.text === '' ? '' : `${node.text}\n`;
  token.markup = '```';
  token.map = [start, end];
}

function pushTable(state: StateBlock, { header, rows }: RenderedTable, map: LineMap): void {
  wrap(state, 'table', 'table', map, () => {
    wrap(state, 'thead', 'thead', map, () => pushRow(state, header, 'th', map));
    if (rows.length === 0) return;
    wrap(state, 'tbody', 'tbody', map, () => {
      for (const row of rows) pushRow(state, row, 'td', map);
    });
  });
}

function pushRow(
  state: StateBlock,
  cells: readonly RenderedCell[],
  element: 'th' | 'td',
  map: LineMap,
): void {
  wrap(state, 'tr', 'tr', map, () => {
    for (const cell of cells) {
      wrap(state, element, element, map, () =>
        pushInline(state, map).push(...cellTokens(state, cell)),
      );
    }
  });
}

function pushList(state: StateBlock, { items }: RenderedList, map: LineMap): void {
  wrap(state, 'bullet_list', 'ul', map, () => {
    for (const item of items) {
      wrap(state, 'list_item', 'li', map, () => {
        pushParagraph(state, map, true).push(...cellTokens(state, item));
      });
    }
  });
}

/** Puts an opening and a closing token around what a function pushes. */
function wrap(
  state: StateBlock,
  type: string,
  element: string,
  [start, end]: LineMap,
  pushContent: () => void,
): void {
  state.push(`${type}_open`, element, 1).map = [start, end];
  pushContent();
  state.push(`${type}_close`, element, -1);
}

/** @param isHidden whether it stands in a tight list, where paragraphs have no element */
function pushParagraph(state: StateBlock, [start, end]: LineMap, isHidden: boolean): Token[] {
  const open = state.push('paragraph_open', 'p', 1);
  open.map = [start, end];
  open.hidden = isHidden;
  const children = pushInline(state, [start, end]);
  state.push('paragraph_close', 'p', -1).hidden = isHidden;
  return children;
}

function pushInline(state: StateBlock, [start, end]: LineMap): Token[] {
  const inline = state.push('inline', '', 0);
  const children: Token[] = [];
  inline.map = [start, end];
  inline.children = children;
  return children;
}

function cellTokens(state: StateBlock, cell: RenderedCell): readonly Token[] {
  return cell.flatMap((node) => toInlineTokens(state, node));
}

function toInlineTokens(state: Pick<StateBlock, 'Token'>, node: RenderedInline): readonly Token[] {
  if (node.type !== 'link') return [toLiteralToken(state, node)];
  const open = new state.Token('link_open', 'a', 1);
  open.attrs = [['href', node.url]];
  const children = node.children.map((child) => toLiteralToken(state, child));
  return [open, ...children, new state.Token('link_close', 'a', -1)];
}

/** Text that a typographer could change is `text_special`, as markdown-it's own escapes are: it becomes text last. */
function toLiteralToken(
  { Token: TokenClass }: Pick<StateBlock, 'Token'>,
  { type, text }: RenderedText | RenderedCode,
): Token {
  const isCode = type === 'code';
  const plainType = PLAIN.test(text) ? 'text' : 'text_special';
  const token = new TokenClass(isCode ? 'code_inline' : plainType, isCode ? 'code' : '', 0);
  token.content = text;
  token.markup = isCode ? '`' : '';
  token.meta = OWN_META;
  return token;
}
