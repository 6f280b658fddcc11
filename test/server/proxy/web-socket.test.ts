import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLOSING_GRACE } from '../../../server/src/proxy/closing-grace.ts';
import { signOut } from '../bff/support/browser.ts';
import { AUTHORIZATION, head, open, route, startProxied, startUpstream } from './support.ts';
import type { Proxied, Upstream, Wire } from './support.ts';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const ACCEPT = createHash('sha1')
  .update(KEY + GUID)
  .digest('base64');

interface Sockets {
  readonly upstream: Upstream;
  readonly server: Proxied;
  /** Handshakes that the upstream saw. */
  readonly handshakes: readonly IncomingMessage[];
  readonly sockets: readonly Duplex[];
}

/** An upstream that accepts every WebSocket and sends back what it gets. */
async function startSockets(settings: Readonly<Record<string, unknown>> = {}): Promise<Sockets> {
  const upstream = await startUpstream();
  const handshakes: IncomingMessage[] = [];
  const sockets: Duplex[] = [];
  upstream.server.on('upgrade', (request: IncomingMessage, socket: Duplex, rest: Buffer) => {
    handshakes.push(request);
    sockets.push(socket);
    const accept = `Sec-WebSocket-Accept: ${ACCEPT}`;
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.write(head(...lines, accept, 'Set-Cookie: evil=1', 'Sec-WebSocket-Protocol: chat'));
    socket.write('hello;');
    socket.write(rest);
    socket.pipe(socket);
  });
  return {
    upstream,
    server: await startProxied({ ...route(upstream.url), ...settings }),
    handshakes,
    sockets,
  };
}

function handshake(
  { origin, own, port }: Proxied,
  changes: Readonly<Record<string, string | undefined>> = {},
  rest = '',
): Wire {
  const headers = {
    Host: own['host'],
    Cookie: own['cookie'],
    Origin: origin,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': KEY,
    'Sec-WebSocket-Protocol': 'chat',
    ...changes,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return open(port, head('GET /api/orders/live?room=1 HTTP/1.1', ...lines) + rest);
}

describe('a WebSocket', () => {
  it('is opened with the access token, and bytes go both ways as they are', async () => {
    const { server, handshakes } = await startSockets();
    const wire = handshake(server, {}, '\x81\x02ab');
    await wire.until('hello;\x81\x02ab');
    wire.socket.write(Buffer.from([0x82, 3, 0, 0xff, 0x80]));
    await wire.until('\x82\x03\x00\xff\x80');
    const [answer] = wire.received().split('\r\n\r\n');
    expect(answer?.split('\r\n')).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'connection: Upgrade',
      'upgrade: websocket',
      `sec-websocket-accept: ${ACCEPT}`,
      'sec-websocket-protocol: chat',
    ]);
    expect(handshakes[0]?.url).toBe('/orders/live?room=1');
    expect(handshakes[0]?.headers).toMatchObject({
      authorization: AUTHORIZATION,
      'sec-websocket-key': KEY,
      'sec-websocket-version': '13',
    });
    expect(handshakes[0]?.headers).not.toHaveProperty('cookie');
  });

  it.each([
    ['no session', { Cookie: undefined }, 401, 'authentication-required'],
    ['another origin', { Origin: 'https://evil.example' }, 403, 'origin-mismatch'],
    ['the origin null', { Origin: 'null' }, 403, 'origin-mismatch'],
    ['no origin', { Origin: undefined }, 403, 'origin-mismatch'],
    ['a referer alone', { Origin: undefined, Referer: 'OWN/' }, 403, 'origin-mismatch'],
    ['a sibling site', { 'Sec-Fetch-Site': 'same-site' }, 403, 'origin-mismatch'],
    ['another host', { Host: 'evil.example' }, 421, 'unknown-host'],
    ['a body', { 'Content-Length': '4' }, 400, 'bad-request'],
  ])('with %s is refused, and the connection is closed', async (_name, changes, status, type) => {
    const { server, handshakes, upstream } = await startSockets();
    const own = Object.fromEntries(
      Object.entries(changes).map(([name, value]) => [name, value?.replace('OWN', server.origin)]),
    );
    const wire = handshake(server, own, 'abcd');
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
    expect(wire.received()).toContain(`"/problems/${type}"`);
    expect([handshakes, upstream.asked]).toEqual([[], []]);
  });

  it('that the upstream refuses gets the answer of the upstream', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(426, { 'set-cookie': 'evil=1' }).end('too old');
    });
    const server = await startProxied(route(upstream.url));
    const wire = handshake(server);
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 426 /u);
    expect(wire.received()).toContain('too old');
    expect(wire.received()).not.toContain('evil');
  });

  it('is closed on both sides when the session ends', async () => {
    const { server, sockets } = await startSockets();
    const wire = handshake(server);
    await wire.until('hello;');
    const closed = [once(wire.socket, 'close'), ...sockets.map((socket) => once(socket, 'close'))];
    await signOut(server.browser, server.origin);
    await expect(Promise.all(closed)).resolves.toHaveLength(2);
  });

  it('is closed on the other side when one side goes', async () => {
    const { server, sockets } = await startSockets();
    const [leaving, left] = [handshake(server), handshake(server)];
    await Promise.all([leaving.until('hello;'), left.until('hello;')]);
    const upstreamClosed = Promise.race(sockets.map((socket) => once(socket, 'close')));
    leaving.socket.destroy();
    await upstreamClosed;
    const closed = once(left.socket, 'close');
    for (const socket of sockets) if (!socket.destroyed) socket.end('bye;');
    await closed;
    expect(left.received()).toMatch(/bye;$/u);
  });

  it('does not keep the server from closing', async () => {
    const { server } = await startSockets({ 'app.shutdown_grace': 60 });
    const wire = handshake(server);
    await wire.until('hello;');
    const closed = once(wire.socket, 'close');
    await server.running.close();
    await expect(closed).resolves.toBeDefined();
  });
});

describe('a request to change the protocol', () => {
  it('is answered as if it had not asked where nothing changes protocols', async () => {
    const { server } = await startSockets();
    const lines = [`Host: ${server.own['host']}`, 'Connection: Upgrade', 'Upgrade: h2c'];
    const wire = open(server.port, head('GET /health/live HTTP/1.1', ...lines));
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 200 /u);
    expect(wire.received()).toMatch(/\r\nconnection: close\r\n/iu);
  });

  it('while an answer is still under way ends the connection, not the server', async () => {
    const { server } = await startSockets();
    const slow = await startUpstream(() => {});
    const both = await startProxied({
      ...route(slow.url),
      'proxy.routes.other': { path: '/other', upstream: server.origin },
    });
    const common = [`Host: ${both.own['host']}`, `Cookie: ${both.cookie}`];
    const first = head('GET /api/orders HTTP/1.1', ...common);
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', `Sec-WebSocket-Key: ${KEY}`];
    const second = head('GET /api/other HTTP/1.1', ...common, ...upgrade);
    const wire = open(both.port, first + second);
    await once(wire.socket, 'close');
    expect((await both.browser.me(both.origin)).authenticated).toBe(true);
  });
});

/** Sends a handshake that has no session, and gives both ends of its connection once the answer is there. */
async function refused(): Promise<{ readonly wire: Wire; readonly near: Socket }> {
  const { server } = await startSockets();
  const connected = once(server.running.app.getHttpServer(), 'connection');
  const wire = handshake(server, { Cookie: undefined });
  wire.socket.allowHalfOpen = true;
  const [near]: Socket[] = await connected;
  if (near === undefined) throw new Error('There is no connection');
  await wire.until('"status":401');
  return { wire, near };
}

describe('a handshake that is refused', () => {
  afterEach(() => void vi.useRealTimers());

  it('leaves no connection behind when the client goes', async () => {
    const { wire, near } = await refused();
    const closed = once(near, 'close');
    wire.socket.end('what nobody reads');
    await expect(closed).resolves.toBeDefined();
  });

  it('leaves none behind when the client stays, either', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { near } = await refused();
    const closed = once(near, 'close');
    vi.advanceTimersByTime(CLOSING_GRACE);
    await expect(closed).resolves.toBeDefined();
  });
});

describe('a shutdown', () => {
  it('does not wait for handshakes beyond its grace', async () => {
    const upstream = await startUpstream();
    const arrived = new Promise((resolve) => upstream.server.once('upgrade', resolve));
    const server = await startProxied(route(upstream.url, { timeout: '1h' }));
    const wire = handshake(server);
    await arrived;
    const closed = once(wire.socket, 'close');
    await server.running.close();
    await expect(closed).resolves.toBeDefined();
  });
});
