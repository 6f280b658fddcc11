import { formatKeyPath, nearestName, parseKeyPath } from '@lockstep/config';
import type { KeyPath } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { attributeOf, positionalOf, sourceOf, valueOf } from './attributes.ts';
import type { ValueAttribute } from './attributes.ts';
import { code, text } from './inline.ts';
import { isKnown, lookUp } from './lookup.ts';
import type { RenderedNode } from './nodes.ts';
import { hasLinks, linkTo, referenceLinks, referenceSource } from './reference-link.ts';
import type { ReferenceTarget } from './reference-link.ts';
import type { Scope } from './scope.ts';
import { indexOf } from './source-index.ts';

/**
 * `<% ini-ref security.session.idle_timeout %>`: a link to the entry of a key, or of a section, on the reference pages.
 *
 * @throws {TagError} `unknown-key`, `no-reference`, `unknown-file`
 */
export function renderReference(tag: Tag, scope: Scope): readonly RenderedNode[] {
  const source = attributeOf(tag, 'file')
    ? sourceOf(tag, scope.sources)
    : scope.sources.get(referenceSource(scope));
  const key = positionalOf(tag);
  const target = targetOf(key, source);
  const links = referenceLinks(source, scope);
  if (!hasLinks(links)) {
    const message = `There is no reference page to link to: ${links.reason}`;
    throw new TagError('no-reference', message, tag.nameSpan);
  }
  const title = valueOf(tag, 'title');
  return [linkTo(links.urlOf(target), title === undefined ? code(key.value) : text(title))];
}

function targetOf(key: ValueAttribute, source: Source): ReferenceTarget {
  const known = lookUp(source, key.value);
  if (isKnown(known)) {
    if (known.setting) return { path: known.setting.path };
    const message = source.schema
      ? `\`${key.value}\` is not declared by the schema, so that it has no entry`
      : `There is no reference page to link to: the source \`${source.name}\` has no schema`;
    throw new TagError('no-reference', message, key.valueSpan);
  }
  const section = parseKeyPath(key.value);
  const path = section && sectionOf(section, source);
  if (path) return { path, isSection: true };
  const sections = [...indexOf(source).below.keys()];
  const nearest = known.nearest ?? nearestName(key.value, sections);
  throw new TagError('unknown-key', known.message, key.valueSpan, nearest);
}

/** A section as the schema has it: the tables of a map share one entry. */
function sectionOf(section: KeyPath, source: Source): KeyPath | undefined {
  const [first] = indexOf(source).below.get(formatKeyPath(section)) ?? [];
  return first && (first.setting?.path ?? first.path).slice(0, section.length);
}
