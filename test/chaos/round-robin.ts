import { Agent, createServer, request as send } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** What may be sent twice (RFC 9110, section 9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A balancer without sticky sessions: each request goes to the next instance, whoever sent the one before. */
export interface RoundRobin {
  /** How many requests each instance has answered, by its place. */
  readonly answered: readonly number[];
  /** Why requests were sent to another instance after all. */
  readonly detours: readonly string[];
}

/**
 * Starts a balancer that does what nginx does with `proxy_next_upstream error http_503`: a request that an instance did
 * not take, or that is safe to repeat, goes to the next one.
 *
 * @param port where it listens
 * @param targets ports of the instances
 */
export async function startRoundRobin(
  port: number,
  targets: readonly number[],
): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true });
  const answered = targets.map(() => 0);
  const detours: string[] = [];
  let turn = 0;

  const ask = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
    const first = turn;
    turn += 1;
    let last: unknown;
    for (const attempt of targets.keys()) {
      const place = (first + attempt) % targets.length;
      try {
        const answer = await forward(agent, targets[place] ?? 0, request, body);
        if (!isRefusal(answer)) {
          answered[place] = (answered[place] ?? 0) + 1;
          return answer;
        }
        detours.push('shutting-down');
      } catch (error) {
        last = error;
        detours.push(codeOf(error));
        if (!mayRepeat(request.method, error)) break;
      }
    }
    throw last ?? new Error('No instance takes requests');
  };

  const server = createServer((request, response) => {
    void readAll(request)
      .then((body) => ask(request, body))
      .then((answer) => reply(response, answer))
      .catch(() => response.writeHead(502).end());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    agent.destroy();
    server.close();
    server.closeAllConnections();
  });
  return { answered, detours };
}

function forward(
  agent: Agent,
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const own = { ...headers, connection: 'keep-alive' };
    const options = { agent, host: '127.0.0.1', port, method, path: url, headers: own };
    const sent = send(options, (response) => {
      const { statusCode: status = 0, headers: received } = response;
      readAll(response).then((read) => resolve({ status, headers: received, body: read }), reject);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...own } = headers;
  response.writeHead(status, own).end(body);
}

/** The instance is on its way out, and has not looked at the request. */
function isRefusal({ status, body }: Answer): boolean {
  return status === 503 && body.includes('/problems/shutting-down');
}

function mayRepeat(method = '', error: unknown): boolean {
  return IDEMPOTENT.has(method) || codeOf(error) === 'ECONNREFUSED';
}

function codeOf(error: unknown): string {
  return error instanceof Error ? String(Reflect.get(error, 'code')) : String(error);
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
