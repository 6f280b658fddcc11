import { describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';

type Headers = Readonly<Record<string, string>>;

interface SignedIn extends TestServer {
  readonly browser: Browser;
  readonly token: string;
  readonly logout: (headers: Headers) => Promise<Page>;
}

async function signedIn(settings: Readonly<Record<string, unknown>> = {}): Promise<SignedIn> {
  const server = await startWithMisbehaving(settings);
  const browser = new Browser();
  const start = await browser.request(`${server.origin}/auth/web/login`);
  await browser.request(server.provider.authorize(start.location ?? ''));
  const { csrf_token: token } = await browser.me(server.origin);
  const logout = (headers: Headers): Promise<Page> =>
    browser.request(`${server.origin}/auth/web/logout`, {
      method: 'POST',
      headers: { accept: 'application/json', ...headers },
    });
  return { ...server, browser, token: token ?? '', logout };
}

const typeOf = (page: Page): string => {
  const problem: { type: string } = JSON.parse(page.text);
  return problem.type;
};

/** Headers of one request, with `OWN` and `TOKEN` standing for the server's origin and a good token. */
const REFUSED: readonly (readonly [string, Headers, string])[] = [
  ['no token', { origin: 'OWN' }, 'csrf-token-missing'],
  ['an empty token', { origin: 'OWN', 'x-csrf-token': '' }, 'csrf-token-missing'],
  ['the token in another header', { origin: 'OWN', 'x-xsrf-token': 'TOKEN' }, 'csrf-token-missing'],
  ['rubbish', { origin: 'OWN', 'x-csrf-token': 'rubbish' }, 'csrf-token-invalid'],
  ['a byte that is no ASCII', { origin: 'OWN', 'x-csrf-token': 'caf\u00E9' }, 'csrf-token-invalid'],
  [
    'a good token and such a byte',
    { origin: 'OWN', 'x-csrf-token': 'TOKEN\u00E9' },
    'csrf-token-invalid',
  ],
  ['two tokens', { origin: 'OWN', 'x-csrf-token': 'TOKEN, TOKEN' }, 'csrf-token-invalid'],
  ['a long token', { origin: 'OWN', 'x-csrf-token': 'a'.repeat(6000) }, 'csrf-token-invalid'],
  ['nothing that tells the origin', { 'x-csrf-token': 'TOKEN' }, 'origin-mismatch'],
  ['Origin null', { origin: 'null', 'x-csrf-token': 'TOKEN' }, 'origin-mismatch'],
  [
    'another Origin',
    { origin: 'https://evil.example', 'x-csrf-token': 'TOKEN' },
    'origin-mismatch',
  ],
  ['another port', { origin: 'http://127.0.0.1:1', 'x-csrf-token': 'TOKEN' }, 'origin-mismatch'],
  [
    'an impossible port',
    { origin: 'http://127.0.0.1:99999', 'x-csrf-token': 'TOKEN' },
    'origin-mismatch',
  ],
  [
    'a port that is no number',
    { origin: 'http://127.0.0.1:abc', 'x-csrf-token': 'TOKEN' },
    'origin-mismatch',
  ],
  [
    'a sibling site',
    { origin: 'OWN', 'sec-fetch-site': 'same-site', 'x-csrf-token': 'TOKEN' },
    'origin-mismatch',
  ],
  [
    'another site',
    { origin: 'OWN', 'sec-fetch-site': 'cross-site', 'x-csrf-token': 'TOKEN' },
    'origin-mismatch',
  ],
  [
    'a foreign Referer',
    { referer: 'https://evil.example/OWN', 'x-csrf-token': 'TOKEN' },
    'origin-mismatch',
  ],
];

const ACCEPTED: readonly (readonly [string, Headers])[] = [
  ['own Origin', { origin: 'OWN', 'x-csrf-token': 'TOKEN' }],
  [
    'own Origin, same-origin',
    { origin: 'OWN', 'sec-fetch-site': 'same-origin', 'x-csrf-token': 'TOKEN' },
  ],
  ['own Referer', { referer: 'OWN/page', 'x-csrf-token': 'TOKEN' }],
  ['same-origin alone', { 'sec-fetch-site': 'same-origin', 'x-csrf-token': 'TOKEN' }],
];

const fill = (headers: Headers, { origin, token }: SignedIn): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value.replaceAll('OWN', origin).replaceAll('TOKEN', token),
    ]),
  );

describe('CSRF check', () => {
  it('refuses, with a type for each reason, and leaves the session alone', async () => {
    const server = await signedIn();
    for (const [name, headers, type] of REFUSED) {
      const page = await server.logout(fill(headers, server));
      expect(`${name}: ${page.status} ${typeOf(page)}`).toBe(`${name}: 403 /problems/${type}`);
    }
    expect((await server.browser.me(server.origin)).authenticated).toBe(true);
    expect(server.log()).toContain('malicious_csrf');
    expect(server.log()).not.toContain(server.token);
  });

  it.each(ACCEPTED)('accepts %s', async (_name, headers) => {
    const server = await signedIn();
    expect((await server.logout(fill(headers, server))).status).toBe(204);
    expect((await server.browser.me(server.origin)).authenticated).toBe(false);
  });

  it('accepts a token until max_age', async () => {
    const { origin, clock, token, logout } = await signedIn({ 'security.csrf.max_age': 60 });
    clock.advance(60);
    const late = await logout({ origin, 'x-csrf-token': token });
    expect(late.status).toBe(403);
    expect(typeOf(late)).toBe('/problems/csrf-token-expired');
    clock.advance(-0.001);
    expect((await logout({ origin, 'x-csrf-token': token })).status).toBe(204);
  });

  it('does not accept the token of another session', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browsers = [new Browser(), new Browser()];
    const tokens: string[] = [];
    for (const browser of browsers) {
      const start = await browser.request(`${origin}/auth/web/login`);
      await browser.request(provider.authorize(start.location ?? ''));
      tokens.push((await browser.me(origin)).csrf_token ?? '');
    }
    const page = await browsers[0]?.request(`${origin}/auth/web/logout`, {
      method: 'POST',
      headers: { origin, 'x-csrf-token': tokens[1] ?? '' },
    });
    expect(page?.status).toBe(403);
  });

  it('reads the header that the settings name', async () => {
    const { origin, token, logout } = await signedIn({ 'security.csrf.header_name': 'X-My-Token' });
    expect((await logout({ origin, 'x-csrf-token': token })).status).toBe(403);
    expect((await logout({ origin, 'x-my-token': token })).status).toBe(204);
  });

  it('only reports in report mode', async () => {
    const { logout, log } = await signedIn({ 'security.csrf.mode': 'report' });
    expect((await logout({ origin: 'https://evil.example' })).status).toBe(204);
    expect(log()).toContain('origin-mismatch');
  });

  it('can be turned off in development', async () => {
    const { logout } = await signedIn({
      'app.environment': 'development',
      'security.csrf.enabled': false,
    });
    expect((await logout({ origin: 'https://evil.example' })).status).toBe(204);
  });

  it('needs no token without a session, but the own origin', async () => {
    const { origin } = await startWithMisbehaving();
    const post = (headers: Headers): Promise<Page> =>
      new Browser().request(`${origin}/auth/web/logout`, {
        method: 'POST',
        headers: { accept: 'application/json', ...headers },
      });
    expect((await post({ origin })).status).toBe(204);
    expect(typeOf(await post({ origin: 'https://evil.example' }))).toBe(
      '/problems/origin-mismatch',
    );
  });

  it('is no way to sign out by a link', async () => {
    const { origin, browser } = await signedIn();
    const page = await browser.request(`${origin}/auth/web/logout`, {
      headers: { accept: 'application/json' },
    });
    expect(page.status).toBe(405);
    expect(page.headers.get('allow')).toBe('POST');
    expect(typeOf(page)).toBe('/problems/method-not-allowed');
    expect((await browser.me(origin)).authenticated).toBe(true);
  });
});
