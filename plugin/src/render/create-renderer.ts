import { visibleText } from '@lockstep/config';
import type { Sources } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { renderInclude } from './ini-include.ts';
import { renderValue } from './ini-value.ts';
import { mapText } from './map-text.ts';
import type { RenderedNode } from './nodes.ts';
import type { TagRenderer } from './renderer.ts';

/** What each tag becomes, by its name. */
const RENDERERS: ReadonlyMap<string, (tag: Tag, sources: Sources) => readonly RenderedNode[]> =
  new Map<string, (tag: Tag, sources: Sources) => readonly RenderedNode[]>([
    ['ini-include', renderInclude],
    ['ini-value', renderValue],
  ]);

/** Control characters and those that reorder what follows: a page would not show what the file says. */
const DECEPTIVE = /[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A renderer over these sources. It holds no state of its own: a changed file shows in the next tag. Characters that
 * reorder text (CVE-2021-42574) are written out, as `\u{202e}`.
 */
export function createRenderer(sources: Sources): TagRenderer {
  return (tag) => {
    const render = RENDERERS.get(tag.name);
    if (render) return render(tag, sources).map(inPlainSight);
    throw new TagError('unknown-tag', `Unknown tag \`${tag.name}\``, tag.nameSpan);
  };
}

function inPlainSight<Node extends RenderedNode>(node: Node): Node {
  return mapText(node, (text) => text.replaceAll(DECEPTIVE, visibleText));
}
