import type { ScalarKind, ScalarReader } from './reading.ts';
import { parseBoolean } from './boolean.ts';

/** The allowed values in words: "one of off, warn, revoke", "exactly off". */
export function describeValues(kind: Pick<ScalarKind, 'values'>): string {
  const names = (kind.values ?? []).filter((value) => value !== null).map(String);
  return names.length === 1 ? `exactly ${names[0]}` : `one of ${names.join(', ')}`;
}

/** Reads one of a fixed set of values, exactly as spelled; booleans among them may be written in any of their words. */
export const readEnum: ScalarReader = (text, kind) => {
  const values = (kind.values ?? []).filter((value) => value !== null && typeof value !== 'object');
  const exact = values.find((value) => String(value) === text);
  if (exact !== undefined) return { value: exact };
  const boolean = parseBoolean(text);
  if (boolean !== undefined && values.includes(boolean)) return { value: boolean };
  return { expected: describeValues(kind) };
};
