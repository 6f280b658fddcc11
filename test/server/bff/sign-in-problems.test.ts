import { describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { startMisbehavingProvider } from './support/misbehaving-provider.ts';
import type { Misbehaviour, MisbehavingProvider } from './support/misbehaving-provider.ts';
import { attempt, AS_JSON, problemIn } from './support/attempt.ts';
import { startTestServer, startWithIssuer, startWithMisbehaving } from './support/server.ts';

const refuse = (error: string): Misbehaviour => ({
  response: (parameters) => {
    parameters.delete('code');
    parameters.set('error', error);
    parameters.set('error_description', '<script>alert(1)</script>');
  },
});

describe('a refused sign-in', () => {
  it('is a problem with a stable type', async () => {
    expect(problemIn(await attempt(refuse('access_denied')))).toMatchObject({
      type: '/problems/login-rejected',
      status: 403,
      detail: 'The sign-in was cancelled at the identity provider.',
    });
  });

  it('is a page for a browser: what happened, a way on, and nothing that the provider wrote', async () => {
    const { origin, provider } = await startWithMisbehaving();
    provider.misbehaviour = refuse('<b>custom</b>');
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    const page = await browser.request(provider.authorize(start.location ?? ''));
    expect(page.status).toBe(403);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(page.text).toContain('The identity provider refused the sign-in');
    expect(page.text).toContain('href="/auth/web/login?provider=main&amp;return_to=%2F"');
    expect(page.text).toContain('login-rejected');
    expect(page.text).not.toMatch(/alert|<b>|<script/u);
    expect((await browser.cookies(origin)).size).toBe(0);
  });
});

describe('a request that cannot start', () => {
  it.each([
    ['an unknown provider', '?provider=<script>', 'unknown-provider'],
    ['a provider by a name that objects have', '?provider=constructor', 'unknown-provider'],
    ['a provider named __proto__', '?provider=__proto__', 'unknown-provider'],
    ['a foreign return_to', '?return_to=https://evil.example/', 'invalid-return-to'],
    ['an empty return_to', '?return_to=', 'invalid-return-to'],
    ['a hidden return_to', '?return_to=/%252fevil.example', 'invalid-return-to'],
    ['two return_to', '?return_to=/&return_to=/x', 'bad-request'],
    ['two providers', '?provider=main&provider=main', 'bad-request'],
  ])('%s', async (_name, query, type) => {
    const { origin } = await startWithMisbehaving();
    const page = await new Browser().request(`${origin}/auth/web/login${query}`, AS_JSON);
    expect(problemIn(page)).toMatchObject({ type: `/problems/${type}`, status: 400 });
    expect(page.text).not.toMatch(/<script>|evil/u);
    expect(page.cookies).toEqual([]);
  });

  it('needs a provider at all', async () => {
    const { origin } = await startTestServer({ 'app.environment': 'test', 'app.port': 0 });
    const page = await new Browser().request(`${origin}/auth/web/login`, AS_JSON);
    expect(problemIn(page).type).toBe('/problems/unknown-provider');
  });

  it('needs a provider when several are enabled and none is the default', async () => {
    const settings = {
      'oidc.providers.other.issuer': 'https://other.example.test',
      'oidc.providers.other.client_id': 'x',
      'oidc.providers.other.client_secret': 'a secret of some length, 0123456789',
    };
    const several = await startWithMisbehaving(settings);
    const asked = await new Browser().request(`${several.origin}/auth/web/login`, AS_JSON);
    expect(problemIn(asked).type).toBe('/problems/unknown-provider');
    const named = await new Browser().request(`${several.origin}/auth/web/login?provider=main`);
    expect(named.status).toBe(303);
    const preset = await startWithMisbehaving({ ...settings, 'oidc.default_provider': 'main' });
    expect((await new Browser().request(`${preset.origin}/auth/web/login`)).status).toBe(303);
    const disabled = await startWithMisbehaving({
      ...settings,
      'oidc.providers.other.enabled': false,
    });
    expect((await new Browser().request(`${disabled.origin}/auth/web/login`)).status).toBe(303);
    const gone = await new Browser().request(
      `${disabled.origin}/auth/web/login?provider=other`,
      AS_JSON,
    );
    expect(problemIn(gone).type).toBe('/problems/unknown-provider');
  });

  it('leads to an allowed host', async () => {
    const { origin, provider } = await startWithMisbehaving({
      'oidc.allowed_redirect_hosts': ['spa.example.test'],
    });
    const browser = new Browser();
    const start = await browser.request(
      `${origin}/auth/web/login?return_to=https://spa.example.test/x`,
    );
    const landed = await browser.request(provider.authorize(start.location ?? ''));
    expect(landed.location).toBe('https://spa.example.test/x');
  });
});

const down = async (
  port: number,
): Promise<{ origin: string; provider: () => Promise<MisbehavingProvider> }> => {
  const { origin } = await startWithIssuer(`http://127.0.0.1:${port}`);
  return { origin, provider: () => startMisbehavingProvider(port) };
};

describe('a provider that does not answer', () => {
  it('does not keep the server from starting, and is asked again at the next sign-in', async () => {
    const before = await startMisbehavingProvider();
    await before.close();
    const { origin, provider } = await down(Number(new URL(before.issuer).port));
    const page = await new Browser().request(`${origin}/auth/web/login`, AS_JSON);
    expect(problemIn(page)).toMatchObject({ type: '/problems/provider-unavailable', status: 503 });
    expect(page.headers.get('retry-after')).toBe('5');
    const browserPage = await new Browser().request(`${origin}/auth/web/login`);
    expect(browserPage.text).toContain('The identity provider does not answer');

    const running = await provider();
    try {
      expect((await new Browser().request(`${origin}/auth/web/login`)).status).toBe(303);
    } finally {
      await running.close();
    }
  });

  it.each([500, 503])(
    'is told from one that lies: %i at the token endpoint',
    async (tokenStatus) => {
      const page = await attempt({ tokenText: 'x', tokenStatus });
      expect(problemIn(page)).toMatchObject({
        type: '/problems/provider-unavailable',
        status: 503,
      });
    },
  );

  it('is discovered once for all who come at the same time', async () => {
    let requests = 0;
    const { origin, provider } = await startWithMisbehaving();
    provider.misbehaviour = {
      discovery: (document) => {
        requests += 1;
        return document;
      },
    };
    const pages = await Promise.all(
      Array.from({ length: 10 }, () => new Browser().request(`${origin}/auth/web/login`)),
    );
    expect(pages.map((page) => page.status)).toEqual(Array.from({ length: 10 }, () => 303));
    expect(requests).toBe(1);
  });

  it('does not keep anybody from signing out', async () => {
    const { origin, provider } = await startWithMisbehaving();
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    await browser.request(provider.authorize(start.location ?? ''));
    await provider.close();
    const { csrf_token: token } = await browser.me(origin);
    const page = await browser.request(`${origin}/auth/web/logout`, {
      method: 'POST',
      headers: { origin, 'x-csrf-token': token ?? '' },
    });
    expect(page.status).toBe(204);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });
});
