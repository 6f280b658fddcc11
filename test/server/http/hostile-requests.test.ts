import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { REQUEST_TIMEOUT } from '../../../server/src/http/body-deadline.ts';
import { raw } from './raw.ts';
import { ask, start } from './support.ts';
import type { TestServer } from './support.ts';

/** Status line and body of the answer to a request whose lines are sent as they are. */
async function send(server: TestServer, ...lines: readonly string[]): Promise<string> {
  const text = [...lines, 'Connection: close', '', ''].join('\r\n');
  return raw(server.port, Buffer.from(text, 'latin1'));
}

const hostOf = (server: TestServer): string => `Host: ${new URL(server.url).host}`;

describe('the host of a request', () => {
  it('in the target goes before the header', async () => {
    const server = await start();
    const own = `GET ${server.url}/health/live HTTP/1.1`;
    expect(await send(server, own, hostOf(server))).toMatch(/^HTTP\/1\.1 200 /u);
    for (const target of ['http://evil.example/', 'HTTPS://evil.example', 'http://a@127.0.0.1/']) {
      const answer = await send(server, `GET ${target} HTTP/1.1`, hostOf(server));
      expect(answer, target).toMatch(/^HTTP\/1\.1 421 /u);
      expect(answer).toContain('"type":"/problems/unknown-host"');
    }
  });

  it.each([
    ['missing', () => []],
    ['given twice', (own: string) => [own, own]],
    ['given twice, foreign second', (own: string) => [own, 'HOST: evil.example']],
  ])('%s is a malformed request', async (_name, lines) => {
    const server = await start();
    const answer = await send(server, 'GET / HTTP/1.1', ...lines(hostOf(server)));
    expect(answer).toMatch(/^HTTP\/1\.1 400 /u);
    expect(answer).toContain('content-security-policy: ');
    expect(answer).toContain('"type":"/problems/bad-request"');
  });

  it.each(['2130706433', '0x7f.1', '127.1', '127.0.0.1.'])(
    'is compared as it is written: %s is not 127.0.0.1',
    async (name) => {
      const server = await start();
      const headers = { host: `${name}:${server.port}` };
      expect((await ask(server.url, '/', { headers })).status).toBe(421);
    },
  );
});

describe('a request', () => {
  it('may not take for ever to arrive', async () => {
    const server = await start();
    const { headersTimeout } = server.app.getHttpServer();
    expect(headersTimeout).toBe(REQUEST_TIMEOUT);
  });

  it.each([
    ['stops', 'POST /auth/web/logout HTTP/1.1', 'Content-Length: 5'],
    ['stops, in chunks', 'POST /auth/web/logout HTTP/1.1', 'Transfer-Encoding: chunked'],
    ['nobody wants', 'POST /nowhere HTTP/1.1', 'Content-Length: 5'],
    ['is for another host', 'POST http://evil.example/ HTTP/1.1', 'Content-Length: 5'],
  ])('whose body %s ends its connection in time', async (_name, target, length) => {
    const server = await start();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const arrived = once(server.app.getHttpServer(), 'request');
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const lines = [target, hostOf(server), type, length, '', ''];
    const socket = connect(server.port, '127.0.0.1');
    socket.resume().on('error', () => socket.destroy());
    const closed = once(socket, 'close');
    socket.write(lines.join('\r\n'));
    await arrived;
    vi.advanceTimersByTime(REQUEST_TIMEOUT);
    await expect(closed).resolves.toBeDefined();
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    'with %s is refused where only GET is answered, whatever its headers say',
    async (method) => {
      const server = await start();
      const headers = { 'x-http-method-override': 'GET', 'content-length': '0' };
      for (const path of ['/', '/auth/web/me', '/favicon.ico', '/problems/x']) {
        const answer = await ask(server.url, path, { method, headers });
        expect([path, answer.status, answer.headers.allow]).toEqual([path, 405, 'GET, HEAD']);
      }
    },
  );

  it.each(['/%zz', '/assets/%00', '/assets/..%2fpackage.json', '/assets/__proto__', '/%ff', '//'])(
    'for %s is the mistake of the client',
    async (path) => {
      const server = await start();
      const { status } = await ask(server.url, path);
      expect([400, 404]).toContain(status);
    },
  );
});

describe('an answer that Node.js or the router would give by itself', () => {
  it.each([
    ['to an expectation that nobody knows', 'GET / HTTP/1.1', 'Expect: a miracle', 200],
    ['to a target that is no path', 'GET * HTTP/1.1', 'Accept: */*', 404],
    ['to such a target with a query', 'GET *?a=b HTTP/1.1', 'Accept: */*', 404],
    ['to a question about the whole server', 'OPTIONS * HTTP/1.1', 'Accept: */*', 404],
  ])('%s is one of ours, and is logged', async (_what, request, header, status) => {
    const server = await start();
    const answer = await send(server, request, hostOf(server), header);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `, 'u'));
    expect(answer).toContain('content-security-policy: ');
    expect(server.log.filter((line) => line.includes('"msg":"request"'))).toHaveLength(1);
    const foreign = await send(server, request, 'Host: evil.example', header);
    expect(foreign).toMatch(/^HTTP\/1\.1 421 /u);
  });
});

describe('what a client sends', () => {
  const proxied = '[app]\ntrusted_proxies[] = 127.0.0.0/8';

  it.each(['json', 'pretty'])('neither forges nor colours a line of the %s log', async (format) => {
    const server = await start(`${proxied}\n[logging]\nformat = ${format}`);
    const forwarded = 'X-Forwarded-For: \x9b31mred\xad\x85{"level":"fatal"}';
    const answer = await send(server, 'GET /log HTTP/1.1', hostOf(server), forwarded);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /u);
    const log = server.log.join('');
    expect(log).toContain(String.raw`\u009b31mred\u00ad\u0085`);
    expect(log).not.toMatch(/[\u007f-\u009f\u00ad]/u);
  });
});
