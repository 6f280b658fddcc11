import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import type { ClientRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ask, problemOf, responseTo, SECRET_KEY, start } from './support.ts';
import type { TestServer } from './support.ts';

/** Starts a request whose body is not sent yet: it stays in flight until `end`. */
async function beginRequest(server: TestServer): Promise<ClientRequest> {
  const { hostname, port } = new URL(server.url);
  const request = httpRequest({
    hostname,
    port,
    path: '/auth/web/logout',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': '2', expect: '100-continue' },
  });
  request.flushHeaders();
  await once(request, 'continue');
  return request;
}

describe('health', () => {
  it.each(['/health/live', '/health/ready'])('%s is ok while the server runs', async (path) => {
    const server = await start();
    const answer = await ask(server.url, path);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ status: 'ok' });
  });
});

describe('a shutdown', () => {
  it('answers what is in flight, refuses what is new, and takes no connections', async () => {
    const server = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { hostname, port } = new URL(server.url);
    const inFlight = await beginRequest(server);
    const warm = httpRequest({ hostname, port, path: '/health/ready', agent }).end();
    const ready = await responseTo(warm);
    await text(ready);
    expect(ready.statusCode).toBe(200);

    const refused = await beginRequest(server);
    const closed = server.close();
    refused.end('{}');
    inFlight.end('{}');
    const answer = await responseTo(inFlight);
    expect(answer.statusCode).toBe(403);
    expect(answer.headers.connection).toBe('close');
    await text(answer);
    await closed;
    await expect(ask(server.url, '/health/ready')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
  });

  it('cuts off what takes longer than the grace', async () => {
    const server = await start('[app]\nshutdown_grace = 100ms');
    const hanging = await beginRequest(server);
    const failed = once(hanging, 'error');
    await server.close();
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('the log', () => {
  it('has one record for each request, without its query, and the client', async () => {
    const server = await start();
    await ask(server.url, '/auth/web/callback?code=c0de&state=st4te', {
      headers: { cookie: 'session=c00kie' },
    });
    const log = server.log.join('');
    const record = server.log.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'request');
    expect(record).toMatchObject({
      method: 'GET',
      path: '/auth/web/callback',
      client: '127.0.0.1',
      level: 'info',
    });
    for (const secret of ['c0de', 'st4te', 'c00kie', SECRET_KEY]) expect(log).not.toContain(secret);
  });

  it.each([
    ['warn', 0],
    ['info', 1],
  ])('follows the level %s', async (level, expected) => {
    const server = await start(`[logging]\nlevel = ${level}`);
    await ask(server.url, '/health/live');
    expect(server.log.filter((line) => line.includes('/health/live'))).toHaveLength(expected);
  });

  it('is for people when the format is pretty', async () => {
    const server = await start('[logging]\nformat = pretty');
    expect(server.log.join('')).toMatch(/INFO: listening/u);
  });
});

describe('/.well-known/lockstep', () => {
  const PATH = '/.well-known/lockstep';

  it('is not there when it is off', async () => {
    const server = await start('[app]\nexpose_config = off');
    expect(problemOf(await ask(server.url, PATH)).type).toBe('/problems/not-found');
  });

  it('asks for a session by default', async () => {
    const server = await start();
    expect(problemOf(await ask(server.url, PATH)).type).toBe('/problems/authentication-required');
  });

  it('tells everybody the effective configuration when it is public, never a secret', async () => {
    const server = await start('[app]\nexpose_config = public');
    const answer = await ask(server.url, PATH);
    const body = JSON.parse(answer.text);
    expect(body.fingerprint).toBe(server.loaded.fingerprint);
    expect(body.settings).toContainEqual(
      expect.objectContaining({ key: 'app.expose_config', value: 'public', origin: 'app.ini:2:1' }),
    );
    expect(answer.text).not.toContain(SECRET_KEY);
  });
});

describe('the home page', () => {
  it('greets with the name, escaped', async () => {
    const server = await start('[app]\nname = "Tom & <Jerry>"');
    const { text: page, headers } = await ask(server.url, '/');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page).toContain('<h1>Tom &amp; &lt;Jerry&gt;</h1>');
  });

  it('needs no inline script or style', async () => {
    const server = await start();
    const { text: page } = await ask(server.url, '/');
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/iu);
    const paths = page.match(/(?<=(?:src|href)=")\/assets\/[^"]+/gu) ?? [];
    const answers = await Promise.all(paths.map(async (path) => ask(server.url, path)));
    expect(paths.toSorted()).toEqual([
      '/assets/lockstep.css',
      '/assets/lockstep.js',
      '/assets/lockstep.svg',
      '/assets/lockstep.svg',
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('links to the documentation where it is handed out', async () => {
    const on = await start('[docs]\npath = /manual');
    const off = await start('[docs]\nenabled = false');
    expect((await ask(on.url, '/')).text).toContain('href="/manual/"');
    expect((await ask(off.url, '/')).text).not.toContain('Documentation');
  });
});
