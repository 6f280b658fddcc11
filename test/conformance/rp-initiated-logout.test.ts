import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Browser, signIn as signInEmbedded, signOut } from '../server/bff/support/browser.ts';
import { startWithEmbedded } from '../server/bff/support/server.ts';
import { outcomeOf, post, set, signIn, startRelyingParty } from './support/relying-party.ts';
import type { RelyingParty } from './support/relying-party.ts';

const LOGOUT = '/auth/web/logout';
const PADDING = 'x'.repeat(5000);

const withEndSession = (document: Readonly<Record<string, unknown>>) => ({
  ...document,
  end_session_endpoint: `${String(document['issuer'])}/end?tenant=1`,
});

async function signedIn(misbehaviour = {}): Promise<RelyingParty> {
  const rp = await startRelyingParty();
  rp.provider.misbehaviour = { discovery: withEndSession, ...misbehaviour };
  expect(outcomeOf(await signIn(rp))).toBe('303');
  return rp;
}

function logoutUrl({ text }: { readonly text: string }): URL {
  const { provider_logout_url: url }: { readonly provider_logout_url: string } = JSON.parse(text);
  return new URL(url);
}

describe('oidcc-client-rp-initiated-logout-certification-test-plan', () => {
  it('oidcc-client-test-rp-init-logout', async () => {
    const rp = await signedIn();
    const url = logoutUrl(await post(rp, LOGOUT));
    expect(url.origin + url.pathname).toBe(`${rp.provider.issuer}/end`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      tenant: '1',
      client_id: 'lockstep',
      post_logout_redirect_uri: `${rp.origin}/`,
    });
    expect(url.searchParams.get('id_token_hint') ?? '').toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/u);
    expect((await rp.browser.me(rp.origin)).authenticated).toBe(false);
  });

  /** Nothing waits for the way back, so that a state would protect nothing: whatever comes, nothing happens. */
  it.each([
    ['oidcc-client-test-rp-init-logout-other-state', '?state=another'],
    ['oidcc-client-test-rp-init-logout-no-state', ''],
  ])('%s', async (_module, query) => {
    const rp = await signedIn();
    expect(logoutUrl(await post(rp, LOGOUT)).searchParams.has('state')).toBe(false);
    await signIn(rp);
    const back = await rp.browser.request(`${rp.origin}/${query}`);
    expect(back.status).toBe(200);
    expect((await rp.browser.me(rp.origin)).authenticated).toBe(true);
  });
});

describe('a logout whose address would be too long', () => {
  it('leads to a page that posts a form, once', async () => {
    const rp = await signedIn({ claims: set({ padding: PADDING }) });
    const url = logoutUrl(await post(rp, LOGOUT));
    expect(url.origin + url.pathname).toBe(`${rp.origin}/auth/web/logout/continue`);
    expect(url.href.length).toBeLessThan(200);
    const looked = await rp.browser.request(url.href, { method: 'HEAD' });
    const ahead = await rp.browser.request(url.href, { headers: { 'sec-purpose': 'prefetch' } });
    expect([looked.status, ahead.status]).toEqual([405, 400]);
    const page = await rp.browser.request(url.href);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).toContain(`<form method="post" action="${rp.provider.issuer}/end"`);
    expect(page.text).toContain('name="tenant" value="1"');
    expect(page.text).toMatch(/name="id_token_hint" value="[\w-]+\.[\w-]+\.[\w-]+"/u);
    expect(page.text).toContain(`name="post_logout_redirect_uri" value="${rp.origin}/"`);
    expect(page.text).not.toMatch(/<script(?![^>]* src="\/assets\/submit.js")/u);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe|form-action/u);
    const script = await rp.browser.request(`${rp.origin}/assets/submit.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const again = await rp.browser.request(url.href);
    expect([again.status, again.location]).toEqual([303, `${rp.origin}/`]);
  });

  it('ends after two minutes, and knows nothing that was made up', async () => {
    const rp = await signedIn({ claims: set({ padding: PADDING }) });
    const url = logoutUrl(await post(rp, LOGOUT));
    const made = `${url.origin}${url.pathname}?ticket=`;
    for (const ticket of ['', 'x', 'A'.repeat(43), '../..']) {
      expect((await rp.browser.request(made + encodeURIComponent(ticket))).status).toBe(303);
    }
    rp.clock.advance(120);
    expect((await rp.browser.request(url.href)).status).toBe(303);
  });
});

describe('signing out', () => {
  it('revokes the refresh token at the provider (RFC 7009) and does not wait for it', async () => {
    const rp = await signedIn();
    const gate = new EventEmitter();
    const asked = once(gate, 'asked');
    rp.provider.beforeRevocation = async () => {
      gate.emit('asked');
      await once(gate, 'answer');
    };
    expect((await post(rp, LOGOUT)).status).toBe(200);
    await asked;
    const [revoked] = rp.provider.revocations;
    expect(revoked?.get('token')).toMatch(/^refresh-token-/u);
    expect(revoked?.get('token_type_hint')).toBe('refresh_token');
    gate.emit('answer');
  });

  it('everywhere ends every session of the person', async () => {
    const rp = await signedIn();
    const elsewhere = { ...rp, browser: new Browser() };
    await signIn(elsewhere);
    expect((await post(rp, `${LOGOUT}?scope=all`)).status).toBe(200);
    expect((await elsewhere.browser.me(rp.origin)).authenticated).toBe(false);
    expect((await rp.browser.me(rp.origin)).authenticated).toBe(false);
  });

  it('here leaves the other sessions, and knows no other scope', async () => {
    const rp = await signedIn();
    const elsewhere = { ...rp, browser: new Browser() };
    await signIn(elsewhere);
    expect(outcomeOf(await post(rp, `${LOGOUT}?scope=some`))).toBe('400 bad-request');
    await post(rp, LOGOUT);
    expect((await elsewhere.browser.me(rp.origin)).authenticated).toBe(true);
  });

  it('works with oidc-provider, which leads back', async () => {
    const { origin } = await startWithEmbedded();
    const browser = new Browser();
    await signInEmbedded(browser, origin, 'alice');
    const asked = await browser.request(logoutUrl(await signOut(browser, origin)).href);
    const xsrf = /name="xsrf" value="([^"]+)"/u.exec(asked.text)?.[1] ?? '';
    const action = /action="([^"]+)"/u.exec(asked.text)?.[1] ?? '';
    const done = await browser.request(action, { form: { xsrf, logout: 'yes' } });
    expect(done.location).toBe(`${origin}/`);
  });
});
