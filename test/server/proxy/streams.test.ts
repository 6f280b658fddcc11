import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SWEEP_INTERVAL } from '../../../server/src/proxy/open-streams.ts';
import { signOut } from '../bff/support/browser.ts';
import { onUpstreamAnswer } from './upstream-answers.ts';
import { head, open, route, startProxied, startUpstream } from './support.ts';
import type { Proxied, Upstream, Wire } from './support.ts';
import { SESSION_STORE } from '../../../server/src/session/session.store.ts';
import type { SessionStore } from '../../../server/src/session/session.store.ts';

interface Events {
  readonly upstream: Upstream;
  readonly server: Proxied;
  /** The open answers of the upstream. */
  readonly answers: readonly ServerResponse[];
}

async function startEvents(settings: Readonly<Record<string, unknown>> = {}): Promise<Events> {
  const answers: ServerResponse[] = [];
  const upstream = await startUpstream((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    answers.push(response);
  });
  const server = await startProxied({ ...route(upstream.url), ...settings });
  return { upstream, server, answers };
}

function subscribe({ port, own }: Proxied): Wire {
  const lines = [`Host: ${own['host']}`, `Cookie: ${own['cookie']}`];
  return open(port, head('GET /api/orders HTTP/1.1', ...lines));
}

afterEach(() => void vi.useRealTimers());

describe('an event stream', () => {
  it('opens at once, brings every event as it comes, and may be silent', async () => {
    const { server, answers } = await startEvents({ 'proxy.routes.main.timeout': '25s' });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const wire = subscribe(server);
    await wire.until('\r\n\r\n');
    expect(wire.received()).toContain('content-type: text/event-stream');
    answers[0]?.write('data: one\n\n');
    await wire.until('data: one');
    vi.advanceTimersByTime(60_000);
    answers[0]?.write('data: two\n\n');
    await wire.until('data: two');
  });

  it('ends with the session, at once, when somebody signs out', async () => {
    const { server, answers } = await startEvents();
    const wires = [subscribe(server), subscribe(server)];
    await Promise.all(wires.map((wire) => wire.until('\r\n\r\n')));
    const closed = wires.map(({ socket }) => once(socket, 'close'));
    const upstreamClosed = answers.map((answer) => once(answer, 'close'));
    expect((await signOut(server.browser, server.origin)).status).toBeLessThan(300);
    await Promise.all([...closed, ...upstreamClosed]);
    expect(server.log()).toContain('"event":"stream_closed"');
  });

  it('of somebody else goes on', async () => {
    const { server, answers } = await startEvents();
    const wire = subscribe(server);
    await wire.until('\r\n\r\n');
    const store = server.running.app.get<SessionStore>(SESSION_STORE, { strict: false });
    await store.revokeUser({ iss: server.provider.issuer, sub: 'bob' });
    answers[0]?.write('data: still here\n\n');
    await wire.until('still here');
    expect(wire.socket.destroyed).toBe(false);
  });

  it('ends when the session expires, with the next look at the store', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { server, answers } = await startEvents();
    const wire = subscribe(server);
    await wire.until('\r\n\r\n');
    vi.advanceTimersByTime(SWEEP_INTERVAL);
    answers[0]?.write('data: alive\n\n');
    await wire.until('alive');
    server.clock.advance(server.running.settings.security.session.idle_timeout);
    const closed = once(wire.socket, 'close');
    vi.advanceTimersByTime(SWEEP_INTERVAL);
    await expect(closed).resolves.toBeDefined();
  });

  it('does not keep the server from closing', async () => {
    const { server } = await startEvents({ 'app.shutdown_grace': 60 });
    const wire = subscribe(server);
    await wire.until('\r\n\r\n');
    const closed = once(wire.socket, 'close');
    await server.running.close();
    await expect(closed).resolves.toBeDefined();
  });
});

describe('a session that ends while its request waits', () => {
  it('gets 401, and the upstream sees it leave', async () => {
    let left: Promise<unknown> | undefined;
    const upstream = await startUpstream((_request, response) => {
      left = once(response, 'close');
    });
    const arrived = once(upstream.server, 'request');
    const server = await startProxied(route(upstream.url));
    const answer = server.ask('/api/orders');
    await arrived;
    await signOut(server.browser, server.origin);
    expect((await answer).status).toBe(401);
    await left;
  });
});

describe('a request that is under way when the server closes', () => {
  it('is answered', async () => {
    const answers: ServerResponse[] = [];
    const upstream = await startUpstream((_request, response) => void answers.push(response));
    const server = await startProxied({ ...route(upstream.url), 'app.shutdown_grace': 60 });
    const arrived = once(upstream.server, 'request');
    const answer = server.ask('/api/orders', { headers: { connection: 'close' } });
    await arrived;
    const closed = server.running.close();
    setTimeout(() => answers[0]?.end('late'), 100);
    expect((await answer).text).toBe('late');
    await closed;
  });
});

/** Resolves when something has stayed the same for many turns of the event loop. */
async function untilStill(count: () => number): Promise<void> {
  let before: number | undefined;
  while (before !== count()) {
    before = count();
    for (let turn = 0; turn < 500; turn += 1) await setImmediate();
  }
}

describe('a large answer', () => {
  it('waits for a client that reads slowly, without being kept here', async () => {
    const size = 64 * 1024 * 1024;
    let sent = 0;
    const upstream = await startUpstream((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (sent < size) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const server = await startProxied(route(upstream.url, { timeout: '25s' }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let pauses = 0;
    onUpstreamAnswer('/orders', (answer) =>
      answer.on('pause', () => {
        pauses += 1;
        vi.advanceTimersByTime(60_000);
      }),
    );
    const lines = [`Host: ${server.own['host']}`, `Cookie: ${server.cookie}`, 'Connection: close'];
    const wire = open(server.port, '');
    wire.socket.removeAllListeners('data').pause();
    wire.socket.write(head('GET /api/orders HTTP/1.1', ...lines));
    await untilStill(() => sent);
    expect(pauses).toBeGreaterThan(0);
    expect(sent).toBeLessThan(size / 2);
    let received = 0;
    wire.socket.on('data', (chunk: Buffer) => (received += chunk.length)).resume();
    await once(wire.socket, 'close');
    expect(received).toBeGreaterThan(size);
  });
});
