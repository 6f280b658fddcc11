import type { RenderedCell, RenderedNode } from './nodes.ts';

/** A node with every text in it changed: those of cells, items and links too. Addresses stay. */
export function mapText<Node extends RenderedNode>(
  node: Node,
  change: (text: string) => string,
): Node;
export function mapText(node: RenderedNode, change: (text: string) => string): RenderedNode {
  const inCell = (cell: RenderedCell): RenderedCell => cell.map((each) => mapText(each, change));
  if (node.type === 'link') {
    return { ...node, children: node.children.map((child) => mapText(child, change)) };
  }
  if (node.type === 'list') return { ...node, items: node.items.map(inCell) };
  if (node.type === 'table') {
    return {
      ...node,
      header: node.header.map(inCell),
      rows: node.rows.map((row) => row.map(inCell)),
    };
  }
  return { ...node, text: change(node.text) };
}
