import type { FastifyRequest } from 'fastify';

/** Header fields of a page about one sign-in. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
};

/** Whether a person will look at the answer, and not a program. */
export function isForPeople({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true;
}
