import { describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';

interface Site extends TestServer {
  readonly provider: MisbehavingProvider;
}

const AS_JSON = { headers: { accept: 'application/json' } };

/** Signs alice in; the answer is that of the callback. */
async function enter(browser: Browser, { origin, provider }: Site): Promise<Page> {
  const start = await browser.request(`${origin}/auth/web/login`);
  return browser.request(provider.authorize(start.location ?? ''), AS_JSON);
}

/** The refresh token that was issued as the given one, counted from 1. */
const refreshToken = (count: number): string => `refresh-token-${count}-that-nobody-may-see`;

/** Resolves when exactly these refresh tokens were revoked. */
async function expectRevoked({ provider }: Site, ...tokens: readonly string[]): Promise<void> {
  const revoked = (): unknown[] => provider.revocations.map((form) => form.get('token'));
  await expect.poll(revoked).toEqual(tokens);
}

type End = (site: Site, browser: Browser) => Promise<void>;

const ENDS: readonly (readonly [string, Readonly<Record<string, unknown>>, End])[] = [
  [
    'that another one took the place of',
    { 'security.session.max_concurrent': 1 },
    async (site) => void (await enter(new Browser(), site)),
  ],
  [
    'that the same browser left behind by a new sign-in',
    {},
    async (site, browser) => void (await enter(browser, site)),
  ],
  [
    'whose old id was used again',
    { 'security.session.rotation_interval': '1m', 'security.session.rotation_grace': '1s' },
    async (site, browser) => {
      const thief = await browser.clone();
      site.clock.advance(61);
      await browser.me(site.origin);
      site.clock.advance(2);
      expect((await thief.me(site.origin)).authenticated).toBe(false);
    },
  ],
  [
    'that another browser used',
    { 'security.session.binding_user_agent': 'revoke' },
    async (site, browser) => {
      const headers = { ...AS_JSON.headers, 'user-agent': 'curl/8' };
      await browser.request(`${site.origin}/auth/web/me`, { headers });
    },
  ],
  [
    'that the provider ended',
    {},
    async (site) => {
      const form = { logout_token: await site.provider.logoutToken() };
      await new Browser().request(`${site.origin}/auth/backchannel-logout`, { form });
    },
  ],
];

describe('the refresh token of a session', () => {
  it.each(ENDS)('%s is revoked', async (_what, settings, end) => {
    const site = await startWithMisbehaving(settings);
    const browser = new Browser();
    expect((await enter(browser, site)).status).toBe(303);
    await end(site, browser);
    await expectRevoked(site, refreshToken(1));
  });

  it('that never began is revoked: a sign-in that is refused leaves none behind', async () => {
    const site = await startWithMisbehaving({
      'security.session.max_concurrent': 1,
      'security.session.on_limit': 'reject',
    });
    await enter(new Browser(), site);
    const late = new Browser();
    expect((await enter(late, site)).status).toBe(409);
    await expectRevoked(site, refreshToken(2));
  });

  it('that expired is left to the provider: whoever has the cookie could make it ask without end', async () => {
    const site = await startWithMisbehaving();
    const browser = new Browser();
    await enter(browser, site);
    site.clock.advance(site.running.settings.security.session.idle_timeout);
    expect((await browser.me(site.origin)).authenticated).toBe(false);
    // A second session, whose refresh token would be revoked later.
    await enter(browser, site);
    await site.running.close();
    expect(site.provider.revocations).toEqual([]);
  });
});
