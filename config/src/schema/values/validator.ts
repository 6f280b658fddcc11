import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { JsonSchema } from '../json-schema.ts';
import { toRegExp } from '../patterns.ts';

/** Formats that the readers of this folder check; ajv takes them as given. */
const OWN_FORMATS = ['uri', 'url', 'iri', 'host', 'cidr', 'password', 'duration'] as const;

/** Keywords that say nothing about which values are valid, or that a reader has checked already. */
const NOT_CHECKED: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
  '$id',
  '$schema',
  '$anchor',
  '$defs',
  'definitions',
]);

const validators = new Map<string, ValidateFunction>();
let instance: Ajv2020 | undefined;

/** What is wrong with a value, in ajv's terms; empty when it is valid. Throws when the schema itself cannot be compiled. */
export function validate(schema: JsonSchema, value: unknown): readonly ErrorObject[] {
  const validator = validatorFor(schema);
  return validator(value) ? [] : (validator.errors ?? []);
}

/** Compiles a leaf's schema without using it, and returns what makes that impossible. */
export function compileFailure(schema: JsonSchema): string | undefined {
  try {
    validatorFor(schema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Mistakes against the JSON Schema 2020-12 meta-schema. */
export function metaSchemaErrors(schema: unknown): readonly ErrorObject[] {
  const ajv = (instance ??= createAjv());
  ajv.validate('https://json-schema.org/draft/2020-12/schema', schema);
  return ajv.errors ?? [];
}

/** Settings with the same bounds share one compiled function: compiling is what costs time at a start. */
function validatorFor(schema: JsonSchema): ValidateFunction {
  const checked = checkedKeywords(schema);
  const key = JSON.stringify(checked);
  let validator = validators.get(key);
  if (!validator) {
    instance ??= createAjv();
    validator = instance.compile(checked);
    validators.set(key, validator);
  }
  return validator;
}

function checkedKeywords(schema: JsonSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([keyword]) => !NOT_CHECKED.has(keyword) && !keyword.startsWith('x-'),
    ),
  );
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    logger: false,
    ownProperties: true,
    code: { regExp: Object.assign(toRegExp, { code: 'toRegExp' }) },
  });
  ajvFormats.default(ajv);
  for (const format of OWN_FORMATS) ajv.addFormat(format, true);
  return ajv;
}
