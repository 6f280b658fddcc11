import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { REQUEST_TIMEOUT } from '../../../server/src/http/body-deadline.ts';
import { MAX_STREAMS } from '../../../server/src/proxy/open-streams.ts';
import { proxySettings } from '../../../server/src/settings/proxy.settings.ts';
import { head, open, route, startProxied, startUpstream } from './support.ts';
import type { Proxied, Upstream, Wire } from './support.ts';

const POSTS = { methods: ['GET', 'POST'] };

/** Sends the head of a `POST`, and what is given of its body. */
function upload({ port, own }: Proxied, body: string, ...more: readonly string[]): Wire {
  const headers = Object.entries(own).map(([name, value]) => `${name}: ${value}`);
  return open(port, head('POST /api/orders HTTP/1.1', ...headers, ...more) + body);
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** An upstream that leaves its first request to the test. */
async function startHeld(): Promise<Upstream & { readonly exchange: Promise<Exchange> }> {
  let arrive: (exchange: Exchange) => void;
  const exchange = new Promise<Exchange>((resolve) => (arrive = resolve));
  const upstream = await startUpstream((request, response) => arrive({ request, response }));
  return { ...upstream, exchange };
}

/** Resolves when a connection is closed, in whatever way. */
function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
  });
}

afterEach(() => void vi.useRealTimers());

describe('an upload', () => {
  it('may take as long as it likes while it does not stop', async () => {
    const upstream = await startHeld();
    const server = await startProxied(route(upstream.url, { ...POSTS, timeout: '25s' }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const wire = upload(server, 'a', 'Content-Length: 6');
    const { request, response } = await upstream.exchange;
    const received = [String(await once(request, 'data'))];
    for (const piece of 'bcdef') {
      vi.advanceTimersByTime(20_000);
      wire.socket.write(piece);
      received.push(String(await once(request, 'data')));
    }
    response.end(received.join(''));
    await wire.until('abcdef');
    expect(20_000 * received.length).toBeGreaterThan(3 * REQUEST_TIMEOUT);
    expect(wire.received()).toMatch(/^HTTP\/1\.1 200 /u);
  });

  it('that stops is 408, and the upstream is let go of', async () => {
    const upstream = await startHeld();
    const server = await startProxied(route(upstream.url, { ...POSTS, timeout: '25s' }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const wire = upload(server, 'ab', 'Content-Length: 5');
    const { request } = await upstream.exchange;
    expect(String(await once(request, 'data'))).toBe('ab');
    const left = closeOf(request.socket);
    const closed = closeOf(wire.socket);
    vi.advanceTimersByTime(25_000);
    await closed;
    expect(wire.received()).toMatch(/^HTTP\/1\.1 408 /u);
    expect(wire.received()).toContain('/problems/request-timeout');
    await left;
  });

  it('that the upstream does not take is 504, however much of it there is', async () => {
    const upstream = await startUpstream((request) => void request.pause());
    const server = await startProxied(route(upstream.url, { ...POSTS, timeout: '25s' }));
    server.running.app.getHttpServer().on('request', (request: IncomingMessage) => {
      // The server stops reading while the upstream takes nothing, and never begins again.
      request.on('pause', () => vi.advanceTimersByTime(25_000));
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const size = 64 * 1024 * 1024;
    const wire = upload(server, '', `Content-Length: ${size}`);
    wire.socket.write(Buffer.alloc(size));
    await wire.until('/problems/');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 504 /u);
  });

  it('that the upstream answers before its end closes both connections after the answer', async () => {
    const upstream = await startHeld();
    const server = await startProxied(route(upstream.url, POSTS));
    const wire = upload(server, 'ab', 'Content-Length: 5');
    const { request, response } = await upstream.exchange;
    const both = [closeOf(request.socket), closeOf(wire.socket)];
    response.writeHead(413, { 'content-length': 8 }).end('too much');
    await Promise.all(both);
    expect(wire.received()).toMatch(/^HTTP\/1\.1 413 /u);
    expect(wire.received()).toMatch(/\r\nconnection: close\r\n/iu);
    expect(wire.received()).toMatch(/too much$/u);
  });

  it('that waits for 100 Continue gets it, and the upstream is not asked to wait', async () => {
    const upstream = await startUpstream((request, response) => {
      request.pipe(response);
    });
    const server = await startProxied(route(upstream.url, POSTS));
    const wire = upload(
      server,
      '',
      'Content-Length: 5',
      'Expect: 100-continue',
      'Connection: close',
    );
    await wire.until('HTTP/1.1 100 Continue');
    wire.socket.write('hello');
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/HTTP\/1\.1 200 [^]*hello/u);
    expect(upstream.asked[0]?.headers).not.toHaveProperty('expect');
  });

  it('that is refused is not waited for', async () => {
    const upstream = await startUpstream();
    const server = await startProxied(route(upstream.url, POSTS));
    const wire = upload(
      { ...server, own: { ...server.own, 'x-csrf-token': 'x' } },
      'ab',
      'Content-Length: 5',
    );
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 403 /u);
    expect(upstream.asked).toEqual([]);
  });

  it('brings no trailers along, in either direction', async () => {
    let trailers: unknown;
    const upstream = await startUpstream((request, response) => {
      request.resume().once('end', () => {
        trailers = request.trailers;
        response.writeHead(200, { trailer: 'X-Sum' });
        response.write('ok');
        response.addTrailers({ 'X-Sum': '1' });
        response.end();
      });
    });
    const server = await startProxied(route(upstream.url, POSTS));
    const body = '2\r\nab\r\n0\r\nAuthorization: Basic x\r\n\r\n';
    const framing = ['Transfer-Encoding: chunked', 'Trailer: Authorization', 'Connection: close'];
    const wire = upload(server, body, ...framing);
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 200 /u);
    expect(wire.received()).not.toMatch(/x-sum/iu);
    expect(trailers).toEqual({});
  });
});

describe('the open requests of one session', () => {
  it('are as many as the settings say', () => {
    expect(proxySettings.meta()?.description).toContain(`may have ${MAX_STREAMS} requests`);
  });

  it('are limited, and those of others go on', async () => {
    const answers: ServerResponse[] = [];
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      answers.push(response);
    });
    const server = await startProxied(route(upstream.url));
    const lines = [`Host: ${server.own['host']}`, `Cookie: ${server.cookie}`];
    const subscribe = (): Wire => open(server.port, head('GET /api/orders HTTP/1.1', ...lines));
    const wires = Array.from({ length: MAX_STREAMS }, subscribe);
    await Promise.all(wires.map((wire) => wire.until('text/event-stream')));
    const refused = await server.ask('/api/orders');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
    expect(refused.text).toContain('/problems/too-many-streams');
    // The server counts a request no more when it has let go of the upstream.
    const left = Promise.race(answers.map((answer) => once(answer, 'close')));
    wires[0]?.socket.destroy();
    await left;
    const again = subscribe();
    await again.until('\r\n\r\n');
    expect(again.received()).toMatch(/^HTTP\/1\.1 200 /u);
  });
});
