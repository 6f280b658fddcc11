import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import { ProblemError } from '../kernel/problem-details.ts';

/** What a route says that {@link refuseUnmeant} guards. */
export const GET_ALONE: FastifyContextConfig = { refusesHead: true };

/**
 * Refuses a GET that nobody means. What is good once needs somebody who wants it (ASVS 5.0 7.6.2): a browser that asks
 * ahead of a click, and a program that only looks (HEAD), would use it up.
 *
 * @throws ProblemError `method-not-allowed`, `bad-request`
 */
export function refuseUnmeant(request: FastifyRequest): void {
  if (request.method !== 'GET') {
    throw new ProblemError('method-not-allowed', { headers: { Allow: 'GET' } });
  }
  if (isAheadOfTime(request)) {
    throw new ProblemError('bad-request', { detail: 'This address is not for asking ahead.' });
  }
}

/** Whether a browser asks ahead of a click that may never come (Speculation Rules, `Sec-Purpose`). */
function isAheadOfTime({ headers }: FastifyRequest): boolean {
  const purposes = [headers['sec-purpose'], headers['purpose'], headers['x-moz']];
  return purposes.flat().some((purpose) => purpose?.toLowerCase().startsWith('prefetch') === true);
}
