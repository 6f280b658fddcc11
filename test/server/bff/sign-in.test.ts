import { describe, expect, it } from 'vitest';
import { Browser, signIn, signOut, toCallback } from './support/browser.ts';
import { startWithEmbedded, startWithMisbehaving } from './support/server.ts';

const NOBODY = { authenticated: false, user: null, csrf_token: null, expires_at: null };

describe('sign-in with the embedded provider', () => {
  it('signs alice in, tells who she is, and signs her out', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    expect(await browser.me(origin)).toEqual(NOBODY);

    const landed = await signIn(browser, origin, 'alice', '?return_to=/auth/web/me%3Fx=1');
    expect(landed.status).toBe(303);
    expect(landed.location).toBe(`${origin}/auth/web/me?x=1`);

    const me = await browser.me(origin);
    expect(me).toMatchObject({
      authenticated: true,
      user: {
        sub: 'alice',
        name: 'Alice Example',
        email: 'alice@example.test',
        email_verified: true,
      },
    });
    expect(Object.keys(me.user ?? {}).toSorted()).toEqual([
      'email',
      'email_verified',
      'id',
      'iss',
      'name',
      'preferred_username',
      'roles',
      'sub',
    ]);

    const out = await signOut(browser, origin);
    expect(out.status).toBe(200);
    expect(await browser.me(origin)).toEqual(NOBODY);
  });

  it('lands on the home page when no return_to is given', async () => {
    const { origin } = await startWithEmbedded();
    const landed = await signIn(new Browser(), origin, 'bob');
    expect(landed.location).toBe(`${origin}/`);
  });

  it('sends a code request with PKCE S256, state and nonce', async () => {
    const { origin } = await startWithEmbedded({
      'oidc.providers.dev.max_age': 60,
      'oidc.providers.dev.prompt': 'login',
      'oidc.providers.dev.scopes': ['openid', 'email'],
      'oidc.providers.dev.resource': ['https://api.example.test', 'https://other.example.test'],
    });
    const page = await new Browser().request(`${origin}/auth/web/login`);
    expect(page.status).toBe(303);
    const parameters = new URL(page.location ?? '').searchParams;
    expect(Object.fromEntries(parameters)).toMatchObject({
      response_type: 'code',
      redirect_uri: `${origin}/auth/web/callback`,
      scope: 'openid email',
      code_challenge_method: 'S256',
      max_age: '60',
      prompt: 'login',
    });
    expect(parameters.getAll('resource')).toEqual([
      'https://api.example.test',
      'https://other.example.test',
    ]);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(parameters.get(name)).toMatch(/^[\w-]{43}$/u);
    }
  });

  it('ends the session at once: a copied cookie is worth nothing after sign-out', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const thief = await browser.clone();
    expect((await thief.me(origin)).authenticated).toBe(true);
    await signOut(browser, origin);
    expect(await thief.me(origin)).toEqual(NOBODY);
    expect((await signOut(thief, origin)).status).toBe(204);
  });

  it('offers the sign-out page of the provider, which leads back', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const out: { provider_logout_url: string } = JSON.parse((await signOut(browser, origin)).text);
    const url = out.provider_logout_url;
    const parameters = new URL(url).searchParams;
    expect(parameters.get('post_logout_redirect_uri')).toBe(`${origin}/`);
    expect(parameters.get('id_token_hint')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/u);

    const asked = await browser.request(url);
    expect(asked.text).toContain('Sign out here too?');
    expect(asked.text).not.toContain('<script');
    const xsrf = /name="xsrf" value="([^"]+)"/u.exec(asked.text)?.[1] ?? '';
    const action = /action="([^"]+)"/u.exec(asked.text)?.[1] ?? '';
    const done = await browser.request(action, { form: { xsrf, logout: 'yes' } });
    expect(done.location).toBe(`${origin}/`);
  });

  it('ends the session that the browser had before, and uses a new id', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const old = await browser.clone();
    const oldId = (await browser.cookies(origin)).get('session');
    await signIn(browser, origin, 'alice');
    expect((await browser.cookies(origin)).get('session')).not.toBe(oldId);
    expect((await browser.me(origin)).authenticated).toBe(true);
    expect(await old.me(origin)).toEqual(NOBODY);
  });

  it('ends the earlier session even when a strict cookie does not come along to the callback', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const old = await browser.clone();
    const callback = await toCallback(browser, origin, 'alice');
    const cookies = [...(await browser.cookies(origin))].filter(([name]) => name !== 'session');
    const cookie = cookies.map((pair) => pair.join('=')).join('; ');
    const landed = await new Browser().request(callback, { headers: { cookie } });
    expect(landed.status).toBe(303);
    expect(await old.me(origin)).toEqual(NOBODY);
  });

  it('never takes over an id that the browser brings', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    const planted = 'A'.repeat(43);
    await browser.jar.setCookie(`session=${planted}; Path=/`, origin);
    await signIn(browser, origin, 'alice');
    expect((await browser.cookies(origin)).get('session')).not.toBe(planted);
    const attacker = new Browser();
    await attacker.jar.setCookie(`session=${planted}; Path=/`, origin);
    expect(await attacker.me(origin)).toEqual(NOBODY);
  });

  it.each([
    '',
    'x',
    'A'.repeat(42),
    'A'.repeat(44),
    'A'.repeat(4000),
    '%00',
    '../..',
    '"x"',
    '[object%20Object]',
  ])('is not signed in with the cookie %o', async (value) => {
    const { origin } = await startWithEmbedded();
    const page = await new Browser().request(`${origin}/auth/web/me`, {
      headers: { cookie: `session=${value}` },
    });
    expect(page.status).toBe(200);
    expect(JSON.parse(page.text)).toEqual(NOBODY);
  });

  it('accepts any of the configured client authentications', async () => {
    const { origin } = await startWithEmbedded({
      'oidc.providers.dev.client_auth': 'client_secret_post',
    });
    const browser = new Browser();
    await signIn(browser, origin, 'bob');
    expect((await browser.me(origin)).user).toMatchObject({ sub: 'bob' });
  });

  it('works with ES256 and with access tokens for an API', async () => {
    const { origin } = await startWithEmbedded({
      'oidc.providers.dev.id_token_algorithms': ['ES256'],
      'oidc.providers.dev.resource': ['https://api.example.test'],
    });
    const browser = new Browser();
    await signIn(browser, origin, 'bob');
    expect((await browser.me(origin)).user).toMatchObject({ sub: 'bob', name: 'Bob Example' });
  });

  it.each(['login', 'consent', 'select_account'])('works with prompt=%s', async (prompt) => {
    const { origin } = await startWithEmbedded({ 'oidc.providers.dev.prompt': prompt });
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    expect((await browser.me(origin)).authenticated).toBe(true);
  });
});

describe('what leaves the server', () => {
  it('holds no token, verifier or secret anywhere, and is never cached', async () => {
    const { origin, provider, log } = await startWithMisbehaving();
    const browser = new Browser();
    const start = await browser.request(`${origin}/auth/web/login`);
    const callback = provider.authorize(start.location ?? '');
    await browser.request(callback);
    await browser.me(origin);
    const { csrf_token: token } = await browser.me(origin);
    await browser.request(`${origin}/auth/web/logout`, {
      method: 'POST',
      headers: { origin, 'x-csrf-token': token ?? '' },
    });

    const verifier = provider.tokenRequests[0]?.form.get('code_verifier') ?? '';
    expect(verifier).toMatch(/^[\w-]{43}$/u);
    const received = browser.pages
      .map((page) => `${[...page.headers].join('\n')}\n${page.text}`)
      .join('\n');
    const all = `${received}\n${log()}`;
    for (const secret of ['-that-nobody-may-see', 'eyJ', verifier, 'a client secret']) {
      expect(all).not.toContain(secret);
    }
    for (const page of browser.pages)
      expect(page.headers.get('cache-control')).toContain('no-store');
  });
});
