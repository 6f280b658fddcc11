import { describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { startWithMisbehaving } from './support/server.ts';
import type { TestServer } from './support/server.ts';

async function signedIn(
  settings: Readonly<Record<string, unknown>>,
): Promise<TestServer & { readonly browser: Browser }> {
  const server = await startWithMisbehaving(settings);
  const browser = new Browser();
  const start = await browser.request(`${server.origin}/auth/web/login`);
  await browser.request(server.provider.authorize(start.location ?? ''));
  return { ...server, browser };
}

const attributesOf = (cookie: string | undefined): readonly string[] =>
  (cookie ?? '').split('; ').slice(1).toSorted();

describe('session lifetime', () => {
  it('ends when the session is idle for idle_timeout, to the millisecond', async () => {
    const { origin, clock, browser } = await signedIn({ 'security.session.idle_timeout': 60 });
    clock.advance(59.999);
    expect((await browser.me(origin)).authenticated).toBe(true);
    clock.advance(60);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });

  it('goes on while the session is used, until absolute_timeout', async () => {
    const { origin, clock, browser } = await signedIn({
      'security.session.idle_timeout': 60,
      'security.session.absolute_timeout': 150,
    });
    for (const step of [50, 50, 49.999]) {
      clock.advance(step);
      expect((await browser.me(origin)).authenticated).toBe(true);
    }
    clock.advance(0.001);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });

  it('is told by expires_at: the nearer of both deadlines', async () => {
    const { origin, clock, browser } = await signedIn({
      'security.session.idle_timeout': 60,
      'security.session.absolute_timeout': 100,
    });
    const begun = clock.now();
    expect((await browser.me(origin)).expires_at).toBe(new Date(begun + 60_000).toISOString());
    clock.advance(50);
    expect((await browser.me(origin)).expires_at).toBe(new Date(begun + 100_000).toISOString());
  });

  it('is not revived by a clock that goes back', async () => {
    const { origin, clock, browser } = await signedIn({ 'security.session.idle_timeout': 60 });
    clock.advance(60);
    expect((await browser.me(origin)).authenticated).toBe(false);
    clock.advance(-60);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });
});

describe('session cookie', () => {
  it('is a plain, HttpOnly, strict cookie on http and goes when the browser closes', async () => {
    const { browser } = await signedIn({});
    const cookie = browser.pages.at(-1)?.cookies.find((text) => text.startsWith('session='));
    expect(attributesOf(cookie)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(cookie).toMatch(/^session=[\w-]{69};/u);
  });

  it('has the name and SameSite of the settings', async () => {
    const { browser } = await signedIn({
      'security.cookie.name': 'sid',
      'security.cookie.same_site': 'lax',
    });
    const cookie = browser.pages.at(-1)?.cookies.find((text) => text.startsWith('sid='));
    expect(attributesOf(cookie)).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax']);
  });

  it.each(['strict', 'lax', 'none'])(
    'is __Host- and Secure where the public URL is https: SameSite %s',
    async (sameSite) => {
      const { origin, provider } = await startWithMisbehaving({
        'app.public_url': 'https://app.example.test',
        'app.trusted_proxies': ['127.0.0.0/8'],
        'security.cookie.same_site': sameSite,
      });
      const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'app.example.test' };
      const start = await new Browser().request(`${origin}/auth/web/login`, { headers: forwarded });
      const transaction = start.cookies[0] ?? '';
      expect(transaction).toMatch(/^__Host-session-login-[\w-]{12}=/u);
      expect(attributesOf(transaction)).toEqual([
        'HttpOnly',
        'Max-Age=4200',
        'Path=/',
        'SameSite=Lax',
        'Secure',
      ]);

      const answer = new URL(provider.authorize(start.location ?? ''));
      expect(answer.origin).toBe('https://app.example.test');
      const landed = await new Browser().request(`${origin}${answer.pathname}${answer.search}`, {
        headers: { ...forwarded, cookie: transaction.split(';')[0] ?? '' },
      });
      expect(landed.headers.get('location')).toBe('/');
      const session = landed.cookies.find((text) => text.startsWith('__Host-session='));
      const expected = `SameSite=${sameSite[0]?.toUpperCase()}${sameSite.slice(1)}`;
      expect(attributesOf(session)).toEqual(['HttpOnly', 'Path=/', expected, 'Secure']);
      const removed = landed.cookies.find((text) => text.startsWith('__Host-session-login-'));
      expect(attributesOf(removed)).toEqual([
        'HttpOnly',
        'Max-Age=0',
        'Path=/',
        'SameSite=Lax',
        'Secure',
      ]);
    },
  );
});
