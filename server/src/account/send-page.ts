import type { FastifyReply } from 'fastify';

/** Sends a page that is for one person alone. */
export function sendPage(reply: FastifyReply, text: string): void {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  void reply.headers(headers).send(text);
}
