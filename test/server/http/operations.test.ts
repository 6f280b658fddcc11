import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { ClientRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startServer } from '@lockstep/server';
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
  it('lets what is in flight finish and takes no connections', async () => {
    const server = await start();
    const inFlight = await beginRequest(server);
    const closed = server.close();
    inFlight.end('{}');
    const answer = await responseTo(inFlight);
    expect(answer.statusCode).toBe(403);
    expect(answer.headers.connection).toBe('close');
    await text(answer);
    await closed;
    await expect(ask(server.url, '/health/live')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each([
    ['/health/ready', 503],
    ['/', 503],
    ['/health/live', 200],
  ])('answers %s with %i on a connection that is still open', async (path, expected) => {
    const server = await start();
    const { host, port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    const reading = text(socket);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`);
    // An answer on a second connection says that the first part of the request has arrived as well.
    await ask(server.url, '/health/live');
    const closed = server.close();
    socket.write('\r\n');
    const answer = await reading;
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${expected} `, 'u'));
    expect(answer.includes('"type":"/problems/shutting-down"')).toBe(expected === 503);
    await closed;
  });

  it('cuts off what takes longer than the grace', async () => {
    const server = await start('[app]\nshutdown_grace = 100ms');
    const hanging = await beginRequest(server);
    const failed = once(hanging, 'error');
    await server.close();
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('a port that is taken', () => {
  it('is told to the caller, not to the log', async () => {
    const { port } = await start();
    const log: string[] = [];
    const second = startServer({
      sources: [
        {
          file: 'app.ini',
          text: `[app]\nenvironment = test\nport = ${port}\n[docs]\nenabled = no\n[database]\nurl = memory:\n`,
        },
      ],
      env: { SECRET_KEY },
      logStream: { write: (line) => log.push(line) },
    });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    expect(log).toEqual([]);
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

  it('is for people when the format is pretty, one line for each record', async () => {
    const server = await start('[logging]\nformat = pretty');
    await ask(server.url, '/health/live');
    expect(server.log.join('')).toMatch(
      /^\[[\d:.]+\] INFO: listening \{.*\}\n\[[\d:.]+\] INFO: request \{.*\/health\/live.*\}\n$/u,
    );
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
    expect(body.evidence).toEqual({ keys: expect.any(Number) });
    expect(body.settings).toContainEqual(
      expect.objectContaining({ key: 'app.expose_config', value: 'public', origin: 'app.ini:2:1' }),
    );
    expect(answer.text).not.toContain(SECRET_KEY);
  });

  it('says of every key whether it is proven, by the evidence that ships', async () => {
    const provider = '[oidc.providers.main]\nissuer = https://idp.example\nclient_id = c\n';
    const secret = 'client_secret = a-client-secret-of-tests';
    const server = await start(`[app]\nexpose_config = public\n${provider}${secret}`);
    const { settings } = JSON.parse((await ask(server.url, PATH)).text);
    const unproven = settings.filter(({ proven }: { proven: boolean }) => !proven);
    expect(unproven).toEqual([]);
    expect(settings).toContainEqual(
      expect.objectContaining({ key: 'oidc.providers.main.issuer', proven: true }),
    );
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

  it('links to the configuration where it can be read', async () => {
    const on = await start();
    const off = await start('[app]\nexpose_config = off');
    expect((await ask(on.url, '/')).text).toContain('href="/.well-known/lockstep"');
    expect((await ask(off.url, '/')).text).not.toContain('/.well-known/lockstep');
  });

  it('and every other answer has an icon', async () => {
    const server = await start();
    const icon = await ask(server.url, '/favicon.ico');
    expect(icon.status).toBe(301);
    const { status, headers } = await ask(server.url, icon.headers.location ?? '');
    expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml']);
  });
});
