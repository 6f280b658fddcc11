import type { ResolveTag } from '../mdast/from-markdown.ts';
import type { RenderOrNote } from '../render/expand-fence.ts';
import type { RenderedNode } from '../render/nodes.ts';
import type { PageErrors } from '../render/page-errors.ts';
import type { Page, TagRenderer } from '../render/renderer.ts';
import type { Tag, TagError } from '../tag/tag.ts';
import { isWithinAddress, tagInAddress } from '../tag/unreached.ts';
import { toFlow, toText } from './to-mdast.ts';

/** What a page's tags become, in text and in fences. */
export interface Resolver {
  readonly resolve: ResolveTag;
  readonly render: RenderOrNote;
}

/** Resolves the tags of one page. A tag with a mistake leaves nothing; the page fails when it has been read. */
export function createResolver(
  renderer: TagRenderer,
  errors: PageErrors,
  document: string,
  page: Page,
): Resolver {
  return {
    render,
    resolve: ({ tag, flow, errors: own }) => {
      const isAddress = isWithinAddress(document, tag.span.start.offset);
      const nodes = render(tag, isAddress ? [tagInAddress(tag.span)] : own);
      return flow ? toFlow(nodes) : noting(tag, () => toText(nodes, tag));
    },
  };

  function render(tag: Tag, mistakes: readonly TagError[]): readonly RenderedNode[] {
    errors.add(...mistakes);
    return mistakes.length > 0 ? [] : noting(tag, () => renderer(tag, page));
  }

  function noting<Node>(tag: Tag, make: () => readonly Node[]): readonly Node[] {
    try {
      return make();
    } catch (error) {
      errors.addThrown(error, tag);
      return [];
    }
  }
}
