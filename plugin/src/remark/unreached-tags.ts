import { LineCounter } from '@lockstep/config';
import type { Definition, Html, Image, Link } from 'mdast';
import type { Node } from 'unist';
import { visit } from 'unist-util-visit';
import type { TagError } from '../tag/tag.ts';
import { lastTagIn, tagInAddress, tagInHtml } from '../tag/unreached.ts';

type VerbatimNode = Html | Link | Image | Definition;

const VERBATIM_TYPES: ReadonlySet<string> = new Set(['html', 'link', 'image', 'definition']);

/**
 * Tags in places that Markdown takes verbatim, other than code: raw HTML, addresses and titles of links. They would
 * show on the page as they are written, which nobody wants; in an HTML comment they are fine.
 */
export function findUnreachedTags(tree: Node, document: string): readonly TagError[] {
  if (lastTagIn(document) === undefined) return [];
  const lines = new LineCounter(document);
  const errors: TagError[] = [];
  visit(tree, (node) => {
    if (!isVerbatim(node) || !hasTag(node)) return;
    const start = node.position?.start.offset ?? 0;
    // In a link, tags within the text come first; the address is at the end.
    const offset = start + (lastTagIn(document.slice(start, node.position?.end.offset)) ?? 0);
    const span = lines.span(offset, offset + 2);
    errors.push(node.type === 'html' ? tagInHtml(span) : tagInAddress(span));
  });
  return errors;
}

function isVerbatim(node: Node): node is VerbatimNode {
  return VERBATIM_TYPES.has(node.type);
}

function hasTag(node: VerbatimNode): boolean {
  if (node.type !== 'html') return lastTagIn(`${node.url} ${node.title ?? ''}`) !== undefined;
  return !node.value.startsWith('<!--') && lastTagIn(node.value) !== undefined;
}
