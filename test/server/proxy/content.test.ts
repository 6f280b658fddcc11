import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { raw } from '../http/raw.ts';
import { problemOf } from '../http/support.ts';
import { makeCertificates } from '../redis/certificates.ts';
import { head, route, startProxied, startUpstream } from './support.ts';
import type { Proxied } from './support.ts';

/** The bytes of the answer to a `GET`, on a connection of its own. */
async function answerTo(
  { port, own }: Proxied,
  method: string,
  ...fields: string[]
): Promise<Buffer> {
  const lines = [
    `Host: ${own['host']}`,
    `Cookie: ${own['cookie']}`,
    'Connection: close',
    ...fields,
  ];
  const text = await raw(port, head(`${method} /api/orders HTTP/1.1`, ...lines));
  return Buffer.from(text, 'latin1');
}

const bodyOf = (answer: Buffer): Buffer => answer.subarray(answer.indexOf('\r\n\r\n') + 4);

describe('the content of an answer', () => {
  it('goes through compressed as it is, for clients that can read it', async () => {
    const packed = gzipSync('{"orders": []}');
    const upstream = await startUpstream((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip');
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length })
        .end(packed);
    });
    const server = await startProxied(route(upstream.url));
    const answer = await answerTo(server, 'GET', 'Accept-Encoding: gzip');
    expect(answer.toString('latin1')).toMatch(/\r\ncontent-encoding: gzip\r\n/iu);
    expect(bodyOf(answer)).toEqual(packed);
    expect(gunzipSync(bodyOf(answer)).toString()).toBe('{"orders": []}');
  });

  it('is left out for HEAD, and its length is told', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-length': 1234, 'content-type': 'text/plain' }).end();
    });
    const server = await startProxied(route(upstream.url));
    const answer = await answerTo(server, 'HEAD');
    expect(answer.toString('latin1')).toMatch(/\r\ncontent-length: 1234\r\n/iu);
    expect(bodyOf(answer)).toHaveLength(0);
    expect(upstream.asked[0]?.method).toBe('HEAD');
  });

  it('is left out where the client has it already, or is a part of it', async () => {
    const upstream = await startUpstream((request, response) => {
      const { range, 'if-none-match': tag } = request.headers;
      if (tag !== undefined) response.writeHead(304, { etag: tag }).end();
      else response.writeHead(206, { 'content-range': `${range?.replace('=', ' ')}/9` }).end('abc');
    });
    const server = await startProxied(route(upstream.url));
    const known = await server.ask('/api/orders', { headers: { 'if-none-match': '"7"' } });
    expect([known.status, known.headers.etag, known.text]).toEqual([304, '"7"', '']);
    const part = await server.ask('/api/orders', { headers: { range: 'bytes=0-2' } });
    expect([part.status, part.headers['content-range'], part.text]).toEqual([
      206,
      'bytes 0-2/9',
      'abc',
    ]);
  });
});

describe('the certificate of an upstream', () => {
  it('is checked, whatever the environment says about certificates', async () => {
    const { authority, directives } = makeCertificates();
    const key = readFileSync(directives.find(([name]) => name === 'tls-key-file')?.[1] ?? '');
    const asked: unknown[] = [];
    const upstream = createServer({ key, cert: readFileSync(authority) }, (request, response) => {
      asked.push(request.url);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    onTestFinished(() => void upstream.close());
    const address = upstream.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await startProxied(route(`https://localhost:${port}`));
    const answer = await server.ask('/api/orders');
    expect(problemOf(answer)).toMatchObject({
      type: '/problems/upstream-unavailable',
      status: 502,
    });
    expect(asked).toEqual([]);
  });
});
