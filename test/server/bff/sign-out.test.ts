import { describe, expect, it } from 'vitest';
import { Browser, signOut } from './support/browser.ts';
import type { Answer, MisbehavingProvider } from './support/misbehaving-provider.ts';
import { startWithMisbehaving } from './support/server.ts';
import type { TestServer } from './support/server.ts';

interface SignedIn extends TestServer {
  readonly provider: MisbehavingProvider;
  readonly browser: Browser;
}

type Json = Readonly<Record<string, unknown>>;

const withEndSession = (document: Json): Json => ({
  ...document,
  end_session_endpoint: `${String(document['issuer'])}/end`,
});

async function signedIn(settings = {}, discovery = withEndSession): Promise<SignedIn> {
  const server = await startWithMisbehaving(settings);
  server.provider.misbehaviour = { discovery };
  const browser = new Browser();
  const start = await browser.request(`${server.origin}/auth/web/login`);
  const landed = await browser.request(server.provider.authorize(start.location ?? ''));
  expect(landed.status).toBe(303);
  return { ...server, browser };
}

const never: Answer = () => undefined;

describe('signing out', () => {
  it.each<readonly [string, Answer]>([
    ['closes the connection', (response) => void response.destroy()],
    ['is broken', (response) => void response.writeHead(500).end('do-not-show')],
    ['does not know this client', (response) => void response.writeHead(401).end('do-not-show')],
  ])('is done although the revocation endpoint %s', async (_name, answer) => {
    const { origin, provider, browser, log } = await signedIn();
    provider.misbehaviour = { answers: { '/revoke': answer } };
    const page = await signOut(browser, origin);
    expect(page.status).toBe(200);
    expect(page.text).toContain('provider_logout_url');
    expect((await browser.me(origin)).authenticated).toBe(false);
    await expect.poll(log).toContain('the refresh token was not revoked');
    expect(log()).not.toMatch(/do-not-show|-that-nobody-may-see/u);
  });

  it('waits for no answer of the revocation endpoint', async () => {
    const { origin, provider, browser } = await signedIn({ 'oidc.timeout': '1h' });
    provider.misbehaviour = { answers: { '/revoke': never } };
    expect((await signOut(browser, origin)).status).toBe(200);
    expect((await browser.me(origin)).authenticated).toBe(false);
    await expect.poll(() => provider.requests).toContain('/revoke');
  });

  it('needs no page of the provider', async () => {
    const { origin, provider, browser } = await signedIn({}, (document) => ({
      ...document,
      revocation_endpoint: undefined,
    }));
    const page = await signOut(browser, origin);
    expect([page.status, page.text]).toEqual([204, '']);
    expect((await browser.me(origin)).authenticated).toBe(false);
    expect(provider.revocations).toHaveLength(0);
  });

  it('waits for no provider that has become silent: its address is known', async () => {
    const { origin, provider, browser, clock } = await signedIn({
      'security.session.idle_timeout': '2h',
      'oidc.timeout': '1h',
    });
    clock.advance(60 * 60);
    provider.misbehaviour = { answers: { '/.well-known/openid-configuration': never } };
    const page = await signOut(browser, origin);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`${provider.issuer}/end?`);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });
});
