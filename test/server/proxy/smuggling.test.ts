import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { head, open, route, startProxied, startUpstream } from './support.ts';

const SMUGGLED = 'GET /orders/smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

/** Heads of requests whose end two programs could see in different places, each with a second one hidden behind it. */
const AMBIGUOUS: readonly (readonly [string, readonly string[], string])[] = [
  ['two kinds of length', ['Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['two lengths', ['Content-Length: 0', 'Content-Length: 44'], ''],
  ['a list of lengths', ['Content-Length: 0, 44'], ''],
  ['a signed length', ['Content-Length: +0'], ''],
  ['an unknown coding', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
  ['chunked before another coding', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
  ['a space before the colon', ['Transfer-Encoding : chunked'], '0\r\n\r\n'],
  ['a folded line', ['X: y', ' Transfer-Encoding: chunked'], '0\r\n\r\n'],
  ['a bare line feed', ['X: y\nTransfer-Encoding: chunked'], '0\r\n\r\n'],
  ['a chunk size that is none', ['Transfer-Encoding: chunked'], '0x0\r\n\r\n'],
];

describe('a request that could hide another one', () => {
  it.each(AMBIGUOUS)('by %s never reaches the upstream as two', async (_name, lines, body) => {
    const upstream = await startUpstream((request, response) => {
      request.resume().once('end', () => response.end('ok'));
    });
    const server = await startProxied(route(upstream.url, { methods: ['GET', 'POST'] }));
    const own = Object.entries(server.own).map(([name, value]) => `${name}: ${value}`);
    const wire = open(server.port, head('POST /api/orders HTTP/1.1', ...own, ...lines) + body);
    wire.socket.write(SMUGGLED);
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 400 /u);
    expect(upstream.asked.filter(({ target }) => target.includes('smuggled'))).toEqual([]);
  });

  it('by a body of a GET is refused', async () => {
    const upstream = await startUpstream();
    const server = await startProxied(route(upstream.url));
    const lines = [`Host: ${server.own['host']}`, `Cookie: ${server.cookie}`, 'Connection: close'];
    const length = `Content-Length: ${SMUGGLED.length}`;
    const wire = open(server.port, head('GET /api/orders HTTP/1.1', ...lines, length) + SMUGGLED);
    await once(wire.socket, 'close');
    expect(wire.received()).toMatch(/^HTTP\/1\.1 400 /u);
    expect(upstream.asked).toEqual([]);
  });

  it('by naming the length in Connection keeps its length', async () => {
    const upstream = await startUpstream((request, response) => {
      request.resume().once('end', () => response.end('ok'));
    });
    const server = await startProxied(route(upstream.url, { methods: ['POST'] }));
    const headers = {
      ...server.own,
      connection: 'content-length, authorization, host, x-forwarded-for',
      'content-length': String(SMUGGLED.length),
    };
    const answer = await server.ask('/api/orders', { method: 'POST', headers, body: SMUGGLED });
    expect(answer.text).toBe('ok');
    const [asked, ...more] = upstream.asked;
    expect(more).toEqual([]);
    expect(asked?.headers).toMatchObject({
      'content-length': String(SMUGGLED.length),
      authorization: expect.stringMatching(/^Bearer /u),
      host: new URL(upstream.url).host,
      'x-forwarded-for': '127.0.0.1',
    });
  });
});
