import type { ConfigDocument, Entry } from './document.ts';
import { formatKeyPath, isWithin, type KeyPath } from './key-path.ts';

/**
 * Every section of a document, formatted, in source order: those with a header and those that only lie above another
 * (`a` in `[a.b]`). The candidates for "did you mean".
 */
export function sectionNames(document: ConfigDocument): readonly string[] {
  return [...sectionPaths(document).keys()];
}

/**
 * The keys below a section, formatted and relative to it (`idle_timeout`, `session.idle_timeout`), in source order and
 * without repetition, commented-out ones included. `[]` gives full key paths.
 */
export function keyNames(document: ConfigDocument, section: KeyPath = []): readonly string[] {
  const names = new Set<string>();
  for (const { path } of document.entries) {
    if (isBelow(path, section)) names.add(formatKeyPath(path.slice(section.length)));
  }
  return [...names];
}

/**
 * The path by which a document knows a section, or `undefined` when it has none of that name. A dialect that does not
 * nest holds `[a.b]` as one segment; such a section is found by `a.b` as well.
 */
export function findSection(document: ConfigDocument, section: KeyPath): KeyPath | undefined {
  const paths = sectionPaths(document);
  const exact = paths.get(formatKeyPath(section));
  if (exact) return exact;
  const dotted = section.join('.');
  return [...paths.values()].find((path) => path.join('.') === dotted);
}

/** Whether an entry lies in a section; one that *is* the section counts only as an empty map. */
export function isEntryOf(entry: Entry, section: KeyPath): boolean {
  return (
    isBelow(entry.path, section) || (entry.form === 'empty-map' && isWithin(entry.path, section))
  );
}

function isBelow(path: KeyPath, section: KeyPath): boolean {
  return path.length > section.length && isWithin(path, section);
}

/** Sections by formatted path. */
function sectionPaths(document: ConfigDocument): ReadonlyMap<string, KeyPath> {
  const paths = new Map<string, KeyPath>();
  const add = (path: KeyPath): void => {
    for (let length = 1; length <= path.length; length++) {
      const section = path.slice(0, length);
      const name = formatKeyPath(section);
      if (!paths.has(name)) paths.set(name, section);
    }
  };
  for (const block of document.blocks) {
    add(block.section);
    for (const { form, path } of block.entries)
      add(form === 'empty-map' ? path : path.slice(0, -1));
  }
  return paths;
}
