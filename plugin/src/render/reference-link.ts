import { dirname, relative, resolve } from 'node:path';
import type { KeyPath } from '@lockstep/config';
import type { Source, Sources } from '../sources/source.ts';
import { anchorOf, pageNameOf } from './anchors.ts';
import type { RenderedCode, RenderedInline, RenderedText } from './nodes.ts';
import type { Scope } from './scope.ts';

/** Why there is no page to link to. */
export interface NoReference {
  readonly reason: string;
}

/** Writes the address of a key's or a section's entry on the reference pages. */
export interface ReferenceLinks {
  readonly urlOf: (target: ReferenceTarget) => string;
}

/** What a link leads to. */
export interface ReferenceTarget {
  /** As the schema has it, with `*` for the name of a table in a map. */
  readonly path: KeyPath;
  readonly isSection?: boolean;
}

/** The name of the source that the reference pages are about. */
export function referenceSource({ context, sources }: Pick<Scope, 'context' | 'sources'>): string {
  return context.reference?.source ?? firstOf(sources);
}

/** The links to the pages of a source, or why it has none. */
export function referenceLinks(source: Source, scope: Scope): ReferenceLinks | NoReference {
  const { reference, root = '.' } = scope.context;
  if (!reference) return { reason: 'the option `reference` is not set' };
  const documented = referenceSource(scope);
  if (source.name !== documented) {
    return { reason: `the reference pages are about the source \`${documented}\`` };
  }
  if (!source.schema) return { reason: `the source \`${source.name}\` has no schema` };
  const { url, out } = reference;
  if (url !== undefined) {
    return { urlOf: (target) => `${url.replace(/\/?$/, '/')}${nameOf(target)}${fragment(target)}` };
  }
  const { path } = scope.page;
  if (path === undefined) return { reason: 'this page has no path; set `reference.url`' };
  const directory = dirname(resolve(path));
  return {
    urlOf: (target) => {
      const file = relative(directory, resolve(root, out, `${nameOf(target)}.mdx`));
      return `${toPosix(file)}${fragment(target)}`;
    },
  };
}

/** Narrows the outcome of {@link referenceLinks}. */
export function hasLinks(outcome: ReferenceLinks | NoReference): outcome is ReferenceLinks {
  return 'urlOf' in outcome;
}

/** A label that leads to an entry. */
export function linkTo(url: string, label: RenderedText | RenderedCode): RenderedInline {
  return { type: 'link', url, children: [label] };
}

function nameOf({ path, isSection }: ReferenceTarget): string {
  return pageNameOf(isSection ? [...path, ''] : path);
}

function fragment({ path }: ReferenceTarget): string {
  return `#${anchorOf(path)}`;
}

/** Docusaurus takes a path for a file only when it is written as a relative one. */
function toPosix(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('.') ? slashes : `./${slashes}`;
}

function firstOf({ names }: Sources): string {
  return names[0] ?? '';
}
