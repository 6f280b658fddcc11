import { formatKeyPath } from '@lockstep/config';
import type { KeyPath } from '@lockstep/config';
import type { IndexedSection, KeyIndex, NamedKey } from '../key-index.ts';
import { resolveName } from '../key-index.ts';
import type { CopiedValue } from './fence-values.ts';

/** A fence's value and the key that it is about. */
export interface LocatedValue {
  readonly value: CopiedValue;
  /** `undefined` where no key has the name. */
  readonly named: NamedKey | undefined;
  /** The whole path, with the sections that the fence leaves out. */
  readonly path: KeyPath | undefined;
}

/** The least part of a fence's names that must be known before the others are called unknown. */
const KNOWN_PART = 0.5;

/**
 * Finds what part of a configuration a fence shows. Fences often leave the section out, or the outer ones; then their
 * names fit below one section only, or below the one that the page is about. `undefined` where it is no part at all.
 */
export function locate(
  values: readonly CopiedValue[],
  index: KeyIndex,
  about: () => readonly IndexedSection[],
): readonly LocatedValue[] | undefined {
  const base = baseOf(values, index, about);
  if (!base) return undefined;
  const located = values.map((value) => locateBelow(base, value, index));
  const known = located.filter(({ named }) => named).length;
  return known > 0 && known >= values.length * KNOWN_PART ? located : undefined;
}

function locateBelow(base: KeyPath, value: CopiedValue, index: KeyIndex): LocatedValue {
  if (!value.path) {
    const named = index.find(value.name).find(({ by }) => by === 'variable');
    return { value, named, path: named?.key.path };
  }
  const path = [...base, ...value.path];
  const name = formatKeyPath(path);
  const candidates = index.find(name);
  const named =
    candidates.find(({ by }) => by === 'path') ??
    candidates.find((each) => each.by === 'alias' && name.includes('.'));
  return { value, named, path };
}

function baseOf(
  values: readonly CopiedValue[],
  index: KeyIndex,
  about: () => readonly IndexedSection[],
): KeyPath | undefined {
  if (values.some(({ path }) => path === undefined)) return [];
  const found = values.map(({ name }) => index.find(name));
  const isWhole = found.some((each) => each.some((named) => isWholeName(named, about)));
  if (isWhole) return [];
  const bases = countBases(values, found);
  const enough = [...bases.values()].filter(({ count }) => count >= values.length * KNOWN_PART);
  for (const { path } of about()) {
    const base = enough.find((each) => formatKeyPath(each.path) === formatKeyPath(path));
    if (base) return base.path;
  }
  const most = Math.max(0, ...enough.map(({ count }) => count));
  const best = enough.filter(({ count }) => count === most);
  return best.length === 1 && isTelling(values, most, found) ? best[0]!.path : undefined;
}

/** A key without a section is an ordinary word that any file may have. */
function isWholeName(
  { by, key: { path } }: NamedKey,
  about: () => readonly IndexedSection[],
): boolean {
  if (by !== 'path') return by === 'alias';
  return path.length > 1 || path[0]!.includes('_') || about().length === 0;
}

/** One common word says nothing; two names of one section, or one long name that is nowhere else, do. */
function isTelling(
  values: readonly CopiedValue[],
  count: number,
  found: readonly (readonly NamedKey[])[],
): boolean {
  if (count >= 2) return true;
  const only = found.find((each) => each.length > 0);
  return (
    /[_.]/.test(values[0]?.name ?? '') && only !== undefined && resolveName(only, []) !== undefined
  );
}

function countBases(
  values: readonly CopiedValue[],
  found: readonly (readonly NamedKey[])[],
): ReadonlyMap<string, { readonly path: KeyPath; count: number }> {
  const bases = new Map<string, { readonly path: KeyPath; count: number }>();
  for (const [position, { path = [] }] of values.entries()) {
    for (const { by, key } of found[position] ?? []) {
      if (by !== 'tail') continue;
      const base = key.path.slice(0, key.path.length - path.length);
      const name = formatKeyPath(base);
      const known = bases.get(name) ?? { path: base, count: 0 };
      known.count++;
      bases.set(name, known);
    }
  }
  return bases;
}
