import type { BlockContent, Code, List, PhrasingContent, Table, TableRow } from 'mdast';
import { isBlock } from '../render/nodes.ts';
import type {
  RenderedBlock,
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

/** Rendered nodes for a tag on lines of its own. Inline nodes side by side make a paragraph. */
export function toFlow(nodes: readonly RenderedNode[]): readonly BlockContent[] {
  const content: BlockContent[] = [];
  for (const node of nodes) {
    const last = content.at(-1);
    if (isBlock(node)) content.push(toBlock(node));
    else if (last?.type === 'paragraph') last.children.push(toPhrasing(node));
    else content.push({ type: 'paragraph', children: [toPhrasing(node)] });
  }
  return content;
}

/**
 * Rendered nodes for a tag in running text.
 *
 * @throws {TagError} `block-tag-inline` when one of them is a block
 */
export function toText(nodes: readonly RenderedNode[], tag: Tag): readonly PhrasingContent[] {
  return nodes.map((node) => {
    if (isBlock(node)) throw blockTagInline(tag);
    return toPhrasing(node);
  });
}

function toBlock(node: RenderedBlock): BlockContent {
  if (node.type === 'table') return toTable(node);
  return node.type === 'list' ? toList(node) : toCode(node);
}

function toCode({ lang, meta, text }: RenderedFence): Code {
  return { type: 'code', lang, meta: meta ?? null, value: text };
}

function toTable({ header, rows }: RenderedTable): Table {
  return { type: 'table', align: header.map(() => null), children: [header, ...rows].map(toRow) };
}

function toRow(cells: readonly RenderedCell[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: cell.map(toPhrasing) })),
  };
}

function toList({ items }: RenderedList): List {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: items.map((item) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children: item.map(toPhrasing) }],
    })),
  };
}

function toPhrasing(node: RenderedInline): PhrasingContent {
  if (node.type !== 'link') return toLiteral(node);
  return { type: 'link', url: node.url, children: node.children.map(toLiteral) };
}

function toLiteral({ type, text }: RenderedText | RenderedCode): PhrasingContent & {
  type: 'text' | 'inlineCode';
} {
  return { type: type === 'code' ? 'inlineCode' : 'text', value: text };
}
