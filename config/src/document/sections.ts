import type { ConfigDocument, Entry } from './document.ts';
import { formatKeyPath, isWithin, type KeyPath } from './key-path.ts';
import { sectionIndex } from './section-index.ts';

/**
 * Every section of a document, formatted, in source order: those with a header and those that only lie above another
 * (`a` in `[a.b]`). The candidates for "did you mean".
 */
export function sectionNames(document: ConfigDocument): readonly string[] {
  return [...sectionIndex(document).sections.keys()];
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
  const { sections, dotted } = sectionIndex(document);
  return sections.get(formatKeyPath(section)) ?? dotted.get(section.join('.'));
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
