import { describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { startWithMisbehaving } from './support/server.ts';

const LOGIN = '/auth/web/login';

const linksOf = (text: string): readonly string[] =>
  [...text.matchAll(/<a class="button[^"]*" href="([^"]*)">([^<]*)</gu)].map(
    ([, href = '', name = '']) => `${name}: ${href.replaceAll('&amp;', '&')}`,
  );

describe('a page that is gone back to, or loaded again', () => {
  it('leads on who is signed in', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const start = await browser.request(`${origin}${LOGIN}?return_to=/orders`);
    const callback = provider.authorize(start.location ?? '');
    expect((await browser.request(callback)).status).toBe(303);
    const again = await browser.request(callback);
    expect(again.status).toBe(400);
    expect(again.text).toContain('<h1>You are signed in</h1>');
    expect(linksOf(again.text)).toEqual(['Go on: /', `Sign in again: ${LOGIN}`]);
    expect((await browser.me(origin)).authenticated).toBe(true);
    expect(provider.tokenRequests).toHaveLength(1);
  });

  it('offers to sign in to who is not', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const start = await browser.request(`${origin}${LOGIN}`);
    const callback = provider.authorize(start.location ?? '');
    const stranger = await new Browser().request(callback);
    expect(stranger.status).toBe(400);
    expect(stranger.text).toContain('The sign-in does not belong to this browser');
    expect(linksOf(stranger.text)).toEqual([`Sign in again: ${LOGIN}`, 'Home: /']);
  });

  it('remembers where an expired sign-in was to lead', async () => {
    const { origin, provider, clock } = await startWithMisbehaving();
    const browser = new Browser();
    const start = await browser.request(`${origin}${LOGIN}?return_to=/a%3Fb=1%26c=%3Cd%3E`);
    clock.advance(600);
    const page = await browser.request(provider.authorize(start.location ?? ''));
    expect(page.text).toContain('The sign-in took too long');
    const [again = ''] = linksOf(page.text);
    const retried = await browser.request(origin + again.replace('Sign in again: ', ''));
    const landed = await browser.request(provider.authorize(retried.location ?? ''));
    expect(landed.location).toBe(`${origin}/a?b=1&c=%3Cd%3E`);
  });

  it('leaves out what was at fault', async () => {
    const { origin } = await startWithMisbehaving();
    const links = async (query: string): Promise<readonly string[]> => {
      const page = await new Browser().request(`${origin}${LOGIN}${query}`);
      expect(page.status).toBe(400);
      expect(page.text).not.toMatch(/evil|nobody/u);
      return linksOf(page.text).slice(0, 1);
    };
    const foreign = encodeURIComponent('https://evil.example/"><script>');
    expect(await links(`?provider=main&return_to=${foreign}`)).toEqual([
      `Sign in again: ${LOGIN}?provider=main`,
    ]);
    expect(await links('?provider=nobody&return_to=/x')).toEqual([
      `Sign in again: ${LOGIN}?return_to=%2Fx`,
    ]);
  });
});

describe('several providers', () => {
  const other = {
    'oidc.providers.other.issuer': 'https://other.example.test',
    'oidc.providers.other.client_id': 'x',
    'oidc.providers.other.client_secret': 'a secret of some length, 0123456789',
  };

  it('are a choice for people, who come to where they wanted', async () => {
    const { origin, provider } = await startWithMisbehaving(other);
    const browser = new Browser();
    const page = await browser.request(`${origin}${LOGIN}?return_to=/x%22%3E`);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.cookies).toEqual([]);
    expect(linksOf(page.text)).toEqual([
      `main: ${LOGIN}?provider=main&return_to=%2Fx%22%3E`,
      `other: ${LOGIN}?provider=other&return_to=%2Fx%22%3E`,
    ]);
    const [first = ''] = linksOf(page.text);
    const start = await browser.request(origin + first.replace('main: ', ''));
    const landed = await browser.request(provider.authorize(start.location ?? ''));
    expect(landed.location).toBe(`${origin}/x%22%3E`);
  });

  it('need no choice where one is the default', async () => {
    const { origin } = await startWithMisbehaving({ ...other, 'oidc.default_provider': 'main' });
    expect((await new Browser().request(`${origin}${LOGIN}`)).status).toBe(303);
  });
});

describe('a request that nobody clicked for', () => {
  it.each([
    ['sec-purpose', 'prefetch'],
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-moz', 'prefetch'],
  ])('begins and finishes no sign-in: %s: %s', async (name, value) => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const headers = { [name]: value };
    const ahead = await browser.request(`${origin}${LOGIN}`, { headers });
    expect([ahead.status, ahead.cookies]).toEqual([400, []]);
    const start = await browser.request(`${origin}${LOGIN}`);
    const callback = provider.authorize(start.location ?? '');
    const prefetched = await browser.request(callback, { headers });
    expect([prefetched.status, prefetched.cookies]).toEqual([400, []]);
    expect(provider.tokenRequests).toHaveLength(0);
    expect((await browser.request(callback)).status).toBe(303);
  });

  it('is no HEAD either: a sign-in is still open after it', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const begun = await browser.request(`${origin}${LOGIN}`, { method: 'HEAD' });
    expect([begun.status, begun.headers.get('allow'), begun.cookies]).toEqual([405, 'GET', []]);
    const start = await browser.request(`${origin}${LOGIN}`);
    const callback = provider.authorize(start.location ?? '');
    const looked = await browser.request(callback, { method: 'HEAD' });
    expect([looked.status, looked.cookies]).toEqual([405, []]);
    expect(provider.tokenRequests).toHaveLength(0);
    expect((await browser.request(callback)).status).toBe(303);
  });

  it.each([LOGIN, '/auth/web/callback', '/auth/web/callback/main', '/auth/web/logout/continue'])(
    'is all that %s answers, and Allow says so',
    async (path) => {
      const { origin } = await startWithMisbehaving();
      for (const method of ['HEAD', 'POST', 'DELETE']) {
        const headers = { origin };
        const { status, headers: sent } = await new Browser().request(`${origin}${path}`, {
          method,
          headers,
        });
        expect([method, status, sent.get('allow')]).toEqual([method, 405, 'GET']);
      }
    },
  );
});
