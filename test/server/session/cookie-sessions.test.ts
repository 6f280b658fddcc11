import { describe, expect, it } from 'vitest';
import { freePorts } from '../../support/free-ports.ts';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { SECRET_KEY } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import {
  browserWith,
  enter,
  makeSite,
  post,
  problemOf,
  sessionCookieOf,
  signedIn,
  startInstance,
  startOther,
  valueIn,
} from './cookie-support.ts';

const JSON_PLEASE = { accept: 'application/json' };
const MINUTE = 60;
const NEW_KEY = Buffer.from('fedcba9876543210FEDCBA9876543210').toString('base64url');

describe('a session in its cookie', () => {
  it('is signed in by the cookie alone, on any instance', async () => {
    const { origin, browser, site, log } = await signedIn();
    expect(await browser.me(origin)).toMatchObject({
      authenticated: true,
      user: { sub: 'alice', email: 'alice@example.test' },
    });
    const other = await startOther(site);
    const twin = await browserWith(other.origin, await valueIn(browser, origin));
    expect((await twin.me(other.origin)).authenticated).toBe(true);
    expect(log()).toContain('"event":"session_store_stateless"');
  });

  it('has the attributes of any session cookie, and tells nothing', async () => {
    const { origin, browser, log } = await signedIn();
    const cookie = sessionCookieOf(browser.pages.at(-1)) ?? '';
    expect(cookie.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      'Path=/',
      'SameSite=Strict',
    ]);
    const value = await valueIn(browser, origin);
    const decoded = Buffer.from(value, 'base64url').toString('latin1');
    for (const text of [...browser.pages.map((page) => page.text), cookie, decoded, log()]) {
      expect(text).not.toContain('that-nobody-may-see');
    }
    expect(decoded).not.toContain('alice');
  });

  it('is not sent with every response', async () => {
    const { origin, browser, clock } = await signedIn();
    const pages = [];
    for (const seconds of [0, 30, 29, 1]) {
      clock.advance(seconds);
      pages.push(await browser.request(`${origin}/auth/web/me`));
    }
    expect(pages.map((page) => sessionCookieOf(page) !== undefined)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('ends when it is idle, by the time that is sealed in it', async () => {
    const { browser, clock, site } = await signedIn({ 'security.session.idle_timeout': 600 });
    const other = await startOther(site, { 'security.session.idle_timeout': 600 });
    const twin = await browserWith(other.origin, await valueIn(browser, site.origin));
    other.clock.advance((clock.now() - other.clock.now()) / 1000 + 599);
    expect((await twin.me(other.origin)).authenticated).toBe(true);
    clock.advance(601);
    const page = await browser.request(`${site.origin}/auth/web/me`);
    expect(JSON.parse(page.text).authenticated).toBe(false);
    expect(sessionCookieOf(page)).toMatch(/^session=; Max-Age=0;/u);
  });

  it('goes on while it is used, and not beyond the absolute timeout', async () => {
    const { origin, browser, clock } = await signedIn({
      'security.session.idle_timeout': 10 * MINUTE,
      'security.session.absolute_timeout': 25 * MINUTE,
    });
    for (const minutes of [9, 9, 6]) {
      clock.advance(minutes * MINUTE);
      expect((await browser.me(origin)).authenticated).toBe(true);
    }
    clock.advance(MINUTE);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });

  it('outlives its server, and a change of the key', async () => {
    const site = await makeSite();
    const start = async (secretKeys: string): Promise<TestServer> => {
      const [port = 0] = await freePorts(1);
      return startInstance(site, {}, { port, secretKeys });
    };
    const first = await startInstance(site);
    const browser = new Browser();
    await enter(browser, site);
    await first.running.close();
    const both = await start(`${NEW_KEY},${SECRET_KEY}`);
    both.clock.advance(MINUTE);
    expect((await browser.me(both.origin)).authenticated).toBe(true);
    const later = await start(NEW_KEY);
    expect((await browser.me(later.origin)).authenticated).toBe(true);
  });

  it('is none when anything of it was changed, and the cookie goes', async () => {
    const { origin, browser } = await signedIn();
    const value = await valueIn(browser, origin);
    const at = (place: number): string =>
      value.slice(0, place) + (value[place] === 'A' ? 'B' : 'A') + value.slice(place + 1);
    const forged = [at(0), at(20), at(value.length >> 1), value.slice(0, -4), `${value}AAAA`, 'A'];
    for (const each of [...forged, 'x'.repeat(4000), value.toUpperCase(), '%00']) {
      const thief = await browserWith(origin, each);
      const page = await thief.request(`${origin}/auth/web/me`);
      expect(JSON.parse(page.text).authenticated, each.slice(0, 30)).toBe(false);
      expect(sessionCookieOf(page)).toMatch(/^session=; Max-Age=0;/u);
      const list = await thief.request(`${origin}/auth/web/sessions`, { headers: JSON_PLEASE });
      expect(list.status).toBe(401);
    }
  });

  it('is nothing else that the server sealed', async () => {
    const { origin, browser } = await signedIn();
    const login = await browser.request(`${origin}/auth/web/login`);
    const [, transaction = ''] = /^[^=]+=([^;]*)/u.exec(login.cookies[0] ?? '') ?? [];
    expect(transaction.length).toBeGreaterThan(100);
    const thief = await browserWith(origin, transaction);
    expect((await thief.me(origin)).authenticated).toBe(false);
  });

  it('is not fixed by a cookie that was there before', async () => {
    const { origin, browser, site } = await signedIn();
    const planted = await valueIn(browser, origin);
    const victim = await browserWith(origin, planted);
    const landed = await enter(victim, site);
    expect(landed.status).toBe(303);
    expect(await valueIn(victim, origin)).not.toBe(planted);
    expect((await (await browserWith(origin, planted)).me(origin)).authenticated).toBe(false);
  });
});

describe('what takes too much room', () => {
  it('is the ID token first: signing out at the provider goes without it', async () => {
    const site = await makeSite();
    site.provider.misbehaviour = {
      discovery: (honest) => ({ ...honest, end_session_endpoint: `${site.provider.issuer}/end` }),
      claims: (honest) => ({ ...honest, padding: 'x'.repeat(3000) }),
    };
    const { log } = await startInstance(site);
    const browser = new Browser();
    expect((await enter(browser, site)).status).toBe(303);
    expect(log()).toContain('"event":"id_token_left_out"');
    const out = await post(browser, site.origin, site, '/auth/web/logout');
    const { searchParams } = new URL(JSON.parse(out.text).provider_logout_url);
    expect([...searchParams.keys()].toSorted()).toEqual(['client_id', 'post_logout_redirect_uri']);
  });

  it('fails the sign-in, and says what it is', async () => {
    const site = await makeSite();
    const secret = 'that-nobody-may-see-'.repeat(200);
    site.provider.misbehaviour = {
      token: (honest) => ({ ...honest, refresh_token: secret }),
    };
    const { log } = await startInstance(site);
    const browser = new Browser();
    const login = await browser.request(`${site.origin}/auth/web/login`);
    const callback = site.provider.authorize(login.location ?? '');
    const page = await browser.request(callback);
    expect(page.status).toBe(500);
    expect(page.text).toContain('The session does not fit into its cookie');
    expect(page.text).toMatch(
      /takes \d{4} without the ID token: access token \d+, refresh token 4\d{3},/u,
    );
    expect(page.text + log()).not.toContain('that-nobody-may-see');
    expect(sessionCookieOf(page)).toBeUndefined();
    expect((await browser.me(site.origin)).authenticated).toBe(false);
  });

  it('never makes a cookie of 4096 bytes', async () => {
    const site = await makeSite();
    await startInstance(site);
    const browser = new Browser();
    let [fitting, last] = [0, 303];
    for (let size = 1500; last === 303; size += 100) {
      site.provider.misbehaviour = {
        token: (honest) => ({ ...honest, refresh_token: '~'.repeat(size) }),
      };
      const page = await enter(browser, site);
      last = page.status;
      fitting = Math.max(fitting, sessionCookieOf(page)?.length ?? 0);
    }
    expect(last).toBe(500);
    expect(fitting).toBeGreaterThan(3500);
    expect(fitting).toBeLessThan(4096);
  });
});

describe('rotation and CSRF', () => {
  it('makes a new cookie at the interval, once for requests that race', async () => {
    const { origin, browser, clock } = await signedIn();
    const { csrf_token: before } = await browser.me(origin);
    clock.advance(16 * MINUTE);
    const headers = { cookie: `session=${await valueIn(browser, origin)}`, ...JSON_PLEASE };
    const racing = Array.from({ length: 20 }, () =>
      new Browser().request(`${origin}/auth/web/me`, { headers }),
    );
    const pages = await Promise.all(racing);
    expect(pages.every((page) => JSON.parse(page.text).authenticated)).toBe(true);
    expect(pages.filter((page) => sessionCookieOf(page) === undefined)).toEqual([]);
    await browser.me(origin);
    const own = { origin, ...JSON_PLEASE };
    const out = (token: string | null): Promise<Page> =>
      browser.request(`${origin}/auth/web/refresh`, {
        method: 'POST',
        headers: { ...own, 'x-csrf-token': token ?? '' },
      });
    expect((await out(before)).status).toBe(200);
    const { csrf_token: after } = await browser.me(origin);
    clock.advance(31);
    expect(problemOf(await out(before))).toBe('/problems/csrf-token-invalid');
    expect((await out(after)).status).toBe(200);
  });

  it('makes a new cookie at once when the page asks for one, good on any instance', async () => {
    const { origin, browser, site } = await signedIn();
    const page = await post(browser, origin, site, '/auth/web/refresh');
    expect(page.status).toBe(200);
    const other = await startOther(site);
    const twin = await browserWith(other.origin, await valueIn(browser, origin));
    const out = await twin.request(`${other.origin}/auth/web/logout`, {
      method: 'POST',
      headers: { origin, ...JSON_PLEASE, 'x-csrf-token': JSON.parse(page.text).csrf_token },
    });
    expect(out.status).toBe(204);
  });

  it('binds the CSRF token to the session', async () => {
    const { origin, browser, site } = await signedIn();
    const stranger = new Browser();
    await enter(stranger, site);
    const { csrf_token: foreign } = await stranger.me(origin);
    const page = await browser.request(`${origin}/auth/web/logout`, {
      method: 'POST',
      headers: { origin, ...JSON_PLEASE, 'x-csrf-token': foreign ?? '' },
    });
    expect(problemOf(page)).toBe('/problems/csrf-token-invalid');
  });
});
