import { visibleText } from '@lockstep/config';
import type { Sources } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { renderDiff } from './ini-diff.ts';
import { renderInclude } from './ini-include.ts';
import { renderReference } from './ini-ref.ts';
import { renderTable } from './ini-table.ts';
import { renderValue } from './ini-value.ts';
import { mapText } from './map-text.ts';
import type { RenderedNode } from './nodes.ts';
import type { TagRenderer } from './renderer.ts';
import type { RenderContext, Scope } from './scope.ts';
import { wordsIn } from './words.ts';

type RenderTag = (tag: Tag, scope: Scope) => readonly RenderedNode[];

/** What each tag becomes, by its name. */
const RENDERERS: ReadonlyMap<string, RenderTag> = new Map<string, RenderTag>([
  ['ini-include', renderInclude],
  ['ini-value', renderValue],
  ['ini-ref', renderReference],
  ['ini-table', renderTable],
  ['ini-diff', renderDiff],
]);

/** Control characters and those that reorder what follows: a page would not show what the file says. */
const DECEPTIVE = /[^\P{Cc}\t\n]|[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * A renderer over these sources. It holds no state of its own: a changed file shows in the next tag. Characters that
 * reorder text (CVE-2021-42574) are written out, as `\u{202e}`.
 */
export function createRenderer(sources: Sources, context: RenderContext = {}): TagRenderer {
  return (tag, page) => {
    const render = RENDERERS.get(tag.name);
    if (!render) throw new TagError('unknown-tag', `Unknown tag \`${tag.name}\``, tag.nameSpan);
    const nodes = render(tag, { sources, page, context, words: wordsIn(page.locale) });
    return nodes.map(inPlainSight);
  };
}

function inPlainSight<Node extends RenderedNode>(node: Node): Node {
  return mapText(node, (text) => text.replaceAll(DECEPTIVE, visibleText));
}
