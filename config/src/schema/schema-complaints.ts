import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearestName } from '../document/nearest.ts';
import { followPointer } from './json-pointer.ts';
import { metaSchemaErrors } from './values/validator.ts';

/** What is wrong at one place of a schema. */
export interface Complaint {
  /** JSON Pointer (RFC 6901) to the place, `/` for the whole. */
  readonly place: string;
  /** What is wrong, to follow the place in a sentence. */
  readonly words: string;
  readonly expected?: string | undefined;
  readonly nearest?: string | undefined;
}

/** What makes a value no JSON Schema 2020-12. */
export function schemaComplaints(schema: unknown): readonly Complaint[] {
  return complaintsOf(metaSchemaErrors(schema), schema);
}

/** One complaint for each place that ajv finds mistakes in. */
export function complaintsOf(errors: readonly ErrorObject[], value: unknown): readonly Complaint[] {
  const complaints = new Map<string, Complaint>();
  for (const error of errors) {
    const { instancePath } = error;
    // The first complaint about a place is the plainest; the others say which alternatives it missed.
    if (!complaints.has(instancePath)) complaints.set(instancePath, complaintOf(error, value));
  }
  return [...complaints.values()];
}

function complaintOf(
  { instancePath, keyword, params, message }: ErrorObject,
  root: unknown,
): Complaint {
  const place = instancePath === '' ? '/' : instancePath;
  const allowed: unknown =
    keyword === 'enum' ? params['allowedValues'] : [params['allowedValue']].filter(isText);
  if (Array.isArray(allowed) && allowed.length > 0) {
    const names = allowed.filter(isText);
    const received = followPointer(root, instancePath);
    const nearest = isText(received) ? nearestName(received, names) : undefined;
    return { place, words: 'is none of the values it can be', expected: oneOf(names), nearest };
  }
  if (keyword === 'type') {
    const types = String(params['type']).split(',');
    return { place, words: 'is of the wrong type', expected: oneOf(types.map(withArticle)) };
  }
  return { place, words: message ?? 'is not valid' };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function oneOf(names: readonly string[]): string {
  return names.length > 2 ? `one of ${names.join(', ')}` : names.join(' or ');
}

function withArticle(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
