import { createHash } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDevIdp } from '../../../server/src/dev-idp/start-dev-idp.ts';
import type { RunningDevIdp } from '../../../server/src/dev-idp/start-dev-idp.ts';
import { Browser, signIn, signOut, toCallback } from '../bff/support/browser.ts';
import { startWithEmbedded } from '../bff/support/server.ts';
import { raw } from '../http/raw.ts';

const CALLBACK = 'http://127.0.0.1:1/auth/web/callback';

async function start(port = 0): Promise<RunningDevIdp> {
  const idp = await startDevIdp({
    port,
    users: ['alice', 'bob'],
    clients: () => [
      { client_id: 'c', client_secret: 'a secret of some length', redirect_uris: [CALLBACK] },
    ],
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => idp.close());
  return idp;
}

const authorize = (issuer: string, change: Readonly<Record<string, string>> = {}): string =>
  `${issuer}/auth?${new URLSearchParams({
    client_id: 'c',
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    state: 's',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    ...change,
  }).toString()}`;

const atCallback = (location: string): boolean => location.startsWith(CALLBACK);

describe('embedded provider', () => {
  it('listens on loopback and says where it is', async () => {
    const { issuer } = await start();
    expect(issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    const page = await new Browser().request(`${issuer}/.well-known/openid-configuration`);
    expect(JSON.parse(page.text)).toMatchObject({
      issuer,
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('asks who to be on a page that needs no script and no style from elsewhere', async () => {
    const { issuer } = await start();
    const browser = new Browser();
    const page = await browser.follow(await browser.request(authorize(issuer)));
    expect(page.status).toBe(200);
    expect(page.text).toContain('name="user" value="alice">Alice Example</button>');
    expect(page.text).not.toMatch(/<script|\son\w+=|style="|https?:/u);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const style = /<style>([^]*?)<\/style>/u.exec(page.text)?.[1] ?? '';
    expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  });

  it('says so when a typed name is unknown, and goes on', async () => {
    const { issuer } = await start();
    const browser = new Browser();
    const asked = await browser.follow(await browser.request(authorize(issuer)));
    const unknown = await browser.request(asked.url, { form: { user: '<i>eve' } });
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain(
      'There is no user &quot;&lt;i&gt;eve&quot;'.replaceAll('&quot;', '"'),
    );
    const known = await browser.follow(
      await browser.request(asked.url, { form: { user: ' Bob ' } }),
      atCallback,
    );
    expect(new URL(known.location ?? '').searchParams.get('code')).toBeTruthy();
  });

  it('lets people cancel', async () => {
    const { issuer } = await start();
    const browser = new Browser();
    const asked = await browser.follow(await browser.request(authorize(issuer)));
    const page = await browser.follow(
      await browser.request(asked.url, { form: { cancel: 'yes' } }),
      atCallback,
    );
    expect(new URL(page.location ?? '').searchParams.get('error')).toBe('access_denied');
  });

  it('does not answer for the sign-in of another browser', async () => {
    const { issuer } = await start();
    const browser = new Browser();
    const asked = await browser.follow(await browser.request(authorize(issuer)));
    const page = await new Browser().request(asked.url, { form: { user: 'alice' } });
    expect(page.status).toBe(400);
    expect(page.text).toContain('This sign-in is over');
  });

  it('demands PKCE', async () => {
    const { issuer } = await start();
    const url = new URL(authorize(issuer));
    url.searchParams.delete('code_challenge');
    url.searchParams.delete('code_challenge_method');
    const page = await new Browser().request(url.href);
    expect(new URL(page.location ?? '').searchParams.get('error')).toBe('invalid_request');
  });

  it('refuses unknown clients with a page', async () => {
    const { issuer } = await start();
    const page = await new Browser().request(authorize(issuer, { client_id: '<b>' }));
    expect(page.status).toBe(400);
    expect(page.text).toContain('invalid_client');
    expect(page.text).not.toContain('<b>');
  });

  it('says which port it cannot have', async () => {
    const { issuer } = await start();
    const { port } = new URL(issuer);
    await expect(start(Number(port))).rejects.toMatchObject({
      message: 'The embedded provider cannot start',
      cause: { code: 'EADDRINUSE', port: Number(port) },
    });
  });

  it('remembers who is signed in there, so that the next sign-in asks nothing', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const pages = browser.pages.length;
    await toCallback(browser, origin, 'nobody-is-asked');
    expect(browser.pages.slice(pages).every((page) => page.status === 303)).toBe(true);
  });

  it('knows the configured users alone', async () => {
    const { origin } = await startWithEmbedded({ 'dev_idp.users': ['carol'] });
    const browser = new Browser();
    const page = await browser.follow(await browser.request(`${origin}/auth/web/login`));
    expect(page.text).toContain('value="carol"');
    expect(page.text).not.toContain('alice');
    expect((await browser.request(page.url, { form: { user: 'alice' } })).status).toBe(400);
  });

  it('makes an administrator of the first user alone', async () => {
    const { origin } = await startWithEmbedded({
      'users.admin_role': 'admin',
      'dev_idp.users': ['carol', 'dave'],
    });
    const answers = await Promise.all(
      ['carol', 'dave'].map(async (user) => {
        const browser = new Browser();
        await signIn(browser, origin, user);
        const { user: claims } = await browser.me(origin);
        return [claims?.['roles'], (await browser.request(`${origin}/admin/users`)).status];
      }),
    );
    expect(answers).toEqual([
      [['admin'], 200],
      [[], 403],
    ]);
  });

  it('starts and stops with the server, and not without being enabled', async () => {
    const { origin, running } = await startWithEmbedded();
    const login = await new Browser().request(`${origin}/auth/web/login`);
    const { origin: issuer } = new URL(login.location ?? '');
    await running.close();
    await expect(fetch(issuer)).rejects.toThrow('fetch failed');
    const without = await startWithEmbedded({ 'dev_idp.enabled': false });
    const page = await new Browser().request(`${without.origin}/auth/web/login`, {
      headers: { accept: 'application/json' },
    });
    expect(page.status).toBe(503);
  });

  it('leads back at once when nobody is signed in there', async () => {
    const { origin } = await startWithEmbedded();
    const { issuer, url } = await signOutUrl(origin);
    const page = await new Browser().request(`${url}&state=s+1`);
    expect([page.status, page.location]).toEqual([303, `${origin}/?state=s+1`]);
    const without = await new Browser().request(`${issuer}/session/end`);
    expect(without.status).toBe(200);
    expect(without.text).toContain('<h1>Signed out</h1>');
    expect(without.text).not.toContain('<script');
    expect(without.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('leads back to registered addresses alone', async () => {
    const { origin } = await startWithEmbedded();
    const { url } = await signOutUrl(origin);
    const foreign = url.replace(encodeURIComponent(`${origin}/`), 'https%3A%2F%2Fevil.example%2F');
    const page = await new Browser().request(foreign);
    expect([page.status, page.location]).toEqual([400, undefined]);
  });

  it('asks before it signs out whoever is signed in', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    const { provider_logout_url: url } = JSON.parse((await signOut(browser, origin)).text);
    const page = await browser.request(url);
    expect(page.text).toContain('Sign out here too?');
  });

  it('answers hostile requests without failing', async () => {
    const { issuer } = await start();
    const port = Number(new URL(issuer).port);
    const host = `Host: ${new URL(issuer).host}\r\nConnection: close\r\n`;
    const requests = [
      `GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      `GET /auth?client_id=c&client_id=d HTTP/1.1\r\n${host}\r\n`,
      `GET /interaction/x HTTP/1.1\r\n${host}Cookie: dev_idp_interaction=%ff; a b=1\r\n\r\n`,
      `POST /interaction/x HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`,
      `POST /token HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{`,
      `GET /session/end?id_token_hint=a.b.c HTTP/1.1\r\n${host}\r\n`,
      `POST /session/end/confirm HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`,
      `GET /%zz HTTP/1.1\r\n${host}\r\n`,
      `GET //evil.example/%2e%2e HTTP/1.1\r\n${host}\r\n`,
    ];
    for (const request of requests) {
      expect(await raw(port, request), request).toMatch(/^HTTP\/1\.1 4\d\d /u);
    }
  });
});

/** Where the server sends people who sign out, and the provider that is there. */
async function signOutUrl(origin: string): Promise<{ issuer: string; url: string }> {
  const browser = new Browser();
  await signIn(browser, origin, 'alice');
  const { provider_logout_url: url } = JSON.parse((await signOut(browser, origin)).text);
  return { issuer: new URL(url).origin, url };
}
