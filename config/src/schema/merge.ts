import type { JsonSchema } from './json-schema.ts';
import { emptyTable, isSchema, schemaList, schemaTable } from './schema-parts.ts';

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
  ['required', (first, second) => [...new Set([...listOf(first), ...listOf(second)])]],
  ['properties', mergeTables],
  ['patternProperties', mergeTables],
  ['type', (first, second) => common([first].flat(), [second].flat())],
  ['enum', (first, second) => common(listOf(first), listOf(second))],
  ['items', mergeParts],
]);

/** Keywords that a conflict on must not lose: both are kept for the validator. */
const CHECKED: ReadonlySet<string> = new Set([
  'pattern',
  'format',
  'multipleOf',
  'const',
  'not',
  'anyOf',
  'oneOf',
]);

/** One schema that holds where both hold. Annotations of `second`, the more specific one, win. */
export function mergeSchemas(first: JsonSchema, second: JsonSchema): JsonSchema {
  const merged = Object.assign(emptyTable<unknown>(), first);
  const rest = emptyTable<unknown>();
  for (const [keyword, value] of Object.entries(second)) {
    const existing = merged[keyword];
    const merge = MERGES.get(keyword);
    const differs = existing !== undefined && JSON.stringify(existing) !== JSON.stringify(value);
    if (differs && CHECKED.has(keyword)) rest[keyword] = existing;
    merged[keyword] = differs && merge ? merge(existing, value) : value;
  }
  if (Object.keys(rest).length > 0) merged['allOf'] = [...schemaList(merged['allOf']), rest];
  return merged;
}

function largest(first: unknown, second: unknown): number {
  return Math.max(Number(first), Number(second));
}

function smallest(first: unknown, second: unknown): number {
  return Math.min(Number(first), Number(second));
}

function listOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

/** What both lists hold; `integer` is in `number`. */
function common(first: readonly unknown[], second: readonly unknown[]): readonly unknown[] {
  const inBoth = first.filter((value) => second.includes(value));
  const isNarrowed =
    [...first, ...second].includes('integer') && [...first, ...second].includes('number');
  return isNarrowed && !inBoth.includes('integer') ? [...inBoth, 'integer'] : inBoth;
}

function mergeParts(first: unknown, second: unknown): unknown {
  return isSchema(first) && isSchema(second) ? mergeSchemas(first, second) : second;
}

function mergeTables(first: unknown, second: unknown): unknown {
  const table = Object.assign(emptyTable<JsonSchema>(), first);
  for (const [name, part] of schemaTable(second)) {
    const existing = table[name];
    table[name] = existing === undefined ? part : mergeSchemas(existing, part);
  }
  return table;
}
