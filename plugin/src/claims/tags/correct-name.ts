import { formatKeyPath, isSlip } from '@lockstep/config';
import { indexOf } from '../../render/source-index.ts';
import { SourceError } from '../../sources/errors.ts';
import type { Source, Sources } from '../../sources/source.ts';
import { TAG_DEFINITIONS } from '../../tag/definitions.ts';
import { parseTag } from '../../tag/parse.ts';
import { TagError } from '../../tag/tag.ts';
import type { Tag } from '../../tag/tag.ts';
import type { Fix } from '../finding.ts';

/** Every name that some tag could have: keys and sections, with and without the sections before them, and sources. */
const namesOf = new WeakMap<Sources, ReadonlySet<string>>();

/**
 * How to mend a name in a tag that is one slip away from a right one: a key, a section, an attribute, the tag's own name.
 * `undefined` where several names are as near, and where the tag would not be right with it.
 *
 * @param isTrue whether a tag is sound, and what it claims true
 */
export function correctName(
  { span, nearest }: TagError,
  tag: Tag,
  sources: Sources,
  isTrue: (tag: Tag) => boolean,
): Fix | undefined {
  if (nearest === undefined) return undefined;
  const { source } = tag;
  const start = span.start.offset - tag.span.start.offset;
  // Behind the marker of a quote, places in the tag are not those of the page.
  const isOneLine = span.start.line === tag.span.start.line;
  // An attribute that nobody knows has its value behind it.
  const [written = ''] = source
    .slice(start, start + span.end.offset - span.start.offset)
    .split('=');
  const { length } = written;
  if (!isOneLine || written === '') return undefined;
  const near = candidates(tag, sources).filter((name) => isSlip(written, name));
  const right = near.filter((name) =>
    isSound(source.slice(0, start) + name + source.slice(start + length), isTrue),
  );
  if (right.length !== 1 || right[0] !== nearest) return undefined;
  const offset = span.start.offset;
  const edit = { start: offset, end: offset + length, text: nearest };
  return { description: `Write ${nearest}`, edits: [edit] };
}

function isSound(source: string, isTrue: (tag: Tag) => boolean): boolean {
  try {
    return isTrue(parseTag(source));
  } catch (error) {
    if (error instanceof TagError) return false;
    throw error;
  }
}

function candidates(tag: Tag, sources: Sources): readonly string[] {
  const definition = TAG_DEFINITIONS.get(tag.name);
  const attributes = definition?.attributes ?? [];
  const values = attributes.flatMap((attribute) => attribute.values ?? []);
  const ofTag = definition ? attributes.map(({ name }) => name) : TAG_DEFINITIONS.keys();
  let names = namesOf.get(sources);
  if (!names) {
    names = new Set(sources.names.flatMap((name) => namesIn(name, sources)));
    namesOf.set(sources, names);
  }
  return [...new Set([...ofTag, ...values, ...names])];
}

function namesIn(name: string, sources: Sources): readonly string[] {
  const source = tryGet(name, sources);
  if (!source) return [name];
  const { below } = indexOf(source);
  const keys = (below.get('') ?? []).flatMap(({ path }) =>
    path.map((_, index) => formatKeyPath(path.slice(index))),
  );
  return [name, ...below.keys(), ...keys];
}

function tryGet(name: string, sources: Sources): Source | undefined {
  try {
    return sources.get(name);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
