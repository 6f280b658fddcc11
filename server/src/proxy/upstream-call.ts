import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { ProxyRoute } from './proxy-routes.ts';

/** Methods that may be sent again when nobody knows whether they arrived (RFC 9110, section 9.2.2), without a body. */
const REPEATABLE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** A request to an upstream. */
export interface UpstreamCall {
  readonly route: ProxyRoute;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: OutgoingHttpHeaders;
  /** Sent on as it comes; `undefined` for none. */
  readonly body: Readable | undefined;
  /** Ends the exchange, whatever state it is in. */
  readonly signal: AbortSignal;
}

/** The connection to an upstream that changed the protocol, and what came after its answer. */
export interface UpstreamUpgrade {
  readonly socket: Socket;
  readonly head: Buffer;
}

/** What an upstream answered; `upgrade` is there when it changed the protocol (status 101). */
export interface UpstreamAnswer {
  readonly response: IncomingMessage;
  readonly upgrade?: UpstreamUpgrade;
}

/** The upstream took longer than its route allows. */
export class UpstreamTimeout extends Error {
  constructor() {
    super('The upstream does not answer in time');
    this.name = 'UpstreamTimeout';
  }
}

/** The client stopped in the middle of its body. */
export class UploadStalled extends Error {
  constructor() {
    super('The client does not go on with its body');
    this.name = 'UploadStalled';
  }
}

/**
 * Sends a request and resolves when the head of the answer is there. Redirects are not followed. Time counts from the
 * last piece of the body that the upstream took, so that slow clients are not its fault; a body may take as long as it
 * likes, while it does not stop.
 *
 * @throws {UpstreamTimeout}, {@link UploadStalled} and the errors of the connection
 */
export async function callUpstream(call: UpstreamCall): Promise<UpstreamAnswer> {
  const first = openRequest(call);
  try {
    return await answerTo(first, call);
  } catch (error) {
    // The upstream closed a kept connection while the request was on its way: Node's documented case for a retry.
    const isStale = first.reusedSocket && Reflect.get(Object(error), 'code') === 'ECONNRESET';
    if (!isStale || call.body !== undefined || !REPEATABLE.has(call.method)) throw error;
    forgetKept(call.route);
    return answerTo(openRequest(call), call);
  }
}

/** What was kept as long as a connection that is closed is likely closed too: the next request opens a new one. */
function forgetKept({ agent }: ProxyRoute): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
}

function openRequest({ route, method, target, headers, signal }: UpstreamCall): ClientRequest {
  const { hostname, port, protocol } = route.upstream;
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  return send({
    hostname: hostname.replace(/^\[|\]$/gu, ''),
    port,
    path: target,
    method,
    headers,
    agent: route.agent,
    signal,
  });
}

function answerTo(request: ClientRequest, { body, route }: UpstreamCall): Promise<UpstreamAnswer> {
  const answer = new Promise<UpstreamAnswer>((resolve, reject) => {
    const giveUp = (): void => {
      const waitsForClient = body?.readableEnded === false && !request.writableNeedDrain;
      request.destroy(waitsForClient ? new UploadStalled() : new UpstreamTimeout());
    };
    const deadline = setTimeout(giveUp, route.timeout);
    const settle = (): void => {
      clearTimeout(deadline);
      body?.off('data', postpone);
    };
    const postpone = (): void => void deadline.refresh();
    request.on('error', (error) => {
      settle();
      body?.unpipe(request);
      reject(error);
    });
    request.once('response', (response: IncomingMessage) => {
      settle();
      resolve({ response });
    });
    request.once('upgrade', (response: IncomingMessage, socket: Socket, head: Buffer) => {
      settle();
      resolve({ response, upgrade: { socket, head } });
    });
    body?.on('data', postpone);
  });
  if (body === undefined) request.end();
  else body.pipe(request);
  return answer;
}
