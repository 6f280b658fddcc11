import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';

/** The parameters of the request's query, repeated ones included. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  const start = request.url.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : request.url.slice(start));
}

/** Path and query of the request; whatever host it names stays out of it. */
export function targetOf(request: FastifyRequest): URL {
  const target = new URL('http://localhost');
  const [path = ''] = request.url.split('?', 1);
  target.pathname = path;
  target.search = queryOf(request).toString();
  return target;
}

/**
 * A parameter that may come once (RFC 6749, section 3.1; ASVS 5.0 15.3.7).
 *
 * @throws ProblemError `bad-request` when it is repeated
 */
export function single(parameters: URLSearchParams, name: string): string | undefined {
  const [value, ...others] = parameters.getAll(name);
  if (others.length === 0) return value;
  throw new ProblemError('bad-request', { detail: `${name} may be given once.` });
}
