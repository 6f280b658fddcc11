import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import type { JsonSchema } from './json-schema.ts';
import { schemaProblem } from './schema-problem.ts';
import { validate } from './values/validator.ts';

const ALIAS_UNITS = ['seconds', 'milliseconds', 'bytes', 'count', 'minutes', 'hours', 'days'];

/** What the annotations of `Annotations` may hold. */
const ANNOTATIONS: JsonSchema = {
  properties: {
    'x-unit': { enum: ['seconds', 'milliseconds', 'bytes', 'count'] },
    'x-secret': { type: 'boolean' },
    'x-env': { type: 'string' },
    'x-aliases': {
      type: 'array',
      items: {
        anyOf: [
          { type: 'string' },
          {
            type: 'object',
            properties: { key: { type: 'string' }, unit: { enum: ALIAS_UNITS } },
            required: ['key', 'unit'],
          },
        ],
      },
    },
    'x-security': { type: 'string' },
    'x-standards': { type: 'array', items: { type: 'string' } },
    'x-enforced': {
      anyOf: [
        { const: 'server' },
        { type: 'object', properties: { advice: { type: 'string' } }, required: ['advice'] },
      ],
    },
    'x-planned': { anyOf: [{ const: true }, { type: 'array' }] },
    'x-default': { type: 'string' },
  },
};

/** The schema of a leaf without the annotations that are not what they must be; each of those is a problem. */
export function checkAnnotations(
  schema: JsonSchema,
  path: KeyPath,
  file: string,
  problems: Problem[],
): JsonSchema {
  const errors = validate(ANNOTATIONS, schema);
  if (errors.length === 0) return schema;
  const wrong = new Map<string, string>();
  for (const { instancePath, message } of errors) {
    const [name = ''] = instancePath.slice(1).split('/');
    if (!wrong.has(name)) wrong.set(name, message ?? 'is not valid');
  }
  for (const [name, message] of wrong) {
    problems.push(schemaProblem('invalid-annotation', `\`${name}\` ${message}`, file, { path }));
  }
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !wrong.has(keyword)));
}
