import type { JsonSchema } from './json-schema.ts';
import { isSchema, schemaList, schemaTable } from './schema-parts.ts';
import { simplifyUnion } from './union.ts';

/**
 * The keys that a table may have only under a condition: those of `then`, `else` and `dependentSchemas`, also in
 * `allOf`. The conditions are not evaluated, so that each key is known but none is required. A key that the table has
 * anyway is left out.
 */
export function conditionalKeys(table: JsonSchema): readonly (readonly [string, JsonSchema])[] {
  const found = new Map<string, JsonSchema>();
  for (const branch of branchesOf(table)) {
    for (const [name, part] of schemaTable(branch.properties)) {
      if (Object.hasOwn(table.properties ?? {}, name)) continue;
      const existing = found.get(name);
      found.set(name, existing ? simplifyUnion({ anyOf: [existing, part] }) : part);
    }
  }
  return [...found];
}

/** What holds under a condition, and what holds under conditions within that. */
function branchesOf(table: JsonSchema): readonly JsonSchema[] {
  const direct = [table['then'], table['else']].filter(isSchema);
  const dependent = schemaTable(table['dependentSchemas']).map(([, schema]) => schema);
  const branches = [...direct, ...dependent];
  return [...branches, ...[...branches, ...schemaList(table['allOf'])].flatMap(branchesOf)];
}
