import type { Json, JsonSchema } from './json-schema.ts';

type Merge = (first: unknown, second: unknown) => unknown;

/** Keywords that two schemas for one value can be joined on without asking a validator. */
const MERGES: ReadonlyMap<string, Merge> = new Map<string, Merge>([
  ['minimum', largest],
  ['exclusiveMinimum', largest],
  ['minLength', largest],
  ['minItems', largest],
  ['maximum', smallest],
  ['exclusiveMaximum', smallest],
  ['maxLength', smallest],
  ['maxItems', smallest],
  ['required', (first, second) => [...new Set([...names(first), ...names(second)])]],
  ['properties', mergeTables],
  ['patternProperties', mergeTables],
  ['type', (first, second) => common([first].flat(), [second].flat())],
  ['enum', (first, second) => common(first as Json[], second as Json[])],
  ['items', mergeParts],
]);

/** Keywords that a conflict on must not lose: both are kept for the validator. */
const CHECKED: ReadonlySet<string> = new Set(['pattern', 'format', 'multipleOf', 'const', 'not', 'anyOf', 'oneOf']);

/** One schema that holds where both hold. Annotations of `second`, the more specific one, win. */
export function mergeSchemas(first: JsonSchema, second: JsonSchema): JsonSchema {
  const merged: Record<string, unknown> = { ...first };
  const rest: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(second)) {
    const existing = merged[keyword];
    const merge = MERGES.get(keyword);
    const differs = existing !== undefined && JSON.stringify(existing) !== JSON.stringify(value);
    if (differs && CHECKED.has(keyword)) rest[keyword] = existing;
    merged[keyword] = differs && merge ? merge(existing, value) : value;
  }
  if (Object.keys(rest).length > 0) merged['allOf'] = [...((merged['allOf'] as Json[] | undefined) ?? []), rest];
  return merged;
}

function largest(first: unknown, second: unknown): number {
  return Math.max(Number(first), Number(second));
}

function smallest(first: unknown, second: unknown): number {
  return Math.min(Number(first), Number(second));
}

function names(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

/** What both lists hold; `integer` is in `number`. */
function common(first: readonly unknown[], second: readonly unknown[]): readonly unknown[] {
  const inBoth = first.filter((value) => second.includes(value));
  const isNarrowed = [...first, ...second].includes('integer') && [...first, ...second].includes('number');
  return isNarrowed && !inBoth.includes('integer') ? [...inBoth, 'integer'] : inBoth;
}

function mergeParts(first: unknown, second: unknown): unknown {
  const areObjects = typeof first === 'object' && typeof second === 'object';
  return areObjects ? mergeSchemas(first as JsonSchema, second as JsonSchema) : second;
}

function mergeTables(first: unknown, second: unknown): unknown {
  const table: Record<string, unknown> = Object.assign(Object.create(null), first) as Record<string, unknown>;
  for (const [name, part] of Object.entries(second as object)) {
    const existing = table[name];
    table[name] = existing === undefined ? part : mergeParts(existing, part);
  }
  return table;
}
