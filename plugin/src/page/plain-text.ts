import type { VFileMessage } from 'vfile-message';
import type { RenderedInline, RenderedNode } from '../render/nodes.ts';
import { isBlock } from '../render/nodes.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { findTags } from './find-tags.ts';

/** A text with its tags expanded, or what is wrong with it. */
export interface PlainText {
  readonly text: string;
  /** Places are those of the text alone; empty when all is well. */
  readonly messages: readonly VFileMessage[];
}

/** Replaces the tags of a text by what they say, without any Markdown; blocks say nothing in such a place. */
export function expandPlain(
  text: string,
  path: string,
  isMdx: boolean,
  render: TagRenderer,
): PlainText {
  const { tags, messages } = findTags(text, path, { isMdx }, render);
  if (messages.length > 0) return { text, messages };
  let expanded = '';
  let offset = 0;
  for (const { span, nodes } of tags) {
    expanded += text.slice(offset, span.start.offset) + plainText(nodes);
    offset = span.end.offset;
  }
  return { text: expanded + text.slice(offset), messages };
}

/** What nodes say within a line. */
function plainText(nodes: readonly RenderedNode[]): string {
  return nodes.map((node) => (isBlock(node) ? '' : inlineText(node))).join('');
}

function inlineText(node: RenderedInline): string {
  return node.type === 'link' ? node.children.map(({ text }) => text).join('') : node.text;
}
