import { LineCounter } from '@lockstep/config';
import type { Code } from 'mdast';
import type { Node } from 'unist';
import { visit } from 'unist-util-visit';
import { expandFence } from '../render/expand-fence.ts';
import type { ExpandedFence, RenderOrNote } from '../render/expand-fence.ts';
import { fenceLines, wantsExpansion, withoutExpand } from '../tag/fence.ts';
import type { TagChunk } from '../tag/tag-text.ts';
import { hasOpener } from '../tag/unreached.ts';

/** A fence of a tree and what it becomes. */
export interface ExpandedCode extends ExpandedFence {
  readonly node: Code;
}

/** What the fences of a page that say `expand` become. The tree stays as it is. */
export function expandFences(
  tree: Node,
  document: string,
  render: RenderOrNote,
): readonly ExpandedCode[] {
  if (!hasOpener(document)) return [];
  const expanded: ExpandedCode[] = [];
  const lines = linesOf(document);
  visit(tree, 'code', (node: Code) => {
    if (!node.position || !wantsExpansion(node.meta)) return;
    const chunks = lines(node.value, node.position.start.line + 1);
    expanded.push({ node, ...expandFence(chunks, render) });
  });
  return expanded;
}

/** The same, put into the tree. */
export function expandFencesIn(tree: Node, document: string, render: RenderOrNote): void {
  for (const { node, text } of expandFences(tree, document, render)) {
    node.value = text;
    node.meta = withoutExpand(node.meta ?? '') ?? null;
  }
}

/** Lines of fences on a page. Parsers drop a byte order mark and count from behind it. */
function linesOf(document: string): (text: string, firstLine: number) => readonly TagChunk[] {
  const page = document.replace(/^\uFEFF/, '');
  let counter: LineCounter | undefined;
  return (text, firstLine) =>
    fenceLines(text, firstLine, (line) => {
      counter ??= new LineCounter(page);
      const offset = line <= counter.count ? counter.start(line) : page.length;
      const end = line < counter.count ? counter.start(line + 1) : page.length;
      return { text: page.slice(offset, end).replace(/[\r\n]+$/, ''), offset };
    });
}
