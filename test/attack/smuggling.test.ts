import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { raw } from '../server/http/raw.ts';
import { start } from '../server/http/support.ts';
import { head, open, route, startProxied, startUpstream } from '../server/proxy/support.ts';
import type { Proxied, Upstream } from '../server/proxy/support.ts';

/** What the attacker hides behind a request: it must never be answered as a request of its own. */
const HIDDEN = 'GET /api/orders/hidden HTTP/1.1\r\nHost: x\r\nX-Hidden: 1\r\n\r\n';

interface Framing {
  readonly name: string;
  readonly lines: readonly string[];
  readonly body: string;
}

/** Requests whose end two programs on the way could see in different places. */
const FRAMINGS: readonly Framing[] = [
  {
    name: 'CL.TE',
    lines: [`Content-Length: ${5 + HIDDEN.length}`, 'Transfer-Encoding: chunked'],
    body: '0\r\n\r\n',
  },
  {
    name: 'TE.CL',
    lines: ['Transfer-Encoding: chunked', 'Content-Length: 4'],
    body: `${HIDDEN.length.toString(16)}\r\n`,
  },
  {
    name: 'TE.TE',
    lines: ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
    body: '0\r\n\r\n',
  },
  {
    name: 'two lengths',
    lines: ['Content-Length: 0', `Content-Length: ${HIDDEN.length}`],
    body: '',
  },
  { name: 'a list of lengths', lines: [`Content-Length: 0, ${HIDDEN.length}`], body: '' },
  { name: 'a length with a sign', lines: ['Content-Length: +0'], body: '' },
  { name: 'a length in hexadecimal', lines: ['Content-Length: 0x0'], body: '' },
  { name: 'a negative length', lines: ['Content-Length: -1'], body: '' },
  { name: 'a coding with a tab', lines: ['Transfer-Encoding:\tchunked\u000B'], body: '0\r\n\r\n' },
  { name: 'a coding in quotes', lines: ['Transfer-Encoding: "chunked"'], body: '0\r\n\r\n' },
  { name: 'a space in the name', lines: ['Transfer-Encoding : chunked'], body: '0\r\n\r\n' },
  { name: 'a folded line', lines: ['X: y', ' Transfer-Encoding: chunked'], body: '0\r\n\r\n' },
  { name: 'a bare line feed', lines: ['X: y\nTransfer-Encoding: chunked'], body: '0\r\n\r\n' },
  {
    name: 'a bare carriage return',
    lines: ['X: y\rTransfer-Encoding: chunked'],
    body: '0\r\n\r\n',
  },
  { name: 'a NUL in a value', lines: ['X: y\u0000z'], body: '' },
  {
    name: 'a chunk size in hexadecimal',
    lines: ['Transfer-Encoding: chunked'],
    body: '0x0\r\n\r\n',
  },
  {
    name: 'a chunk size too large',
    lines: ['Transfer-Encoding: chunked'],
    body: `${'f'.repeat(17)}\r\n`,
  },
  {
    name: 'a chunk that does not end',
    lines: ['Transfer-Encoding: chunked'],
    body: '1\r\nab\r\n0\r\n\r\n',
  },
];

const linesOf = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** An API that answers with the path that it was asked for, once it has read the body. */
function echo(request: IncomingMessage, response: ServerResponse): void {
  request.resume().once('end', () => response.end(`path ${request.url}`));
}

async function startPair(
  methods = ['GET', 'POST'],
): Promise<{ upstream: Upstream; server: Proxied }> {
  const upstream = await startUpstream(echo);
  return { upstream, server: await startProxied(route(upstream.url, { methods })) };
}

describe('request smuggling through the server itself', () => {
  it('answers what is hidden by nothing, and closes the connection', async () => {
    const server = await start();
    const { host } = new URL(server.url);
    for (const { name, lines, body } of FRAMINGS) {
      const request = head('POST /auth/web/logout HTTP/1.1', `Host: ${host}`, ...lines) + body;
      const answer = await raw(server.port, Buffer.from(request + HIDDEN, 'latin1'));
      const [last = ''] = answer.split(/(?=HTTP\/1\.1 \d{3} )/u).slice(-1);
      expect([name, last.slice(0, 12)]).toEqual([name, 'HTTP/1.1 400']);
      expect(last).toContain('\r\nconnection: close\r\n');
    }
    expect(server.log.join('')).not.toContain('hidden');
  });
});

describe('request smuggling through the proxy', () => {
  it('hides no second request from the upstream, and nobody gets the answer of somebody else', async () => {
    const { upstream, server } = await startPair();
    for (const { name, lines, body } of FRAMINGS) {
      const request = head('POST /api/orders/own HTTP/1.1', ...linesOf(server.own), ...lines);
      const wire = open(server.port, request + body + HIDDEN);
      await once(wire.socket, 'close');
      expect([name, wire.received().slice(0, 12)]).toEqual([name, 'HTTP/1.1 400']);
      const next = await server.ask('/api/orders/next');
      expect([name, next.text]).toEqual([name, 'path /orders/next']);
    }
    const strange = upstream.asked.filter(({ headers }) => 'x-hidden' in headers);
    expect(strange).toEqual([]);
  });

  it('hides none in the body of a GET or of an upgrade', async () => {
    const { upstream, server } = await startPair();
    const length = `Content-Length: ${HIDDEN.length}`;
    const upgrade = ['Connection: Upgrade, close', 'Upgrade: websocket'];
    const chunked = 'Transfer-Encoding: chunked';
    for (const [method, ...lines] of [
      ['GET', length],
      ['GET', ...upgrade, length],
      ['GET', ...upgrade, chunked],
      ['POST', ...upgrade, length],
      ['POST', ...upgrade, chunked],
    ]) {
      const all = [...linesOf(server.own), ...lines];
      const wire = open(server.port, head(`${method} /api/orders HTTP/1.1`, ...all) + HIDDEN);
      await wire.until('\r\n\r\n');
      expect([method, lines, wire.received().slice(0, 12)]).toEqual([
        method,
        lines,
        'HTTP/1.1 400',
      ]);
      wire.socket.destroy();
    }
    expect(upstream.asked).toEqual([]);
  });

  it('hides none in a chunked body, whatever the method', async () => {
    const methods = ['POST', 'PUT', 'PATCH', 'DELETE'];
    const { upstream, server } = await startPair(['GET', ...methods]);
    for (const method of methods) {
      const own = [...linesOf(server.own), 'Transfer-Encoding: chunked', 'Connection: close'];
      const chunks = `${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`;
      const wire = open(server.port, head(`${method} /api/orders/own HTTP/1.1`, ...own) + chunks);
      await once(wire.socket, 'close');
      expect([method, wire.received().slice(0, 12)]).toEqual([method, 'HTTP/1.1 200']);
      const next = await server.ask('/api/orders/next');
      expect([method, next.text]).toEqual([method, 'path /orders/next']);
    }
    expect(upstream.asked.filter(({ headers }) => 'x-hidden' in headers)).toEqual([]);
  });

  it('does not change the protocol to one in which requests look different (h2c)', async () => {
    const { upstream, server } = await startPair();
    const lines = [
      `Host: ${server.own['host']}`,
      `Cookie: ${server.cookie}`,
      'Connection: Upgrade, HTTP2-Settings',
      'Upgrade: h2c',
      'HTTP2-Settings: AAMAAABkAAQAAP__',
    ];
    const wire = open(server.port, head('GET /api/orders HTTP/1.1', ...lines));
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 200 /u);
    const [asked] = upstream.asked;
    expect(asked?.headers).not.toHaveProperty('upgrade');
    expect(asked?.headers).not.toHaveProperty('http2-settings');
  });

  it('lets no client say who it is, where it comes from, or what is meant instead', async () => {
    const { upstream, server } = await startPair();
    const claims = {
      authorization: 'Bearer forged',
      cookie2: 'x=1',
      forwarded: 'for=1.2.3.4;host=evil.example',
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-user': 'root',
      'x-real-ip': '1.2.3.4',
      'x-remote-user': 'root',
      'x-user': 'root',
      'x-original-url': '/admin',
      'x-rewrite-url': '/admin',
      'x-http-method-override': 'DELETE',
      'x-client-cert': 'root',
      'x-forwarded': 'for=1.2.3.4',
      'x-authenticated-userid': 'root',
      'x-amzn-oidc-identity': 'root',
      'x-consumer-username': 'root',
      'x-goog-authenticated-user-email': 'root',
      'x-goog-iap-jwt-assertion': 'root',
      'x-ms-client-principal': 'root',
      'x-pomerium-claim-email': 'root',
      'x-webauth-user': 'root',
      'x-envoy-external-address': '1.2.3.4',
      'x-cluster-client-ip': '1.2.3.4',
      'x-host': 'evil.example',
      'cf-connecting-ip': '1.2.3.4',
      'fastly-client-ip': '1.2.3.4',
      'tailscale-user-login': 'root',
      x_forwarded_user: 'root',
      content_length: '5',
      connection: 'keep-alive, authorization, x-forwarded-for, host',
      'keep-alive': 'timeout=9',
      'proxy-authorization': 'Basic x',
      te: 'trailers',
    };
    const answer = await server.ask('/api/orders', { headers: claims });
    expect(answer.text).toBe('path /orders');
    const seen = upstream.asked[0]?.headers ?? {};
    expect(seen).toMatchObject({
      authorization: expect.stringMatching(/^Bearer access-token-/u),
      host: new URL(upstream.url).host,
      'x-forwarded-for': '127.0.0.1',
    });
    expect(JSON.stringify(seen)).not.toMatch(
      /forged|evil|root|admin|1\.2\.3\.4|DELETE|proxy-auth|session=/u,
    );
    expect(Object.keys(seen).filter((name) => name.includes('_'))).toEqual([]);
  });

  it('reads a path in one way alone: what could be another one is refused', async () => {
    const { upstream, server } = await startPair();
    const paths = [
      '/api/orders/../admin',
      '/api/orders/%2e%2e/admin',
      '/api/orders/%2e%2e%2fadmin',
      '/api/orders/..%2fadmin',
      '/api/orders/..;/admin',
      '/api/orders/..%5cadmin',
      '/api/orders/%252e%252e%252fadmin',
      '/api/orders//admin',
      '/api//orders',
      '//api/orders',
      '/api/orders/./x',
      '/api/orders/x%00',
      '/api/orders/x%0d%0aX-Hidden:%201',
      '/api/orders/%c0%ae%c0%ae/admin',
      '/api/orders/%ef%bc%8e%ef%bc%8e/admin',
      '/api/orders%2fx',
      '/api/orders/x#y',
      String.raw`/api/orders/..\admin`,
      '/API/orders',
      '/api/ordersx',
      '/%61pi/orders',
      '/api/%6frders',
    ];
    const lines = [`Host: ${server.own['host']}`, `Cookie: ${server.cookie}`, 'Connection: close'];
    for (const path of paths) {
      const answer = await raw(server.port, head(`GET ${path} HTTP/1.1`, ...lines));
      expect([path, /^HTTP\/1\.1 40[04] /u.test(answer)]).toEqual([path, true]);
    }
    expect(upstream.asked).toEqual([]);
  });

  it('answers for its own host alone, in the target as in the header', async () => {
    const { upstream, server } = await startPair();
    const own = `Host: ${server.own['host']}`;
    const cookie = `Cookie: ${server.cookie}`;
    const send = (target: string, ...hosts: readonly string[]): Promise<string> =>
      raw(server.port, head(`GET ${target} HTTP/1.1`, ...hosts, cookie, 'Connection: close'));
    expect(await send('http://evil.example/api/orders', own)).toMatch(/^HTTP\/1\.1 421 /u);
    expect(await send('/api/orders', 'Host: evil.example')).toMatch(/^HTTP\/1\.1 421 /u);
    expect(await send('/api/orders', own, 'Host: evil.example')).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await send('/api/orders')).toMatch(/^HTTP\/1\.1 400 /u);
    expect(await send('http://a@127.0.0.1/api/orders', own)).toMatch(/^HTTP\/1\.1 421 /u);
    expect(upstream.asked).toEqual([]);
    expect(await send(`${server.origin}/api/orders`, own)).toMatch(/^HTTP\/1\.1 200 /u);
  });
});
