import { describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import type { Page } from './support/browser.ts';
import { startMisbehavingProvider } from './support/misbehaving-provider.ts';
import type { Misbehaviour, MisbehavingProvider } from './support/misbehaving-provider.ts';
import { startTestServer, startWithMisbehaving } from './support/server.ts';

const asJson = { headers: { accept: 'application/json' } };

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

const problem = (page: Page): Problem => {
  expect(page.headers.get('content-type')).toContain('application/problem+json');
  const body: Problem = JSON.parse(page.text);
  return body;
};

async function attempt(misbehaviour: Misbehaviour, settings = {}): Promise<Page> {
  const { origin, provider } = await startWithMisbehaving(settings);
  provider.misbehaviour = misbehaviour;
  const browser = new Browser();
  const start = await browser.request(`${origin}/auth/web/login`, asJson);
  if (start.location === undefined) return start;
  const page = await browser.request(provider.authorize(start.location), asJson);
  expect((await browser.me(origin)).authenticated).toBe(page.status === 303);
  return page;
}

const change = (claims: object) => (honest: object) => ({ ...honest, ...claims });
const now = Math.floor(Date.now() / 1000);

const UNTRUSTWORTHY: readonly (readonly [string, Misbehaviour])[] = [
  ['another issuer in the ID token', { claims: change({ iss: 'https://evil.example' }) }],
  ['another audience', { claims: change({ aud: 'somebody-else' }) }],
  ['two audiences without azp', { claims: change({ aud: ['lockstep', 'somebody-else'] }) }],
  ['another azp', { claims: change({ azp: 'somebody-else' }) }],
  ['a wrong nonce', { claims: change({ nonce: 'x' }) }],
  ['no nonce', { claims: change({ nonce: undefined }) }],
  ['no subject', { claims: change({ sub: undefined }) }],
  ['no iat', { claims: change({ iat: undefined }) }],
  ['no exp', { claims: change({ exp: undefined }) }],
  ['an expired ID token', { claims: change({ exp: now - 3600 }) }],
  ['a signature by another key', { signature: 'wrong-key' }],
  ['no signature', { signature: 'none' }],
  ['a signature with the client secret', { signature: 'secret' }],
  ['an unknown kid', { header: { kid: 'other' } }],
  ['a critical header that nobody knows', { header: { crit: ['x'], x: 1 } }],
  ['no ID token', { token: change({ id_token: undefined }) }],
  ['an ID token that is none', { token: change({ id_token: 'x.y.z' }) }],
  ['no access token', { token: change({ access_token: undefined }) }],
  ['a lifetime that is no number', { token: change({ expires_in: 'soon' }) }],
  ['a token of another kind', { token: change({ token_type: 'mac' }) }],
  ['a web page at the token endpoint', { tokenText: '<html>' }],
  ['a refused client', { token: () => ({ error: 'invalid_client' }), tokenStatus: 401 }],
  ['another subject at UserInfo', { userInfo: change({ sub: 'mallory' }) }],
  ['no subject at UserInfo', { userInfo: change({ sub: undefined }) }],
  [
    'no iss in the response, though announced',
    { response: (parameters) => parameters.delete('iss') },
  ],
  [
    'the iss of another provider in the response',
    { response: (parameters) => parameters.set('iss', 'https://evil.example') },
  ],
  ['a repeated code', { response: (parameters) => parameters.append('code', 'again') }],
  ['an ID token in the response', { response: (parameters) => parameters.set('id_token', 'x') }],
  [
    'another issuer in the discovery document',
    { discovery: change({ issuer: 'https://evil.example' }) },
  ],
  ['an issuer that is no URL', { discovery: change({ issuer: 'evil' }) }],
  ['no authorization endpoint', { discovery: change({ authorization_endpoint: undefined }) }],
  ['a token endpoint that is no URL', { discovery: change({ token_endpoint: 'nowhere' }) }],
];

describe('a provider that cannot be trusted', () => {
  it('is the exception', async () => {
    expect((await attempt({})).status).toBe(303);
  });

  it.each(UNTRUSTWORTHY)('signs nobody in: %s', async (_name, misbehaviour) => {
    const page = await attempt(misbehaviour);
    expect(problem(page)).toMatchObject({
      type: '/problems/provider-response-invalid',
      status: 502,
    });
    expect(page.text).not.toMatch(/evil|mallory/u);
  });

  it.each([
    [
      'an algorithm that is not on the list',
      {},
      { 'oidc.providers.main.id_token_algorithms': ['RS256'] },
    ],
    [
      'an old authentication',
      { claims: change({ auth_time: now - 3600 }) },
      { 'oidc.providers.main.max_age': 60 },
    ],
    [
      'no auth_time',
      { claims: change({ auth_time: undefined }) },
      { 'oidc.providers.main.max_age': 60 },
    ],
  ] as const)('is held to the settings: %s', async (_name, misbehaviour, settings) => {
    expect(problem(await attempt(misbehaviour as Misbehaviour, settings)).status).toBe(502);
  });

  it('may leave iss out of the response when it never announced it', async () => {
    const page = await attempt({
      discovery: change({ authorization_response_iss_parameter_supported: undefined }),
      response: (parameters) => parameters.delete('iss'),
    });
    expect(page.status).toBe(303);
  });

  it('is refused the code when the verifier does not fit, and its words are not repeated', async () => {
    const page = await attempt({ response: (parameters) => parameters.set('code', 'stolen') });
    expect(problem(page)).toMatchObject({ type: '/problems/login-rejected', status: 403 });
    expect(page.text).not.toContain('secret reason');
  });
});

const refuse = (error: string): Misbehaviour => ({
  response: (parameters) => {
    parameters.delete('code');
    parameters.set('error', error);
    parameters.set('error_description', '<script>alert(1)</script>');
  },
});

describe('a refused sign-in', () => {
  it('is a problem with a stable type', async () => {
    expect(problem(await attempt(refuse('access_denied')))).toMatchObject({
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
    const page = await new Browser().request(`${origin}/auth/web/login${query}`, asJson);
    expect(problem(page)).toMatchObject({ type: `/problems/${type}`, status: 400 });
    expect(page.text).not.toMatch(/<script>|evil/u);
    expect(page.cookies).toEqual([]);
  });

  it('needs a provider at all', async () => {
    const { origin } = await startTestServer({ 'app.environment': 'test', 'app.port': 0 });
    const page = await new Browser().request(`${origin}/auth/web/login`, asJson);
    expect(problem(page).type).toBe('/problems/unknown-provider');
  });

  it('needs a provider when several are enabled and none is the default', async () => {
    const settings = {
      'oidc.providers.other.issuer': 'https://other.example.test',
      'oidc.providers.other.client_id': 'x',
      'oidc.providers.other.client_secret': 'a secret of some length, 0123456789',
    };
    const several = await startWithMisbehaving(settings);
    const asked = await new Browser().request(`${several.origin}/auth/web/login`, asJson);
    expect(problem(asked).type).toBe('/problems/unknown-provider');
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
      asJson,
    );
    expect(problem(gone).type).toBe('/problems/unknown-provider');
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
  const { origin } = await startTestServer({
    'app.environment': 'test',
    'app.port': 0,
    'docs.enabled': false,
    'oidc.providers.main.issuer': `http://127.0.0.1:${port}`,
    'oidc.providers.main.client_id': 'lockstep',
    'oidc.providers.main.client_secret': 'a client secret: with +/&% in it',
  });
  return { origin, provider: () => startMisbehavingProvider(port) };
};

describe('a provider that does not answer', () => {
  it('does not keep the server from starting, and is asked again at the next sign-in', async () => {
    const before = await startMisbehavingProvider();
    await before.close();
    const { origin, provider } = await down(Number(new URL(before.issuer).port));
    const page = await new Browser().request(`${origin}/auth/web/login`, asJson);
    expect(problem(page)).toMatchObject({ type: '/problems/provider-unavailable', status: 503 });
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
      expect(problem(page)).toMatchObject({ type: '/problems/provider-unavailable', status: 503 });
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
