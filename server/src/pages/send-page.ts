import type { FastifyReply, FastifyRequest } from 'fastify';

/** Whether a person will look at the answer, and not a program. */
export function isForPeople({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true;
}

/** Sends a page that is for one person alone. */
export function sendPage(reply: FastifyReply, text: string): void {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  void reply.headers(headers).send(text);
}
