import type { ConnectionError } from 'fastify';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { PROBLEM_MEDIA_TYPE, problemDetails } from '../kernel/problem-details.ts';
import { problemTypeOf } from './problem-mapping.ts';
import type { HeaderSet } from './security-headers.ts';

/** Node's codes for requests that it could not read, as statuses. */
const STATUS_BY_CODE: ReadonlyMap<string, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/** Answers what Node's parser refuses: there is no request yet, so the response is written by hand. */
export function answerClientError(
  error: ConnectionError,
  socket: Socket,
  headers: HeaderSet,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const type = problemTypeOf(STATUS_BY_CODE.get(error.code) ?? 400);
  const problem = problemDetails(type);
  const body = JSON.stringify(problem);
  const lines = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
