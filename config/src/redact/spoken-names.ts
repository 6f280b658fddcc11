import { formatKeyPath, type KeyPath } from '../document/key-path.ts';
import { aliasPath } from '../schema/alias.ts';
import type { ConfigSchema } from '../schema/config-schema.ts';
import type { Cut } from './cuts.ts';

const IN_SEGMENT = /[\w-]/;

/**
 * Words that a schema uses itself: its names, old ones included, each run of segments of a key path, and allowed values.
 * They are public, so they stay readable although a weak secret may equal one, or a part of one.
 */
export function vocabularyOf(schema: ConfigSchema | undefined): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { path } of schema?.sections ?? []) addRuns(path, words);
  for (const { path, aliases, values = [] } of schema?.settings ?? []) {
    addRuns(path, words);
    for (const alias of aliases) addRuns(aliasPath(alias) ?? [], words);
    for (const value of values) if (typeof value === 'string') words.add(value);
  }
  return words;
}

/** Whether a stretch of a text is a part of one of some words: of the whole segments of the key path that it stands in. */
export function isSpoken(text: string, { start, end }: Cut, words: ReadonlySet<string>): boolean {
  let from = start;
  let to = end;
  while (from > 0 && IN_SEGMENT.test(text[from - 1]!)) from--;
  while (to < text.length && IN_SEGMENT.test(text[to]!)) to++;
  return words.has(text.slice(from, to));
}

/** Adds the segments of a path, one by one and as many in a row as the schema names itself. */
function addRuns(path: KeyPath, words: Set<string>): void {
  for (const start of path.keys()) {
    const wildcard = path.indexOf('*', start);
    const last = wildcard === -1 ? path.length : wildcard;
    for (let end = start + 1; end <= last; end++) words.add(formatKeyPath(path.slice(start, end)));
  }
}
