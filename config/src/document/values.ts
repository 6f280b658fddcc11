import type { ConfigDocument, DocumentValue, Entry } from './document.ts';
import { groupByPath, isReservedPath } from './key-path.ts';

/**
 * What a document says about each key, by formatted key path, in the order in which the keys first appear.
 *
 * A key with any `item` is a list of all its entries. Otherwise the document's rule for repeated keys decides. There is
 * always at least one entry: an empty list is one `empty-list` entry, a list that was reset at its end the empty entry.
 * Commented-out entries and reserved names (`__proto__`) are left out.
 */
export function documentValues(document: ConfigDocument): ReadonlyMap<string, DocumentValue> {
  const read = document.entries.filter(({ disabled, path }) => !disabled && !isReservedPath(path));
  const rule = COMBINE[document.repeated ?? 'last'];
  const values = new Map<string, DocumentValue>();
  for (const [key, entries] of groupByPath(read)) {
    const { path } = entries[0]!;
    const isList = entries.some(({ form }) => form === 'item' || form === 'empty-list');
    values.set(key, { path, isList, entries: rule(entries, isList) });
  }
  return values;
}

/** Which entries make the value of a key. */
type Combine = (entries: readonly Entry[], isList: boolean) => readonly Entry[];

const COMBINE: { readonly [Rule in NonNullable<ConfigDocument['repeated']>]: Combine } = {
  last: (entries, isList) => (isList ? entries : entries.slice(-1)),
  first: (entries, isList) => (isList ? entries : entries.slice(0, 1)),
  list: (entries) => entries,
  'resettable-list': (entries) => {
    const reset = entries.findLastIndex(({ value }) => value.text === '');
    // An empty assignment at the end leaves the key empty, which is a value, too.
    return reset === entries.length - 1 ? entries.slice(reset) : entries.slice(reset + 1);
  },
};
