import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { ProblemError } from '../kernel/problem-details.ts';

/** Methods whose content means nothing (RFC 9110, sections 9.3.1 and 9.3.2) and hides requests (section 11.2 of 9112). */
const WITHOUT_BODY: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** A body to send on as it comes. Its size is not limited: nothing of it is kept. */
export interface RequestBody {
  readonly stream: IncomingMessage;
  /** How the upstream learns where it ends. */
  readonly headers: OutgoingHttpHeaders;
}

/**
 * The body of a request; `undefined` when it has none.
 *
 * @param isUpgrade whether the request has `Upgrade`; then nobody has read a body
 * @throws ProblemError `bad-request` for a body where there can be none
 */
export function requestBody(request: IncomingMessage, isUpgrade: boolean): RequestBody | undefined {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (coding === undefined && (length === undefined || length === '0')) {
    const isEmpty = length === '0' && !WITHOUT_BODY.has(request.method ?? '');
    return isEmpty ? { stream: request, headers: { 'content-length': '0' } } : undefined;
  }
  if (isUpgrade || WITHOUT_BODY.has(request.method ?? '')) {
    throw new ProblemError('bad-request', { detail: 'This request cannot have a body.' });
  }
  // Said for every method: Node sends the body of a DELETE with no framing at all, as bytes of a next request.
  const framing: OutgoingHttpHeaders =
    length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': length };
  return { stream: request, headers: framing };
}
