import { describe, expect, it } from 'vitest';
import { Browser, signIn } from './support/browser.ts';
import type { Page } from './support/browser.ts';
import { startWithEmbedded } from './support/server.ts';
import type { TestServer } from './support/server.ts';

const JSON_PLEASE = { accept: 'application/json' };
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
const NOT_FOUND = { type: '/problems/not-found', status: 404 };

interface ListedSession {
  readonly handle: string;
  readonly current: boolean;
  readonly [key: string]: unknown;
}

async function signedIn(origin: string, user = 'alice'): Promise<Browser> {
  const browser = new Browser();
  await signIn(browser, origin, user);
  return browser;
}

async function list(browser: Browser, origin: string): Promise<readonly ListedSession[]> {
  const page = await browser.request(`${origin}/auth/web/sessions`, { headers: JSON_PLEASE });
  expect(page.status).toBe(200);
  const body: { readonly sessions: readonly ListedSession[] } = JSON.parse(page.text);
  return body.sessions;
}

async function handleOf(browser: Browser, origin: string): Promise<string> {
  return (await list(browser, origin)).find(({ current }) => current)?.handle ?? '';
}

async function remove(browser: Browser, origin: string, rest: string): Promise<Page> {
  const { csrf_token: token } = await browser.me(origin);
  return browser.request(`${origin}/auth/web/sessions${rest}`, {
    method: 'DELETE',
    headers: { ...JSON_PLEASE, origin, 'x-csrf-token': token ?? '' },
  });
}

async function isSignedIn(browser: Browser, { origin }: TestServer): Promise<boolean> {
  return (await browser.me(origin)).authenticated;
}

/** What a problem says, without the name of the request. */
function problemOf(page: Page): unknown {
  const { instance: _, ...rest }: Record<string, unknown> = JSON.parse(page.text);
  return rest;
}

describe('GET /auth/web/sessions', () => {
  it('lists the own sessions, the current one first, with public facts alone', async () => {
    const { origin, clock } = await startWithEmbedded();
    const first = new Browser();
    await signIn(first, origin, 'alice');
    clock.advance(60);
    const second = await signedIn(origin);
    await signedIn(origin, 'bob');

    const sessions = await list(first, origin);
    expect(sessions.map(({ current }) => current)).toEqual([true, false]);
    expect(Object.keys(sessions[0] ?? {})).toEqual([
      'handle',
      'device',
      'network',
      'provider',
      'created_at',
      'last_seen_at',
      'expires_at',
      'current',
    ]);
    const now = new Date(clock.now()).toISOString();
    expect(sessions[0]).toMatchObject({ last_seen_at: now, network: '127.0.0.0/24' });
    expect(sessions[1]).toMatchObject({ created_at: now, provider: 'dev' });
    expect(await handleOf(second, origin)).toBe(sessions[1]?.handle);
  });

  it('names the device and never repeats the header', async () => {
    const { origin } = await startWithEmbedded();
    const browser = await signedIn(origin);
    for (const userAgent of [FIREFOX, '<script>alert(1)</script>']) {
      const other = new Browser();
      const start = await other.request(`${origin}/auth/web/login`);
      const form = await other.follow(start);
      const isCallback = (url: string): boolean => url.startsWith(`${origin}/auth/web/callback`);
      const answer = await other.request(form.url, { form: { user: 'alice' } });
      const { location = '' } = await other.follow(answer, isCallback);
      await other.request(location, { headers: { 'user-agent': userAgent } });
    }
    const devices = (await list(browser, origin)).map(({ device }) => device);
    expect(devices).toContain('Firefox on Windows');
    expect(devices).toContain('Unknown device');
    expect(browser.pages.some(({ text }) => text.includes('alert(1)'))).toBe(false);
  });

  it('is 401 without a session', async () => {
    const { origin } = await startWithEmbedded();
    const page = await new Browser().request(`${origin}/auth/web/sessions`);
    expect(page.status).toBe(401);
    expect(problemOf(page)).toMatchObject({ type: '/problems/authentication-required' });
  });
});

describe('DELETE /auth/web/sessions/HANDLE', () => {
  it('ends that session at once, and no other one', async () => {
    const server = await startWithEmbedded();
    const { origin } = server;
    const [first, second, third] = [
      await signedIn(origin),
      await signedIn(origin),
      await signedIn(origin),
    ];
    const handle = await handleOf(second, origin);
    expect((await remove(first, origin, `/${handle}`)).status).toBe(204);
    expect(await isSignedIn(second, server)).toBe(false);
    expect(await isSignedIn(first, server)).toBe(true);
    expect(await isSignedIn(third, server)).toBe(true);
    expect(server.log()).toContain('"event":"session_revoked"');
    expect((await remove(first, origin, `/${handle}`)).status).toBe(404);
  });

  it('says the same of what belongs to somebody else as of what does not exist', async () => {
    const server = await startWithEmbedded();
    const { origin } = server;
    const [alice, bob] = [await signedIn(origin), await signedIn(origin, 'bob')];
    const foreign = await remove(alice, origin, `/${await handleOf(bob, origin)}`);
    const unknown = await remove(alice, origin, `/${'A'.repeat(43)}`);
    expect(problemOf(foreign)).toMatchObject(NOT_FOUND);
    expect(problemOf(foreign)).toEqual(problemOf(unknown));
    expect(await isSignedIn(bob, server)).toBe(true);
  });

  it('is 409 for the current session, which goes on', async () => {
    const server = await startWithEmbedded();
    const browser = await signedIn(server.origin);
    const page = await remove(browser, server.origin, `/${await handleOf(browser, server.origin)}`);
    expect(page.status).toBe(409);
    expect(problemOf(page)).toMatchObject({ detail: expect.stringContaining('/auth/web/logout') });
    expect(await isSignedIn(browser, server)).toBe(true);
  });

  it('needs the CSRF token in the header, and a session', async () => {
    const server = await startWithEmbedded();
    const { origin } = server;
    const [first, second] = [await signedIn(origin), await signedIn(origin)];
    const { csrf_token: token } = await first.me(origin);
    const url = `${origin}/auth/web/sessions/${await handleOf(second, origin)}`;
    const headers = { ...JSON_PLEASE, origin };
    const bare = await first.request(url, { method: 'DELETE', headers });
    expect(problemOf(bare)).toMatchObject({ type: '/problems/csrf-token-missing' });
    const form = { csrf_token: token ?? '' };
    const inForm = await first.request(url, { method: 'DELETE', headers, form });
    expect(problemOf(inForm)).toMatchObject({ type: '/problems/csrf-token-missing' });
    const stranger = await new Browser().request(url, { method: 'DELETE', headers });
    expect(stranger.status).toBe(401);
    expect(await isSignedIn(second, server)).toBe(true);
  });
});

describe('DELETE /auth/web/sessions?scope=others', () => {
  it('ends all but the current one, and says how many', async () => {
    const server = await startWithEmbedded();
    const { origin } = server;
    const [first, second, third, bob] = [
      await signedIn(origin),
      await signedIn(origin),
      await signedIn(origin),
      await signedIn(origin, 'bob'),
    ];
    const page = await remove(first, origin, '?scope=others');
    expect([page.status, JSON.parse(page.text)]).toEqual([200, { revoked: 2 }]);
    const states = [first, second, third, bob].map((browser) => isSignedIn(browser, server));
    expect(await Promise.all(states)).toEqual([true, false, false, true]);
  });

  it('counts nothing that was over anyway', async () => {
    const server = await startWithEmbedded({ 'security.session.idle_timeout': '10m' });
    const { origin, clock } = server;
    const [first] = [await signedIn(origin), await signedIn(origin)];
    clock.advance(6 * 60);
    expect(await isSignedIn(first, server)).toBe(true);
    clock.advance(6 * 60);
    const page = await remove(first, origin, '?scope=others');
    expect(JSON.parse(page.text)).toEqual({ revoked: 0 });
    expect(server.log()).not.toContain('"event":"session_revoked"');
  });

  it.each(['', '?scope=all', '?scope=others&scope=others'])('refuses %j', async (query) => {
    const server = await startWithEmbedded();
    const [first, second] = [await signedIn(server.origin), await signedIn(server.origin)];
    expect((await remove(first, server.origin, query)).status).toBe(400);
    expect(await isSignedIn(second, server)).toBe(true);
  });
});
