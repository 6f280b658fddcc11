import type { Sources } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { renderInclude } from './ini-include.ts';
import { renderValue } from './ini-value.ts';
import type { RenderedNode } from './nodes.ts';
import type { TagRenderer } from './renderer.ts';

/** What each tag becomes, by its name. */
const RENDERERS: ReadonlyMap<string, (tag: Tag, sources: Sources) => readonly RenderedNode[]> =
  new Map<string, (tag: Tag, sources: Sources) => readonly RenderedNode[]>([
    ['ini-include', renderInclude],
    ['ini-value', renderValue],
  ]);

/** A renderer over these sources. It holds no state of its own: a changed file shows in the next tag. */
export function createRenderer(sources: Sources): TagRenderer {
  return (tag) => {
    const render = RENDERERS.get(tag.name);
    if (render) return render(tag, sources);
    throw new TagError('unknown-tag', `Unknown tag \`${tag.name}\``, tag.nameSpan);
  };
}
