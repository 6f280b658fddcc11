import { describe, expect, it } from 'vitest';
import { CLIENT_SECRET } from '../server/bff/support/misbehaving-provider.ts';
import type { Misbehaviour } from '../server/bff/support/misbehaving-provider.ts';
import { route, startUpstream } from '../server/proxy/support.ts';
import { outcomeOf, post, set, signIn, startRelyingParty } from './support/relying-party.ts';
import type { RelyingParty } from './support/relying-party.ts';

const REFRESH = '/auth/web/refresh';
const JSON_PLEASE = { accept: 'application/json' };

/** What the provider does wrong in turn: each goes through another way of failing. */
const WRONGS: readonly Misbehaviour[] = [
  { token: set({ id_token: undefined }) },
  { token: set({ token_type: 'mac' }) },
  { signature: 'wrong-key' },
  { header: { kid: 'unknown' } },
  { claims: set({ at_hash: 'x' }) },
  { claims: set({ nonce: 'another' }) },
  { refreshClaims: set({ sub: 'mallory' }) },
  { userInfo: set({ sub: 'mallory' }) },
  { tokenText: 'x', tokenStatus: 500 },
  { response: (parameters) => parameters.set('iss', 'https://other.example') },
  { response: (parameters) => parameters.set('error', 'access_denied') },
];

/** The ways in which a text may be hidden in another one: every alignment of base64 is one. */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const aligned = [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    // Characters at both ends depend on what stands beside them.
    return (['base64', 'base64url'] as const).map((encoding) =>
      padded.toString(encoding).replace(/=*$/u, '').slice(4, -3),
    );
  });
  return [text, encodeURIComponent(text), bytes.toString('hex'), ...aligned];
}

/** Everything secret that went between the provider and the server. */
function secretsOf({ provider }: RelyingParty): readonly string[] {
  const sent = provider.tokenRequests.flatMap(({ form }) =>
    ['code_verifier', 'client_secret', 'refresh_token'].map((name) => form.get(name) ?? ''),
  );
  const basic = provider.tokenRequests.map(({ authorization = '' }) => authorization.slice(6));
  const all = [...provider.issued, ...sent, ...basic, CLIENT_SECRET];
  return [...new Set(all)].filter((text) => text.length > 8);
}

/** The codes that were redeemed: browsers carry them, but no log holds them. */
const codesOf = ({ provider }: RelyingParty): readonly string[] =>
  provider.tokenRequests.flatMap(({ form }) => form.get('code') ?? []);

/** Where a secret can be read, by what it begins with. */
function findLeaks(haystacks: readonly string[], secrets: readonly string[]): readonly string[] {
  const text = haystacks.join('\n');
  return secrets.flatMap((secret) =>
    formsOf(secret)
      .filter((form) => form.length > 8 && text.includes(form))
      .map((form) => `${secret.slice(0, 24)} as ${form.slice(0, 24)}`),
  );
}

/** Headers, cookies and body of everything that the browser received, addresses that it was sent to included. */
const received = ({ browser }: RelyingParty): readonly string[] =>
  browser.pages.map(({ url, headers, text }) => `${url}\n${[...headers].join('\n')}\n${text}`);

async function api({ browser, origin }: RelyingParty): Promise<string> {
  return outcomeOf(await browser.request(`${origin}/api/orders`, { headers: JSON_PLEASE }));
}

/** A day in the life of the server: signing in, asking the API, renewing, failing in every way, signing out. */
async function liveThrough(rp: RelyingParty): Promise<void> {
  const { origin, browser, provider, clock } = rp;
  expect(outcomeOf(await signIn(rp))).toBe('303');
  for (const path of ['/', '/account', '/auth/web/me', '/auth/web/sessions', '/health/ready']) {
    await browser.request(origin + path);
  }
  expect(await api(rp)).toBe('200');
  clock.advance(290);
  expect((await post(rp, REFRESH)).status).toBe(200);
  for (const wrong of WRONGS) {
    provider.misbehaviour = wrong;
    clock.advance(300);
    await post(rp, REFRESH);
    await api(rp);
    await signIn(rp);
    const login = await browser.request(`${origin}/auth/web/login`);
    await browser.request(provider.authorize(login.location ?? ''));
    provider.misbehaviour = {};
    expect(outcomeOf(await signIn(rp))).toBe('303');
  }
  provider.misbehaviour = { answers: { '/revoke': (response) => void response.destroy() } };
  const logoutToken = await provider.logoutToken(set({ nonce: 'n' }));
  await browser.request(`${origin}/auth/backchannel-logout`, {
    form: { logout_token: logoutToken },
  });
  await post(rp, '/auth/web/logout');
  await expect.poll(rp.log).toContain('the refresh token was not revoked');
}

describe('nothing of the provider', () => {
  it('leaves the server in any body, header, cookie, address or log, in any spelling', async () => {
    const upstream = await startUpstream();
    const rp = await startRelyingParty({ ...route(upstream.url), 'logging.level': 'trace' });
    await liveThrough(rp);
    const secrets = secretsOf(rp);
    expect(secrets.filter((text) => text.startsWith('access-token-')).length).toBeGreaterThan(20);
    expect(secrets.filter((text) => text.startsWith('eyJ')).length).toBeGreaterThan(20);
    expect(rp.log()).toContain('token_refresh_fail');
    expect(findLeaks([...received(rp), rp.log()], secrets)).toEqual([]);
    expect(codesOf(rp).length).toBeGreaterThan(20);
    expect(findLeaks([rp.log()], codesOf(rp))).toEqual([]);
  });

  it('would be found: the scan sees what is there, however it is spelled', () => {
    const secret = 'access-token-1-that-nobody-may-see';
    for (const form of [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('hex'),
      Buffer.from(`{"a":"${secret}"}`).toString('base64'),
      Buffer.from(`x${secret}`).toString('base64url'),
    ]) {
      expect(findLeaks([`before ${form} after`], [secret])).not.toEqual([]);
    }
  });
});
