import { formatKeyPath } from '@lockstep/config';
import type { KeyPath } from '@lockstep/config';
import {
  attributeOf,
  choiceOf,
  positionalOf,
  sourceAt,
  sourceOf,
} from '../../render/attributes.ts';
import { isExpression } from '../../render/expression.ts';
import { isKnown, lookUp } from '../../render/lookup.ts';
import { selectKeys } from '../../render/selection.ts';
import { indexOf } from '../../render/source-index.ts';
import type { KeyEntry } from '../../render/source-index.ts';
import { SourceError } from '../../sources/errors.ts';
import type { Source, Sources } from '../../sources/source.ts';
import { TagError } from '../../tag/tag.ts';
import type { Tag } from '../../tag/tag.ts';
import type { ClaimKind } from '../finding.ts';

/** A key that a tag is about. */
export interface KeyOfTag {
  readonly kind: ClaimKind;
  readonly source: Source;
  readonly path: KeyPath;
  /** The path, formatted. */
  readonly key: string;
}

const WORD = /[^\s()]+/g;

/** How to find the keys of a tag, by its name. */
const FINDERS: ReadonlyMap<string, (tag: Tag, sources: Sources) => readonly KeyOfTag[]> = new Map([
  ['ini-value', keysOfValue],
  ['ini-ref', keysOfReference],
  ['ini-include', keysOfInclude],
  ['ini-table', keysOfTable],
  ['ini-diff', keysOfDiff],
]);

/** The keys that a tag shows; none where it cannot be rendered, which rendering it tells. */
export function keysOf(tag: Tag, sources: Sources): readonly KeyOfTag[] {
  try {
    return FINDERS.get(tag.name)?.(tag, sources) ?? [];
  } catch (error) {
    if (error instanceof TagError || error instanceof SourceError) return [];
    throw error;
  }
}

/** One key, or all that an expression has. */
function keysOfValue(tag: Tag, sources: Sources): readonly KeyOfTag[] {
  const source = sourceOf(tag, sources);
  const { value } = positionalOf(tag);
  const names = isExpression(value) ? (value.match(WORD) ?? []) : [value];
  const kind = tag.body ? 'bound' : 'tag';
  return [...new Set(names)].flatMap((name) => keyNamed(name, kind, source));
}

/** A link names a key and shows nothing of it. */
function keysOfReference(tag: Tag, sources: Sources): readonly KeyOfTag[] {
  return keyNamed(positionalOf(tag).value, 'mention', sourceOf(tag, sources));
}

/** A file's lines have what is written in the file; what is made from values has what is set. */
function keysOfInclude(tag: Tag, sources: Sources): readonly KeyOfTag[] {
  const source = sourceOf(tag, sources);
  const { written } = indexOf(source);
  const isEffective = choiceOf(tag, 'values', ['effective']) !== undefined;
  const isShown = ({ path, effective }: KeyEntry): boolean =>
    isEffective ? effective !== undefined : written.has(formatKeyPath(path));
  return selectKeys(tag, source, isShown).entries.map(({ path }) => toKey('tag', source, path));
}

function keysOfTable(tag: Tag, sources: Sources): readonly KeyOfTag[] {
  const source = sourceOf(tag, sources);
  return selectKeys(tag, source).entries.map(({ path }) => toKey('tag', source, path));
}

/** Keys of both sources; a name that is none of a source stands for the defaults of the other. */
function keysOfDiff(tag: Tag, sources: Sources): readonly KeyOfTag[] {
  const sides = ['base', 'with'].flatMap((name) => attributeOf(tag, name) ?? []);
  const named = sides.filter(({ value }) => sources.names.includes(value));
  return named.flatMap((side) => {
    const source = sourceAt(side, sources);
    return selectKeys(tag, source).entries.map(({ path }) => toKey('tag', source, path));
  });
}

function keyNamed(name: string, kind: ClaimKind, source: Source): readonly KeyOfTag[] {
  const known = lookUp(source, name);
  return isKnown(known) ? [toKey(kind, source, known.path)] : [];
}

function toKey(kind: ClaimKind, source: Source, path: KeyPath): KeyOfTag {
  return { kind, source, path, key: formatKeyPath(path) };
}
