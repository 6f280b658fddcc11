import type { JsonSchema } from './json-schema.ts';
import { NAMED_SCHEMAS, ONE_SCHEMA, SEVERAL_SCHEMAS } from './keywords.ts';
import { emptyTable, isSchema } from './schema-parts.ts';

/** Where schemas are, in any draft since 4. */
const ONE: ReadonlySet<string> = new Set([...ONE_SCHEMA, 'additionalItems']);
const SEVERAL: ReadonlySet<string> = new Set([...SEVERAL_SCHEMAS, 'items']);
const NAMED: ReadonlySet<string> = new Set([
  ...NAMED_SCHEMAS,
  'dependencies',
  'definitions',
  '$defs',
]);

/** The limits that draft 4 makes exclusive by a keyword of their own. */
const EXCLUSIVE = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const;

/**
 * A schema of an older draft (4 to 2019-09) in the words of 2020-12, where those differ: a list in `items`,
 * `dependencies`, boolean `exclusiveMinimum`, `id`. What 2020-12 could mean is left as it is.
 */
export function upgradeSchema(schema: unknown): unknown {
  if (!isSchema(schema)) return schema;
  const upgraded = emptyTable<unknown>();
  for (const [keyword, value] of Object.entries(schema)) {
    upgraded[keyword] = upgradePart(keyword, value);
  }
  upgradeTuple(upgraded);
  upgradeDependencies(upgraded);
  upgradeLimits(upgraded);
  if (typeof upgraded['id'] === 'string' && upgraded['$id'] === undefined) {
    upgraded['$id'] = upgraded['id'];
    delete upgraded['id'];
  }
  if (upgraded['$schema'] !== undefined) upgraded['$schema'] = LATEST;
  return upgraded;
}

const LATEST = 'https://json-schema.org/draft/2020-12/schema';

function upgradePart(keyword: string, value: unknown): unknown {
  if (Array.isArray(value)) return SEVERAL.has(keyword) ? value.map(upgradeSchema) : value;
  if (!isSchema(value)) return value;
  if (ONE.has(keyword)) return upgradeSchema(value);
  return NAMED.has(keyword) ? mapTable(value, upgradeSchema) : value;
}

function upgradeTuple(schema: Record<string, unknown>): void {
  if (!Array.isArray(schema['items'])) return;
  schema['prefixItems'] = schema['items'];
  schema['items'] = schema['additionalItems'] ?? {};
  delete schema['additionalItems'];
}

function upgradeDependencies(schema: Record<string, unknown>): void {
  const { dependencies } = schema;
  if (!isSchema(dependencies)) return;
  const all = Object.entries(dependencies);
  const lists = all.filter(([, needed]) => Array.isArray(needed));
  const schemas = all.filter(([, needed]) => !Array.isArray(needed));
  if (lists.length > 0) schema['dependentRequired'] = tableOf(lists);
  if (schemas.length > 0) schema['dependentSchemas'] = tableOf(schemas);
  delete schema['dependencies'];
}

function upgradeLimits(schema: Record<string, unknown>): void {
  for (const [exclusive, inclusive] of EXCLUSIVE) {
    const flag = schema[exclusive];
    if (typeof flag !== 'boolean') continue;
    delete schema[exclusive];
    if (!flag || schema[inclusive] === undefined) continue;
    schema[exclusive] = schema[inclusive];
    delete schema[inclusive];
  }
}

function mapTable(table: JsonSchema, map: (value: unknown) => unknown): Record<string, unknown> {
  return tableOf(Object.entries(table).map(([name, value]) => [name, map(value)] as const));
}

function tableOf(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const table = emptyTable<unknown>();
  for (const [name, value] of entries) table[name] = value;
  return table;
}
