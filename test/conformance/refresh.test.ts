import { describe, expect, it } from 'vitest';
import type { Misbehaviour } from '../server/bff/support/misbehaving-provider.ts';
import { outcomeOf, post, set, signIn, startRelyingParty } from './support/relying-party.ts';
import type { RelyingParty } from './support/relying-party.ts';

const REFRESH = '/auth/web/refresh';

/** Signed in, with an access token that is about to end after five minutes. */
async function aboutToEnd(settings = {}): Promise<RelyingParty> {
  const rp = await startRelyingParty(settings);
  expect(outcomeOf(await signIn(rp))).toBe('303');
  rp.clock.advance(4 * 60);
  return rp;
}

const refreshTokens = ({ provider }: RelyingParty): readonly (string | null)[] =>
  provider.tokenRequests
    .filter(({ form }) => form.get('grant_type') === 'refresh_token')
    .map(({ form }) => form.get('refresh_token'));

const isSignedIn = async ({ browser, origin }: RelyingParty): Promise<boolean> =>
  (await browser.me(origin)).authenticated;

/** Answers to a refresh token that must not be taken. */
const REFUSED: readonly (readonly [string, Misbehaviour])[] = [
  [
    'oidcc-client-test-refresh-token-invalid-issuer',
    { refreshClaims: set({ iss: 'https://other.example' }) },
  ],
  ['oidcc-client-test-refresh-token-invalid-sub', { refreshClaims: set({ sub: 'mallory' }) }],
  ['another audience', { refreshClaims: set({ aud: 'another-client' }) }],
  ['another audience beside us', { refreshClaims: set({ aud: ['lockstep', 'another-client'] }) }],
  ['another azp', { refreshClaims: set({ azp: 'another-client' }) }],
  ['an ID token that is over', { refreshClaims: set({ exp: 1 }) }],
  ['another auth_time', { refreshClaims: set({ auth_time: 1 }) }],
  ['another nonce', { refreshClaims: set({ nonce: 'another' }) }],
  ['a signature by another key', { signature: 'wrong-key' }],
  ['no signature', { signature: 'none' }],
  ['no access token', { refresh: set({ access_token: undefined }) }],
  ['a web page', { tokenText: '<html>' }],
];

describe('oidcc-client-refreshtoken-test-plan', () => {
  it('oidcc-client-test-refresh-token (refresh-token-test)', async () => {
    const rp = await aboutToEnd();
    expect((await post(rp, REFRESH)).status).toBe(200);
    expect(refreshTokens(rp)).toHaveLength(1);
    expect((await post(rp, REFRESH)).status).toBe(200);
    expect(refreshTokens(rp)).toHaveLength(1);
    rp.clock.advance(4 * 60);
    expect((await post(rp, REFRESH)).status).toBe(200);
    const [first, second] = refreshTokens(rp);
    expect(second).not.toBe(first);
  });

  it.each(REFUSED)('%s is not taken, and the person stays who they are', async (_module, wrong) => {
    const rp = await aboutToEnd();
    rp.provider.misbehaviour = wrong;
    // The access token is good for a minute yet.
    expect((await post(rp, REFRESH)).status).toBe(200);
    rp.clock.advance(60);
    const late = await post(rp, REFRESH);
    expect(['502 provider-response-invalid', '401 provider-session-ended']).toContain(
      outcomeOf(late),
    );
    const { user } = await rp.browser.me(rp.origin);
    expect(user === null || user['sub'] === 'alice').toBe(true);
  });
});

describe('a refresh', () => {
  it('keeps the refresh token when the provider sends no other', async () => {
    const rp = await aboutToEnd();
    rp.provider.misbehaviour = { refresh: set({ refresh_token: undefined }) };
    await post(rp, REFRESH);
    rp.clock.advance(4 * 60);
    expect((await post(rp, REFRESH)).status).toBe(200);
    const [first, second] = refreshTokens(rp);
    expect(second).toBe(first);
  });

  it('works without a new ID token', async () => {
    const rp = await aboutToEnd();
    rp.provider.misbehaviour = { refresh: set({ id_token: undefined }) };
    expect((await post(rp, REFRESH)).status).toBe(200);
    // The access token of the sign-in is over.
    rp.clock.advance(60);
    expect((await post(rp, REFRESH)).status).toBe(200);
    expect(refreshTokens(rp)).toHaveLength(1);
  });

  it('takes a repeated nonce and auth_time', async () => {
    const rp = await startRelyingParty();
    let first: Readonly<Record<string, unknown>> = {};
    rp.provider.misbehaviour = {
      claims: (claims) => {
        if (claims['nonce'] !== undefined) first = claims;
        return { ...claims, nonce: first['nonce'], auth_time: first['auth_time'] };
      },
    };
    await signIn(rp);
    rp.clock.advance(5 * 60);
    expect(outcomeOf(await post(rp, REFRESH))).toBe('200');
  });

  it('ends the session when the provider refuses (invalid_grant)', async () => {
    const rp = await aboutToEnd();
    const [stolen] = [...rp.provider.tokenRequests];
    expect(stolen).toBeDefined();
    const twin = await rp.browser.clone();
    rp.provider.forgetRefreshTokens();
    const page = await post(rp, REFRESH);
    expect(outcomeOf(page)).toBe('401 provider-session-ended');
    expect(page.cookies.join()).toMatch(/session=;/u);
    expect(await isSignedIn(rp)).toBe(false);
    expect((await twin.me(rp.origin)).authenticated).toBe(false);
  });

  it('does not end it when the provider does not answer', async () => {
    const rp = await aboutToEnd();
    rp.provider.misbehaviour = { tokenText: 'x', tokenStatus: 503 };
    expect((await post(rp, REFRESH)).status).toBe(200);
    rp.clock.advance(60);
    const page = await post(rp, REFRESH);
    expect(outcomeOf(page)).toBe('503 provider-unavailable');
    expect(page.headers.get('retry-after')).toBe('5');
    rp.provider.misbehaviour = {};
    rp.clock.advance(10);
    expect((await post(rp, REFRESH)).status).toBe(200);
    expect(await isSignedIn(rp)).toBe(true);
  });

  it.each([
    ['429', { tokenText: 'x', tokenStatus: 429 }],
    [
      'temporarily_unavailable',
      { token: () => ({ error: 'temporarily_unavailable' }), tokenStatus: 400 },
    ],
    ['a redirect', { tokenText: '', tokenStatus: 307, tokenHeaders: { location: '/userinfo' } }],
    ['invalid_client', { token: () => ({ error: 'invalid_client' }), tokenStatus: 401 }],
  ])('does not end it either: %s', async (_name, wrong) => {
    const rp = await aboutToEnd();
    rp.provider.misbehaviour = wrong;
    expect((await post(rp, REFRESH)).status).toBe(200);
    expect(await isSignedIn(rp)).toBe(true);
    expect(rp.provider.userInfoRequests).toHaveLength(1);
  });

  it('whose answer is lost after the provider rotated ends the session cleanly', async () => {
    const rp = await aboutToEnd();
    rp.provider.misbehaviour = { token: () => ({ lost: true }) };
    expect((await post(rp, REFRESH)).status).toBe(200);
    rp.provider.misbehaviour = {};
    rp.clock.advance(5);
    expect(outcomeOf(await post(rp, REFRESH))).toBe('401 provider-session-ended');
    expect(await isSignedIn(rp)).toBe(false);
  });

  it('costs one token request, however many come at the same time', async () => {
    const rp = await aboutToEnd();
    const { csrf_token: token } = await rp.browser.me(rp.origin);
    const headers = { origin: rp.origin, 'x-csrf-token': token ?? '' };
    const pages = await Promise.all(
      Array.from({ length: 20 }, async () =>
        (await rp.browser.clone()).request(rp.origin + REFRESH, { method: 'POST', headers }),
      ),
    );
    expect(pages.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(refreshTokens(rp)).toHaveLength(1);
    const ids = pages.map(({ cookies }) => /session=([^;]*)/u.exec(cookies.join())?.[1]);
    expect(new Set(ids).size).toBe(1);
  });

  it('gives a new id and CSRF token, and needs a session and a CSRF token', async () => {
    const rp = await startRelyingParty();
    const nobody = await rp.browser.request(rp.origin + REFRESH, {
      method: 'POST',
      headers: { origin: rp.origin, accept: 'application/json' },
    });
    expect(outcomeOf(nobody)).toBe('401 authentication-required');
    await signIn(rp);
    const before = await rp.browser.cookies(rp.origin);
    const page = await post(rp, REFRESH);
    const { csrf_token: token, ...who } = JSON.parse(page.text);
    expect(who).toMatchObject({ authenticated: true, user: { sub: 'alice' } });
    const after = await rp.browser.cookies(rp.origin);
    expect(after.get('session')).not.toBe(before.get('session'));
    const headers = { origin: rp.origin, accept: 'application/json' };
    const forged = await rp.browser.request(rp.origin + REFRESH, { method: 'POST', headers });
    expect(outcomeOf(forged)).toBe('403 csrf-token-missing');
    const again = await rp.browser.request(rp.origin + REFRESH, {
      method: 'POST',
      headers: { ...headers, 'x-csrf-token': String(token) },
    });
    expect(again.status).toBe(200);
    expect(refreshTokens(rp)).toEqual([]);
  });
});
