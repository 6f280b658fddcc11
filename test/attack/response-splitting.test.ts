import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { raw } from '../server/http/raw.ts';
import { head, route, startProxied, startUpstream } from '../server/proxy/support.ts';

/** Answers of an upstream that is broken or broken into. */
const ANSWERS: readonly (readonly [string, string])[] = [
  ['two kinds of length', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['two lengths', 'Content-Length: 2\r\nContent-Length: 200\r\n\r\nok'],
  ['a line that is folded', 'X: y\r\n Set-Cookie: session=evil\r\nContent-Length: 2\r\n\r\nok'],
  ['a bare carriage return', 'X: y\rSet-Cookie: session=evil\r\nContent-Length: 2\r\n\r\nok'],
  ['a NUL', 'X: y\u0000z\r\nContent-Length: 2\r\n\r\nok'],
];

describe('response splitting by an upstream', () => {
  it('gets nowhere: what cannot be read in one way is a 502', async () => {
    let answer = '';
    const sockets = new Set<Socket>();
    const upstream = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('data', () => socket.end(Buffer.from(answer, 'latin1')));
    });
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      upstream.close();
    });
    const address = upstream.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const server = await startProxied(route(`http://127.0.0.1:${port}`));
    const { host } = new URL(server.origin);
    const lines = [`Host: ${host}`, `Cookie: ${server.cookie}`, 'Connection: close'];
    for (const [name, rest] of ANSWERS) {
      answer = `HTTP/1.1 200 OK\r\n${rest}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`;
      const received = await raw(server.port, head('GET /api/orders HTTP/1.1', ...lines));
      expect([name, received.slice(0, 12)]).toEqual([name, 'HTTP/1.1 502']);
      expect(received).not.toMatch(/evil|set-cookie/iu);
    }
  });

  it('sets no cookies and no rules for the origin of this server', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, {
        'set-cookie': ['session=evil; Path=/', '__Host-session=evil'],
        'clear-site-data': '"*"',
        'access-control-allow-origin': '*',
        'content-security-policy': "script-src 'unsafe-inline'",
        'service-worker-allowed': '/',
        'strict-transport-security': 'max-age=0',
        connection: 'close, x-hop',
        'x-hop': '1',
      });
      response.end('<script>alert(1)</script>');
    });
    const server = await startProxied(route(upstream.url));
    const { headers } = await server.ask('/api/orders');
    const forbidden = ['set-cookie', 'clear-site-data', 'access-control-allow-origin', 'x-hop'];
    expect(forbidden.filter((name) => name in headers)).toEqual([]);
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['service-worker-allowed']).toBeUndefined();
  });
});
