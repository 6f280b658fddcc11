/** Keywords whose value is a schema (JSON Schema 2020-12, Applicator §10). */
export const ONE_SCHEMA = [
  'additionalProperties',
  'items',
  'not',
  'propertyNames',
  'contains',
  'if',
  'then',
  'else',
] as const;

/** Keywords whose value is a list of schemas. */
export const SEVERAL_SCHEMAS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const;

/** Keywords whose value is a table of schemas, by a name that is no keyword. */
export const NAMED_SCHEMAS = ['properties', 'patternProperties', 'dependentSchemas'] as const;
