import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';

const FORM = /^application\/x-www-form-urlencoded\s*(?:;|$)/iu;

/**
 * The fields of a form.
 *
 * @throws ProblemError `unsupported-media-type` for any other body
 */
export function formOf({ headers, body }: FastifyRequest): URLSearchParams {
  if (!FORM.test(headers['content-type'] ?? '')) throw new ProblemError('unsupported-media-type');
  return new URLSearchParams(fieldsOf(body));
}

/** The parser of the framework makes an object of it, with a list for each name that is repeated. */
function fieldsOf(body: unknown): [string, string][] {
  if (typeof body === 'string') return [...new URLSearchParams(body)];
  const fields = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return fields.flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
}
