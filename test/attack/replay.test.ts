import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf } from '../conformance/support/relying-party.ts';
import { Browser } from '../server/bff/support/browser.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import { RedisServer } from '../server/redis/redis-server.ts';
import { cookieOf, isSignedIn, open, post, signIn, toCallback } from './support.ts';

const GRACE = { 'security.session.rotation_grace': 30 };

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start(['maxmemory-policy', 'noeviction']);
});
afterAll(() => redis.stop());

const STORES = ['memory', 'redis'] as const;

function settingsOf(store: (typeof STORES)[number]): Readonly<Record<string, unknown>> {
  if (store === 'memory') return GRACE;
  return { ...GRACE, 'redis.url': redis.url, 'security.session.store': 'redis' };
}

/** What was good once is sent again, by whoever has kept or stolen it. */
describe.each(STORES)('replay of a session id, sessions in %s', (store) => {
  it('after its rotation and the grace: the whole session ends, and the log says why', async () => {
    const server = await startWithMisbehaving(settingsOf(store));
    const victim = new Browser();
    await signIn(server, victim);
    const thief = await victim.clone();
    await post(server, victim, '/auth/web/refresh');
    expect(await isSignedIn(server, victim)).toBe(true);
    server.clock.advance(30);
    expect(await isSignedIn(server, thief)).toBe(false);
    expect(server.log()).toContain('session_replay_detected');
    expect(await isSignedIn(server, victim)).toBe(false);
  });

  it('within the grace: it leads to the one successor and to no second session', async () => {
    const server = await startWithMisbehaving(settingsOf(store));
    const victim = new Browser();
    await signIn(server, victim);
    const thief = await victim.clone();
    await post(server, victim, '/auth/web/refresh');
    await isSignedIn(server, victim);
    server.clock.advance(29.999);
    expect(await isSignedIn(server, thief)).toBe(true);
    const idOf = async (browser: Browser) => (await browser.cookies(server.origin)).get('session');
    expect(await idOf(thief)).toBe(await idOf(victim));
    const list = await open(victim, `${server.origin}/auth/web/sessions`);
    expect(JSON.parse(list.text).sessions).toHaveLength(1);
  });

  it('after logout, and after logout everywhere', async () => {
    const server = await startWithMisbehaving(settingsOf(store));
    for (const path of ['/auth/web/logout', '/auth/web/logout?scope=all']) {
      const [victim, other] = [new Browser(), new Browser()];
      await signIn(server, victim);
      await signIn(server, other);
      const thief = await (path.includes('all') ? other : victim).clone();
      expect((await post(server, victim, path)).status).toBe(204);
      expect([path, await isSignedIn(server, thief)]).toEqual([path, false]);
    }
  });

  it('after its idle and its absolute end', async () => {
    const server = await startWithMisbehaving({
      ...settingsOf(store),
      'security.session.idle_timeout': 60,
      'security.session.absolute_timeout': 100,
    });
    const [idle, absolute] = [new Browser(), new Browser()];
    await signIn(server, idle);
    await signIn(server, absolute);
    server.clock.advance(55);
    expect(await isSignedIn(server, absolute)).toBe(true);
    server.clock.advance(5);
    expect(await isSignedIn(server, idle)).toBe(false);
    server.clock.advance(40);
    expect(await isSignedIn(server, absolute)).toBe(false);
  });

  it('after the provider has refused to go on with it (invalid_grant)', async () => {
    const server = await startWithMisbehaving(settingsOf(store));
    const victim = new Browser();
    await signIn(server, victim);
    const thief = await victim.clone();
    server.clock.advance(300);
    server.provider.forgetRefreshTokens();
    const page = await post(server, victim, '/auth/web/refresh');
    expect(outcomeOf(page)).toBe('401 provider-session-ended');
    expect(await isSignedIn(server, thief)).toBe(false);
  });

  it('of a logout token: it does not end the session of a later sign-in', async () => {
    const server = await startWithMisbehaving(settingsOf(store));
    const browser = new Browser();
    const logoutToken = await server.provider.logoutToken((honest) => ({
      ...honest,
      iat: Number(honest['iat']) - 10,
    }));
    const send = async (): Promise<number> => {
      const form = { logout_token: logoutToken };
      return (await new Browser().request(`${server.origin}/auth/backchannel-logout`, { form }))
        .status;
    };
    expect(await send()).toBe(200);
    await signIn(server, browser);
    expect(await send()).toBe(400);
    expect(await isSignedIn(server, browser)).toBe(true);
  });
});

describe('replay of an authorization response', () => {
  it('with the very cookie that it came with: used once, it is of no use', async () => {
    const server = await startWithMisbehaving();
    server.provider.misbehaviour = { reusableCodes: true };
    const victim = new Browser();
    const callback = await toCallback(server, victim);
    const cookie = await cookieOf(victim, server.origin);
    const send = () => new Browser().request(callback, { headers: { cookie, accept: '*/*' } });
    expect(outcomeOf(await send())).toBe('303');
    expect(outcomeOf(await send())).toBe('400 login-state-invalid');
    expect(server.provider.tokenRequests).toHaveLength(1);
  });

  it('twenty times at once: one gets in', async () => {
    const server = await startWithMisbehaving();
    server.provider.misbehaviour = { reusableCodes: true };
    const victim = new Browser();
    const callback = await toCallback(server, victim);
    const cookie = await cookieOf(victim, server.origin);
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => new Browser().request(callback, { headers: { cookie } })),
    );
    expect(pages.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(server.provider.tokenRequests).toHaveLength(1);
  });

  it('with a login cookie that was stolen and kept: it is over after login_ttl', async () => {
    const server = await startWithMisbehaving({ 'security.session.login_ttl': 60 });
    const victim = new Browser();
    const callback = await toCallback(server, victim);
    const thief = await victim.clone();
    server.clock.advance(60);
    expect(outcomeOf(await open(thief, callback))).toBe('400 login-expired');
    expect(server.provider.tokenRequests).toHaveLength(0);
  });

  it('with the cookie of another sign-in under its name', async () => {
    const server = await startWithMisbehaving();
    const [victim, attacker] = [new Browser(), new Browser()];
    const callback = await toCallback(server, victim);
    await toCallback(server, attacker);
    const [name] = (await cookieOf(victim, server.origin)).split('=');
    const [, value] = (await cookieOf(attacker, server.origin)).split('=');
    const headers = { cookie: `${name}=${value}`, accept: '*/*' };
    expect(outcomeOf(await new Browser().request(callback, { headers }))).toBe(
      '400 login-state-invalid',
    );
    expect(server.provider.tokenRequests).toHaveLength(0);
  });
});

describe('replay of a CSRF token', () => {
  it('after the rotation of its session and the grace', async () => {
    const server = await startWithMisbehaving(GRACE);
    const browser = new Browser();
    await signIn(server, browser);
    const { csrf_token: old } = await browser.me(server.origin);
    await post(server, browser, '/auth/web/refresh');
    await isSignedIn(server, browser);
    server.clock.advance(30);
    const page = await post(server, browser, '/auth/web/logout', old ?? '');
    expect(outcomeOf(page)).toBe('403 csrf-token-invalid');
  });

  it('in the next session of the same person, and after max_age', async () => {
    const server = await startWithMisbehaving({ 'security.csrf.max_age': 60 });
    const browser = new Browser();
    await signIn(server, browser);
    const { csrf_token: first } = await browser.me(server.origin);
    await signIn(server, browser);
    const foreign = await post(server, browser, '/auth/web/logout', first ?? '');
    expect(outcomeOf(foreign)).toBe('403 csrf-token-invalid');
    const { csrf_token: second } = await browser.me(server.origin);
    server.clock.advance(60);
    const late = await post(server, browser, '/auth/web/logout', second ?? '');
    expect(outcomeOf(late)).toBe('403 csrf-token-expired');
  });
});

describe('replay of a ticket for the sign-out at the provider', () => {
  it('shows the form once: it holds the ID token', async () => {
    const server = await startWithMisbehaving();
    server.provider.misbehaviour = {
      discovery: (honest) => ({
        ...honest,
        end_session_endpoint: `${server.provider.issuer}/end?${'x'.repeat(4000)}`,
      }),
    };
    const browser = new Browser();
    await signIn(server, browser);
    const left = await post(server, browser, '/auth/web/logout');
    const { provider_logout_url: ticket }: { provider_logout_url: string } = JSON.parse(left.text);
    expect((await browser.request(ticket)).text).toContain('id_token_hint');
    const again = await new Browser().request(ticket);
    expect([again.status, again.text.includes('id_token_hint')]).toEqual([303, false]);
  });
});
