import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../json-schema.ts';
import type { Plain, ScalarKind } from './reading.ts';
import { keywordWords } from './constraint-words.ts';
import { validate } from './validator.ts';

const TYPE_OF: ReadonlyMap<string, string> = new Map([
  ['string', 'string'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
]);

/** A value beside the text it was read from. */
export interface ReadValue {
  readonly text: string;
  readonly value: Plain;
}

/**
 * Checks a typed value against the bounds of its schema.
 * @returns what was expected, in words; `undefined` when the value is valid
 */
export function findViolation(read: ReadValue, kind: ScalarKind): string | undefined {
  return wordsFor(validate(kind.schema, instanceOf(read, kind.schema)), kind);
}

/** The same for a list: its length, its uniqueness and each of its items. */
export function findListViolation(
  reads: readonly ReadValue[],
  kind: ScalarKind,
  item: ScalarKind,
): string | undefined {
  const values = reads.map((read) => instanceOf(read, item.schema));
  const errors = validate(kind.schema, values);
  const ofList = wordsFor(
    errors.filter((error) => error.instancePath === ''),
    kind,
  );
  const ofItems = wordsFor(
    errors.filter((error) => error.instancePath !== ''),
    item,
  );
  if (ofItems === undefined) return ofList;
  return ofList === undefined ? `each item ${ofItems}` : `${ofList}, each item ${ofItems}`;
}

/** A duration is a number here; a schema that knows it only as a string is given the text. */
function instanceOf({ text, value }: ReadValue, schema: JsonSchema): Plain {
  const types = [schema.type ?? []].flat();
  const admitsValue =
    types.length === 0 || types.some((type) => TYPE_OF.get(type) === typeof value);
  return admitsValue ? value : text;
}

function wordsFor(errors: readonly ErrorObject[], kind: ScalarKind): string | undefined {
  if (errors.length === 0) return undefined;
  const words = new Set(
    errors.map(
      (error) => keywordWords(error.keyword, limitOf(error), kind) ?? fallback(error, kind),
    ),
  );
  return [...words].join(', ');
}

function limitOf(error: ErrorObject): unknown {
  const params: Record<string, unknown> = error.params;
  return (
    params['limit'] ??
    params['pattern'] ??
    params['format'] ??
    params['multipleOf'] ??
    params['allowedValue'] ??
    true
  );
}

function fallback(error: ErrorObject, kind: ScalarKind): string {
  const isWhole = error.keyword === 'type' && [error.params['type']].flat().includes('integer');
  if (isWhole) return kind.unit ? `a whole number of ${kind.unit}` : 'a whole number';
  return `a value that ${error.message ?? error.keyword}`;
}
