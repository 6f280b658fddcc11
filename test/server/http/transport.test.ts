import { describe, expect, it } from 'vitest';
import { ask, problemOf, start } from './support.ts';

describe('allowed hosts', () => {
  it.each(['evil.example', '127.0.0.1', 'user@127.0.0.1', '127.0.0.1:1/x', 'a b'])(
    'refuse %s with 421',
    async (host) => {
      const server = await start();
      const answer = await ask(server.url, '/', { headers: { host } });
      expect(answer.status).toBe(421);
      expect(problemOf(answer).type).toBe('/problems/unknown-host');
    },
  );

  it('are compared without case and without the default port', async () => {
    const server = await start(
      '[app]\nallowed_hosts[] = Portal.example:80\nallowed_hosts[] = other.example:81',
    );
    const status = async (host: string): Promise<number> =>
      (await ask(server.url, '/health/live', { headers: { host } })).status;
    expect(await status('portal.EXAMPLE')).toBe(200);
    expect(await status('portal.example:80')).toBe(200);
    expect(await status('other.example:81')).toBe(200);
    expect(await status('other.example')).toBe(421);
    expect(await status(new URL(server.url).host)).toBe(421);
  });
});

describe('trusted proxies', () => {
  const forwarded = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-for': '203.0.113.9',
  };

  it('have no say unless they are listed', async () => {
    const server = await start('[app]\ntrusted_proxies[] = 10.0.0.0/8');
    const answer = await ask(server.url, '/health/live', { headers: forwarded });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
    expect(server.log.join('')).toContain('"client":"127.0.0.1"');
    expect(server.log.join('')).not.toContain('203.0.113.9');
  });

  it.each(['127.0.0.0/8', '::ffff:127.0.0.1/128'])(
    'say scheme, host and client address: %s',
    async (range) => {
      const server = await start(`[app]\ntrusted_proxies[] = ${range}`);
      const refused = await ask(server.url, '/health/live', { headers: forwarded });
      const { host } = new URL(server.url);
      const accepted = await ask(server.url, '/health/live', {
        headers: { ...forwarded, 'x-forwarded-host': host },
      });
      expect(refused.status).toBe(421);
      expect(accepted.status).toBe(200);
      expect(accepted.headers).toHaveProperty('strict-transport-security');
      expect(server.log.join('')).toContain('"client":"203.0.113.9"');
    },
  );
});

describe('require_https', () => {
  const CONFIG = '[app]\npublic_url = https://portal.example\ntrusted_proxies[] = 127.0.0.1/32';
  const host = 'portal.example';

  it.each(['GET', 'HEAD'])('redirects %s to the public URL', async (method) => {
    const server = await start(CONFIG);
    const answer = await ask(server.url, '//evil.example/a?b=c', { method, headers: { host } });
    expect(answer.status).toBe(301);
    expect(answer.headers.location).toBe('https://portal.example//evil.example/a?b=c');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s with 400', async (method) => {
    const server = await start(CONFIG);
    const answer = await ask(server.url, '/auth/web/logout', { method, headers: { host } });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).type).toBe('/problems/https-required');
  });

  it('lets HTTPS through, and nothing that only says so', async () => {
    const server = await start(CONFIG);
    const headers = { host, 'x-forwarded-proto': 'https' };
    expect((await ask(server.url, '/auth/web/me', { headers })).status).toBe(200);
    const untrusting = await start('[app]\npublic_url = https://portal.example');
    expect((await ask(untrusting.url, '/auth/web/me', { headers })).status).toBe(301);
  });

  it.each(['/health/live', '/health/ready'])('leaves %s alone', async (path) => {
    const server = await start(CONFIG);
    expect((await ask(server.url, path, { headers: { host } })).status).toBe(200);
    expect((await ask(server.url, `${path}/x`, { headers: { host } })).status).toBe(404);
    expect((await ask(server.url, '/healthy', { headers: { host } })).status).toBe(301);
  });

  it('can be turned off', async () => {
    const server = await start(`${CONFIG}\n[security]\nrequire_https = false`);
    expect((await ask(server.url, '/auth/web/me', { headers: { host } })).status).toBe(200);
  });

  it('is off in development unless it is turned on', async () => {
    const relaxed = await start(CONFIG, 'development');
    expect((await ask(relaxed.url, '/auth/web/me', { headers: { host } })).status).toBe(200);
    const strict = await start(`${CONFIG}\n[security]\nrequire_https = true`, 'development');
    expect((await ask(strict.url, '/auth/web/me', { headers: { host } })).status).toBe(301);
  });
});
