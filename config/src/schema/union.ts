import type { Json, JsonSchema } from './json-schema.ts';
import { mergeSchemas } from './merge.ts';
import { emptyTable, isSchema, schemaList } from './schema-parts.ts';

/**
 * Reads `anyOf` and `oneOf` the way a person would: alternatives that are all fixed values are an enumeration,
 * `null` beside one alternative makes it optional, tables are one table with the keys of all. Other unions stay as
 * they are, for the validator.
 */
export function simplifyUnion(schema: JsonSchema): JsonSchema {
  const keyword = ['anyOf', 'oneOf'].find((name) => Array.isArray(schema[name]));
  if (keyword === undefined) return schema;
  const branches = schemaList(schema[keyword]).map(simplifyUnion);
  const { [keyword]: _union, ...own } = schema;
  const concrete = branches.filter((branch) => !isNull(branch));
  const [only] = concrete;
  if (only && concrete.length === 1) return orNull(mergeSchemas(only, own), branches.length > 1);
  if (concrete.every(isTable)) return mergeSchemas(unionOfTables(concrete), own);
  const values = concrete.map(fixedValues);
  if (values.every((list) => list !== undefined))
    return orNull({ ...own, enum: values.flat() }, concrete.length < branches.length);
  return schema;
}

/** Whether `null` is a valid value, which then means "not set". */
export function isNullable(schema: JsonSchema): boolean {
  const alternatives = [schema['anyOf'], schema['oneOf']].flatMap(schemaList);
  return (
    typesOf(schema).includes('null') ||
    (schema.enum ?? []).includes(null) ||
    alternatives.some(isNull)
  );
}

/** The JSON types a schema names, or else those that its alternatives name. */
export function typesOf(schema: JsonSchema): readonly string[] {
  const own = [schema.type ?? []].flat();
  if (own.length > 0) return own;
  return [...new Set(schemaList(schema['anyOf'] ?? schema['oneOf']).flatMap(typesOf))];
}

function isNull(schema: JsonSchema): boolean {
  return schema.type === 'null' || schema.const === null;
}

/** Whether a schema describes a table of keys. */
export function isTable(schema: JsonSchema): boolean {
  if (typesOf(schema).includes('object')) return true;
  return schema.properties !== undefined || schema['patternProperties'] !== undefined;
}

/** Whether a schema gives several tables to choose from. */
export function isUnionOfTables(schema: JsonSchema): boolean {
  const alternatives = [schema['anyOf'], schema['oneOf']].flatMap(schemaList);
  return alternatives.filter(isTable).length > 1;
}

function orNull(schema: JsonSchema, nullable: boolean): JsonSchema {
  if (!nullable || isNullable(schema)) return schema;
  const types = typesOf(schema);
  return {
    ...schema,
    ...(types.length > 0 ? { type: [...types, 'null'] } : {}),
    ...(schema.enum || types.length === 0 ? { enum: [...(schema.enum ?? []), null] } : {}),
  };
}

function fixedValues(schema: JsonSchema): readonly Json[] | undefined {
  if (schema.enum) return schema.enum;
  if (schema.const !== undefined) return [schema.const];
  return schema.type === 'boolean' ? [true, false] : undefined;
}

/** A key is required when every alternative requires it. */
function unionOfTables(tables: readonly JsonSchema[]): JsonSchema {
  const properties = emptyTable<JsonSchema>();
  for (const table of tables) {
    for (const [name, property] of Object.entries(table.properties ?? {})) {
      const existing = properties[name];
      properties[name] = existing ? simplifyUnion({ anyOf: [existing, property] }) : property;
    }
  }
  const required = (tables[0]?.required ?? []).filter((name) =>
    tables.every((table) => table.required?.includes(name)),
  );
  const patterns = tables.map((table) => table['patternProperties']).filter(isSchema);
  return {
    ...tables[0],
    properties,
    required,
    ...(patterns.length > 0 ? { patternProperties: Object.assign(emptyTable(), ...patterns) } : {}),
    ...otherKeys(tables),
  };
}

/** What any alternative accepts beside the keys it names. */
function otherKeys(tables: readonly JsonSchema[]): Pick<JsonSchema, 'additionalProperties'> {
  const others = tables
    .map(({ additionalProperties }) => additionalProperties)
    .filter((part) => part !== undefined);
  const widest =
    others.find((part) => part === true) ?? others.find((part) => part !== false) ?? others[0];
  return widest === undefined ? {} : { additionalProperties: widest };
}
