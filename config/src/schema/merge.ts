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
  ['dependentSchemas', mergeTables],
  ['dependentRequired', mergeLists],
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

/** Keywords that only mean something together (JSON Schema 2020-12, Applicator §10.2.2). */
const CONDITION = ['if', 'then', 'else'] as const;

/** One schema that holds where both hold. Annotations of `second`, the more specific one, win. */
export function mergeSchemas(first: JsonSchema, second: JsonSchema): JsonSchema {
  const merged = Object.assign(emptyTable<unknown>(), first);
  const rest = emptyTable<unknown>();
  if (first['if'] !== undefined && second['if'] !== undefined) {
    for (const keyword of CONDITION) {
      if (first[keyword] !== undefined) rest[keyword] = first[keyword];
      delete merged[keyword];
    }
  }
  for (const [keyword, value] of Object.entries(second)) {
    const existing = merged[keyword];
    const merge = MERGES.get(keyword);
    const differs = existing !== undefined && JSON.stringify(existing) !== JSON.stringify(value);
    if (differs && CHECKED.has(keyword)) rest[keyword] = existing;
    merged[keyword] = differs && merge ? merge(existing, value) : value;
  }
  const kept = [...schemaList(first['allOf']), ...schemaList(second['allOf'])];
  if (Object.keys(rest).length > 0) kept.push(rest);
  if (kept.length > 0) merged['allOf'] = kept;
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

function mergeLists(first: unknown, second: unknown): unknown {
  const table = Object.assign(emptyTable<unknown>(), first);
  for (const [name, needed] of Object.entries(Object(second))) {
    table[name] = [...new Set([...listOf(table[name]), ...listOf(needed)])];
  }
  return table;
}

function mergeTables(first: unknown, second: unknown): unknown {
  const table = Object.assign(emptyTable<JsonSchema>(), first);
  for (const [name, part] of schemaTable(second)) {
    const existing = table[name];
    table[name] = existing === undefined ? part : mergeSchemas(existing, part);
  }
  return table;
}
