import type { BlockContent, PhrasingContent } from 'mdast';
import type { ResolveTag } from '../mdast/from-markdown.ts';
import type { IniTag } from '../mdast/nodes.ts';
import type { PageErrors } from '../render/page-errors.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { isWithinAddress, tagInAddress } from '../tag/unreached.ts';
import { toFlow, toText } from './to-mdast.ts';

/** Resolves the tags of one page. A tag with a mistake leaves nothing; the page fails when it has been read. */
export function createResolver(
  render: TagRenderer,
  errors: PageErrors,
  document: string,
  path: string | undefined,
): ResolveTag {
  return (node) => {
    const mistakes = isWithinAddress(document, node.tag.span.start.offset)
      ? [tagInAddress(node.tag.span)]
      : node.errors;
    errors.add(...mistakes);
    return mistakes.length > 0 ? [] : renderNode(node);
  };

  function renderNode({ tag, flow }: IniTag): readonly (BlockContent | PhrasingContent)[] {
    try {
      const nodes = render(tag, { path });
      return flow ? toFlow(nodes) : toText(nodes, tag);
    } catch (error) {
      errors.addThrown(error, tag);
      return [];
    }
  }
}
