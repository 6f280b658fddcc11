import type { JsonSchema } from './json-schema.ts';

/** Whether a value is a JSON object, and so can be a schema. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schemas in a keyword that takes a list of them (`anyOf`); `true` and `false` are left out. */
export function schemaList(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** The schemas in a keyword that takes a table of them (`properties`), by name. */
export function schemaTable(
  value: unknown,
): readonly (readonly [name: string, schema: JsonSchema])[] {
  if (!isSchema(value)) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    isSchema(part) ? [[name, part] as const] : [],
  );
}

/** An object for names that come from a schema: without prototype, so that no name means anything else. */
export function emptyTable<T>(): Record<string, T> {
  const table: Record<string, T> = Object.create(null);
  return table;
}
