import { isSlip } from '../document/nearest.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Problem } from '../document/problem.ts';
import type { JsonSchema } from './json-schema.ts';
import { complaintsOf } from './schema-complaints.ts';
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
    'x-replaced-by': { type: 'string' },
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

/** Annotations that say something about one value, and so nothing about a table of keys. */
const OF_KEYS = ['x-unit', 'x-secret', 'x-env', 'x-aliases'] as const;

/** Where annotations stand, and where mistakes go. */
export interface AnnotationPlace {
  readonly path: KeyPath;
  readonly file: string;
  readonly problems: Problem[];
}

/** The schema of a leaf without the annotations that are not what they must be; each of those is a problem. */
export function checkAnnotations(schema: JsonSchema, place: AnnotationPlace): JsonSchema {
  const { path, file, problems } = place;
  checkSpelling(schema, place);
  const errors = validate(ANNOTATIONS, schema);
  if (errors.length === 0) return schema;
  const wrong = new Set<string>();
  for (const { place: pointer, words, ...details } of complaintsOf(errors, schema)) {
    const [name = ''] = pointer.slice(1).split('/');
    if (wrong.has(name)) continue;
    wrong.add(name);
    problems.push(
      schemaProblem('invalid-annotation', `\`${name}\` ${words}`, file, { path, ...details }),
    );
  }
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !wrong.has(keyword)));
}

/** Reports annotations on a table that only keys can have: there they would be ignored. */
export function checkTableAnnotations(schema: JsonSchema, place: AnnotationPlace): void {
  const { path, file, problems } = place;
  checkSpelling(schema, place);
  for (const name of OF_KEYS) {
    if (schema[name] === undefined) continue;
    const message = `\`${name}\` has no effect on a section`;
    const expected = 'the annotation on each key';
    problems.push(schemaProblem('invalid-annotation', message, file, { path, expected }));
  }
}

/** Warns of keywords that are one slip away from an annotation: other tools' `x-` keywords are not ours to judge. */
function checkSpelling(schema: JsonSchema, { path, file, problems }: AnnotationPlace): void {
  const known = Object.keys(ANNOTATIONS.properties ?? {});
  for (const name of Object.keys(schema)) {
    if (!name.startsWith('x-') || known.includes(name)) continue;
    const nearest = known.find((annotation) => isSlip(name, annotation));
    if (nearest === undefined) continue;
    const message = `\`${name}\` is no annotation and has no effect`;
    problems.push(
      schemaProblem('unknown-annotation', message, file, { path, severity: 'warning', nearest }),
    );
  }
}
