import type { BlockContent, Code, PhrasingContent } from 'mdast';
import type { RenderedCode, RenderedFence, RenderedNode, RenderedText } from '../render/nodes.ts';
import { blockTagInline } from '../tag/check.ts';
import type { Tag } from '../tag/tag.ts';

/** Rendered nodes for a tag on lines of its own. Inline nodes side by side make a paragraph. */
export function toFlow(nodes: readonly RenderedNode[]): readonly BlockContent[] {
  const content: BlockContent[] = [];
  for (const node of nodes) {
    const last = content.at(-1);
    if (node.type === 'fence') content.push(toCode(node));
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
    if (node.type === 'fence') throw blockTagInline(tag);
    return toPhrasing(node);
  });
}

function toCode({ lang, meta, text }: RenderedFence): Code {
  return { type: 'code', lang, meta: meta ?? null, value: text };
}

function toPhrasing({ type, text }: RenderedText | RenderedCode): PhrasingContent {
  return { type: type === 'code' ? 'inlineCode' : 'text', value: text };
}
