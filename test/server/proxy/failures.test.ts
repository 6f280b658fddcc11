import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { freePorts } from '../../support/free-ports.ts';
import { problemOf } from '../http/support.ts';
import { head, open, route, startProxied, startUpstream } from './support.ts';

const ALL = ['GET', 'HEAD', 'POST'];
const OWN_ADDRESS = /127\.0\.0\.1|ECONN|socket|upstream-call/iu;

/** An upstream that says the given bytes to whoever connects. */
async function startRaw(bytes: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(bytes));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

afterEach(() => void vi.useRealTimers());

describe('an upstream', () => {
  it('that is down is 502, without a word about it', async () => {
    const [port] = await freePorts(1);
    const server = await startProxied(route(`http://127.0.0.1:${port}`));
    const answer = await server.ask('/api/orders');
    expect(answer.status).toBe(502);
    expect(problemOf(answer).type).toBe('/problems/upstream-unavailable');
    expect(answer.text).not.toMatch(OWN_ADDRESS);
    expect(server.log()).toContain('ECONNREFUSED');
  });

  it.each([
    ['breaks off', 'HTTP/1.1 200 O'],
    ['speaks no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    [
      'says both how long its answer is and that it is chunked',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'changes the protocol unasked',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    ['has an impossible status', 'HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n'],
  ])('that %s is 502', async (_name, bytes) => {
    const server = await startProxied(route(await startRaw(bytes)));
    const answer = await server.ask('/api/orders');
    expect(problemOf(answer).type).toBe('/problems/upstream-unavailable');
    expect(answer.text).not.toMatch(OWN_ADDRESS);
  });

  it('that does not begin its answer in time is 504, and is let go of', async () => {
    let left: Promise<unknown> | undefined;
    const upstream = await startUpstream((_request, response) => {
      left = once(response, 'close');
    });
    const server = await startProxied(route(upstream.url, { timeout: '100ms' }));
    const answer = await server.ask('/api/orders');
    expect([answer.status, problemOf(answer).type]).toEqual([504, '/problems/upstream-timeout']);
    await left;
  });

  it('that stops in the middle of its answer is cut off', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('12345');
    });
    const { own, port } = await startProxied(route(upstream.url, { timeout: '25s' }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const lines = ['GET /api/orders HTTP/1.1', `Host: ${own['host']}`, `Cookie: ${own['cookie']}`];
    const wire = open(port, head(...lines));
    await wire.until('12345');
    const closed = once(wire.socket, 'close');
    vi.advanceTimersByTime(25_000);
    await closed;
    expect(wire.received()).toMatch(/content-length: 10\r\n[^]*12345$/u);
  });

  it('that closed a kept connection is asked once more', async () => {
    let requests = 0;
    const upstream = await startUpstream((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.destroy();
      else response.end('ok');
    });
    const server = await startProxied(route(upstream.url, { methods: ALL }));
    for (let round = 0; round < 2; round += 1) {
      expect((await server.ask('/api/orders')).text).toBe('ok');
    }
    expect(requests).toBe(3);
  });

  it('that closed all kept connections is asked once more, over a new one', async () => {
    const waiting: ServerResponse[] = [];
    const known = new Set<Socket>();
    const upstream = await startUpstream((request, response) => {
      if (known.has(request.socket)) request.socket.destroy();
      else waiting.push(response);
      known.add(request.socket);
      if (waiting.length >= 3) for (const each of waiting) each.end('ok');
    });
    const server = await startProxied(route(upstream.url));
    const texts = async (count: number): Promise<readonly string[]> => {
      const answers = Array.from({ length: count }, () => server.ask('/api/orders'));
      return (await Promise.all(answers)).map(({ text: body }) => body);
    };
    expect(await texts(3)).toEqual(['ok', 'ok', 'ok']);
    expect(await texts(1)).toEqual(['ok']);
  });

  it('gets no change twice', async () => {
    let requests = 0;
    const upstream = await startUpstream((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.destroy();
      else response.end('ok');
    });
    const server = await startProxied(route(upstream.url, { methods: ALL }));
    const post = { method: 'POST', headers: { ...server.own, 'content-length': '1' }, body: 'x' };
    expect((await server.ask('/api/orders', post)).text).toBe('ok');
    expect((await server.ask('/api/orders', post)).status).toBe(502);
    expect(requests).toBe(2);
  });
});

describe('a client that leaves', () => {
  it('takes its request at the upstream with it', async () => {
    let left: Promise<unknown> | undefined;
    const upstream = await startUpstream((_request, response) => {
      left = once(response, 'close');
    });
    const arrived = once(upstream.server, 'request');
    const { own, port } = await startProxied(route(upstream.url));
    const lines = ['GET /api/orders HTTP/1.1', `Host: ${own['host']}`, `Cookie: ${own['cookie']}`];
    const wire = open(port, head(...lines));
    await arrived;
    wire.socket.destroy();
    await expect(left).resolves.toBeDefined();
  });

  it('in the middle of a body leaves an unfinished request behind, not a shorter one', async () => {
    let outcome: Promise<string> | undefined;
    const upstream = await startUpstream((request) => {
      outcome = text(request).catch((error: Error) => error.message);
    });
    const arrived = once(upstream.server, 'request');
    const { own, port } = await startProxied(route(upstream.url, { methods: ALL }));
    const headers = Object.entries(own).map(([name, value]) => `${name}: ${value}`);
    const chunked = 'Transfer-Encoding: chunked';
    const lines = head('POST /api/orders HTTP/1.1', ...headers, chunked);
    const wire = open(port, `${lines}5\r\n12345\r\n`);
    await arrived;
    wire.socket.destroy();
    expect(await outcome).toBe('aborted');
  });
});

describe('an upstream over plain http', () => {
  it.each([
    ['elsewhere is warned about at the start', 'http://orders.internal.example', true],
    ['on this machine is not', 'http://127.0.0.1:9', false],
  ])('%s', async (_name, upstream, isWarned) => {
    const server = await startProxied(route(upstream, { allow_plaintext: 'true' }));
    expect(server.log().includes('"event":"proxy_plaintext"')).toBe(isWarned);
  });
});
