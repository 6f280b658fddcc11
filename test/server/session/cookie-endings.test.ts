import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { OpenStreams } from '../../../server/src/proxy/open-streams.ts';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { route, startUpstream } from '../proxy/support.ts';
import {
  browserWith,
  enter,
  makeSite,
  post,
  problemOf,
  renewals,
  sessionCookieOf,
  signedIn,
  startInstance,
  startOther,
  valueIn,
} from './cookie-support.ts';

const JSON_PLEASE = { accept: 'application/json' };
const MINUTE = 60;

describe('tokens of the provider', () => {
  it('are renewed once for requests that overlap, and travel in the new cookie', async () => {
    const upstream = await startUpstream();
    const site = await makeSite();
    const { origin, provider } = site;
    // Due before the cookie would be sent again by itself.
    provider.misbehaviour = { token: (honest) => ({ ...honest, expires_in: 70 }) };
    const { clock } = await startInstance(site, route(upstream.url));
    const browser = new Browser();
    await enter(browser, site);
    clock.advance(36);
    const old = await valueIn(browser, origin);
    const ask = async (): Promise<Page> =>
      (await browserWith(origin, old)).request(`${origin}/api/orders`, { headers: JSON_PLEASE });
    const pages = await Promise.all(Array.from({ length: 10 }, ask));
    expect(pages.map(({ status }) => status)).toEqual(Array(10).fill(200));
    // One that was sent before its browser had the answer, and came late.
    const late = await ask();
    expect(renewals(provider)).toBe(1);
    const sent = new Set(upstream.asked.map(({ headers }) => headers.authorization));
    expect([...sent]).toEqual(['Bearer access-token-2-that-nobody-may-see']);

    const [, renewed = ''] = /^session=([^;]*)/u.exec(sessionCookieOf(late) ?? '') ?? [];
    const other = await startOther(site, route(upstream.url));
    other.clock.advance(36);
    const elsewhere = await browserWith(other.origin, renewed);
    const there = await elsewhere.request(`${other.origin}/api/orders`, { headers: JSON_PLEASE });
    expect(there.status).toBe(200);
    expect(upstream.asked.at(-1)?.headers.authorization).toBe(
      'Bearer access-token-2-that-nobody-may-see',
    );
    expect(upstream.asked.some(({ headers }) => headers.cookie !== undefined)).toBe(false);
    expect(renewals(provider)).toBe(1);
  });

  it('are not renewed by some that do not fit; the session goes on for as long as the old ones last', async () => {
    const upstream = await startUpstream();
    const { origin, browser, clock, provider, log } = await signedIn(route(upstream.url));
    provider.misbehaviour = {
      refresh: (honest) => ({ ...honest, access_token: '~'.repeat(4000), id_token: undefined }),
    };
    clock.advance(250);
    const ask = (): Promise<Page> =>
      browser.request(`${origin}/api/orders`, { headers: JSON_PLEASE });
    expect((await ask()).status).toBe(200);
    expect(log()).toMatch(/"event":"token_refresh_fail".*"problem":"session-too-large"/u);
    expect((await browser.me(origin)).authenticated).toBe(true);
    expect(upstream.asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer access-token-1-that-nobody-may-see',
    ]);
  });

  it('end the session when the provider refuses to go on', async () => {
    const { origin, browser, clock, provider, site } = await signedIn();
    provider.forgetRefreshTokens();
    clock.advance(250);
    const page = await post(browser, origin, site, '/auth/web/refresh');
    expect([page.status, problemOf(page)]).toEqual([401, '/problems/provider-session-ended']);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });
});

describe('two tabs', () => {
  it('that sign in at the same time both succeed, and share what the later one got', async () => {
    const site = await makeSite();
    await startInstance(site);
    const browser = new Browser();
    const logins = [
      await browser.request(`${site.origin}/auth/web/login?return_to=/one`),
      await browser.request(`${site.origin}/auth/web/login?return_to=/two`),
    ];
    const landed = [];
    for (const { location = '' } of logins) {
      landed.push(await browser.request(site.provider.authorize(location)));
    }
    expect(landed.map(({ location }) => location)).toEqual([
      `${site.origin}/one`,
      `${site.origin}/two`,
    ]);
    const value = /^session=([^;]*)/u.exec(sessionCookieOf(landed[1]) ?? '')?.[1];
    expect(await valueIn(browser, site.origin)).toBe(value);
    expect((await browser.me(site.origin)).authenticated).toBe(true);
  });
});

describe('streams', () => {
  it('are cut when the session ends in this process, and else go on', async () => {
    const events = new EventEmitter();
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      response.once('close', () => events.emit('closed'));
      events.emit('asked');
    });
    const { origin, browser, site, running, clock } = await signedIn(route(upstream.url));
    const streams = running.app.get(OpenStreams, { strict: false });
    const cookie = await browser.jar.getCookieString(origin);
    const stream = await fetch(`${origin}/api/orders`, { headers: { cookie } });
    let isOpen = true;
    events.once('closed', () => (isOpen = false));
    for (let count = 0; count < 5; count += 1) {
      clock.advance(30);
      await streams.sweep();
    }
    expect(isOpen).toBe(true);
    const closed = once(events, 'closed');
    await post(browser, origin, site, '/auth/web/logout');
    await closed;
    await expect(stream.text()).rejects.toThrow('terminated');
  });

  it('are cut at the idle timeout', async () => {
    const events = new EventEmitter();
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
      response.once('close', () => events.emit('closed'));
    });
    const { origin, browser, running, clock } = await signedIn({
      ...route(upstream.url),
      'security.session.idle_timeout': 50,
    });
    const cookie = await browser.jar.getCookieString(origin);
    const stream = await fetch(`${origin}/api/orders`, { headers: { cookie } });
    const closed = once(events, 'closed');
    clock.advance(50);
    await running.app.get(OpenStreams, { strict: false }).sweep();
    await closed;
    await expect(stream.text()).rejects.toThrow('terminated');
  });
});

describe('leaving', () => {
  it('takes the cookie away and revokes the refresh token; a copy goes on elsewhere until its timeout', async () => {
    const { origin, browser, site, provider, clock } = await signedIn();
    const copy = await valueIn(browser, origin);
    const page = await post(browser, origin, site, '/auth/web/logout');
    expect(page.status).toBe(204);
    expect(sessionCookieOf(page)).toMatch(/^session=; Max-Age=0;/u);
    await expect.poll(() => provider.revocations.length).toBe(1);
    expect((await browser.me(origin)).authenticated).toBe(false);

    const other = await startOther(site);
    expect((await (await browserWith(other.origin, copy)).me(other.origin)).authenticated).toBe(
      true,
    );
    // The instance itself knows, for as long as requests of before may still come.
    const thief = await browserWith(origin, copy);
    expect((await thief.me(origin)).authenticated).toBe(false);
    clock.advance(MINUTE);
    expect((await (await browserWith(origin, copy)).me(origin)).authenticated).toBe(true);
    clock.advance(30 * MINUTE);
    expect((await (await browserWith(origin, copy)).me(origin)).authenticated).toBe(false);
  });

  it('is not undone by a request that overlaps', async () => {
    const events = new EventEmitter();
    const upstream = await startUpstream((_request, response) => events.emit('asked', response));
    const { origin, browser, site, clock } = await signedIn(route(upstream.url));
    const slow = await browser.clone();
    clock.advance(16 * MINUTE);
    const asked = once(events, 'asked');
    const waiting = slow.request(`${origin}/api/orders`);
    const [response]: ServerResponse[] = await asked;
    expect((await post(browser, origin, site, '/auth/web/logout')).status).toBe(204);
    response?.writeHead(200).end();
    expect(sessionCookieOf(await waiting)).toBeUndefined();
  });

  it.each([
    ['GET', '/auth/web/sessions'],
    ['DELETE', '/auth/web/sessions?scope=others'],
    ['DELETE', `/auth/web/sessions/${'A'.repeat(43)}`],
    ['POST', '/auth/web/logout?scope=all'],
  ])('says that it cannot do %s %s, and does nothing', async (method, path) => {
    const { origin, browser } = await signedIn();
    const { csrf_token: token } = await browser.me(origin);
    const page = await browser.request(origin + path, {
      method,
      headers: { origin, ...JSON_PLEASE, 'x-csrf-token': token ?? '' },
    });
    expect([page.status, problemOf(page)]).toEqual([501, '/problems/session-store-stateless']);
    expect((await browser.me(origin)).authenticated).toBe(true);
  });

  it('says so to the provider too', async () => {
    const { origin, browser, provider } = await signedIn();
    const token = await provider.logoutToken();
    for (const form of [{ logout_token: token }, { logout_token: token }]) {
      const page = await new Browser().request(`${origin}/auth/backchannel-logout`, {
        form,
        headers: JSON_PLEASE,
      });
      expect(page.status).toBe(501);
    }
    expect((await browser.me(origin)).authenticated).toBe(true);
  });

  it('has no account page, and no trouble with health', async () => {
    const { origin, browser } = await signedIn();
    expect((await browser.request(`${origin}/account`)).status).toBe(404);
    const health = await browser.request(`${origin}/health/sessions`);
    expect(JSON.parse(health.text)).toEqual({ status: 'ok', store: 'cookie' });
  });
});

describe('another browser', () => {
  it('is noticed by what is sealed in the cookie', async () => {
    const { origin, browser, log } = await signedIn();
    const value = await valueIn(browser, origin);
    const thief = await browserWith(origin, value);
    const headers = { ...JSON_PLEASE, 'user-agent': 'Mozilla/5.0 Safari/1.0' };
    const page = await thief.request(`${origin}/auth/web/me`, { headers });
    expect(JSON.parse(page.text).authenticated).toBe(false);
    expect(log()).toContain('"event":"session_hijack_suspected"');
  });
});
