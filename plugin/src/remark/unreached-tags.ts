import { LineCounter } from '@lockstep/config';
import type { Definition, Html, Image, Link } from 'mdast';
import type { Node } from 'unist';
import { visit } from 'unist-util-visit';
import type { TagError } from '../tag/tag.ts';
import {
  hasTag,
  isTagAddress,
  lastTagIn,
  tagInAddress,
  tagInAttribute,
  tagInHtml,
} from '../tag/unreached.ts';

type VerbatimNode = Html | Link | Image | Definition;

/** An element of MDX; what an attribute has in braces is an object. */
interface JsxElement extends Node {
  readonly attributes: readonly (Node & { readonly value?: unknown })[];
}

const VERBATIM_TYPES: ReadonlySet<string> = new Set(['html', 'link', 'image', 'definition']);
const ELEMENT_TYPES: ReadonlySet<string> = new Set(['mdxJsxFlowElement', 'mdxJsxTextElement']);

/**
 * Tags in places that Markdown takes verbatim, other than code: raw HTML, attributes of elements, addresses and titles
 * of links. They would show on the page as they are written, which nobody wants; in an HTML comment they are fine.
 */
export function findUnreachedTags(tree: Node, document: string): readonly TagError[] {
  if (!hasTag(document)) return [];
  const lines = new LineCounter(document);
  const errors: TagError[] = [];
  visit(tree, (node) => {
    if (isElement(node)) {
      const attributes = node.attributes.filter(({ value }) => typeof value === 'string');
      errors.push(...attributes.flatMap((attribute) => report(attribute, tagInAttribute)));
    } else if (isVerbatim(node) && showsTag(node)) {
      errors.push(...report(node, node.type === 'html' ? tagInHtml : tagInAddress));
    }
  });
  return errors;

  /** At the last tag of a node's source: in a link, tags within the text come first, the address is at the end. */
  function report({ position }: Node, makeError: typeof tagInHtml): readonly TagError[] {
    const start = position?.start.offset ?? 0;
    const offset = lastTagIn(document.slice(start, position?.end.offset));
    return offset === undefined ? [] : [makeError(lines.span(start + offset, start + offset + 2))];
  }
}

function isElement(node: Node): node is JsxElement {
  return ELEMENT_TYPES.has(node.type);
}

function isVerbatim(node: Node): node is VerbatimNode {
  return VERBATIM_TYPES.has(node.type);
}

function showsTag(node: VerbatimNode): boolean {
  if (node.type === 'html') return !node.value.startsWith('<!--') && hasTag(node.value);
  return isTagAddress(node.url) || hasTag(`${node.url} ${node.title ?? ''}`);
}
