import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import type { Page } from '../server/bff/support/browser.ts';
import type { MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import { inSeconds, outcomeOf, set, signIn, startRelyingParty } from './support/relying-party.ts';
import type { RelyingParty } from './support/relying-party.ts';

const EVENTS = 'http://schemas.openid.net/event/backchannel-logout';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** The provider calls, as no browser does: no cookie, no `Origin`. */
async function call({ origin }: { readonly origin: string }, token: string): Promise<Page> {
  return new Browser().request(`${origin}/auth/backchannel-logout`, {
    headers: { accept: '*/*' },
    form: { logout_token: token },
  });
}

async function signedIn(settings = {}): Promise<RelyingParty> {
  const rp = await startRelyingParty(settings);
  expect(outcomeOf(await signIn(rp))).toBe('303');
  return rp;
}

const isSignedIn = async ({ browser, origin }: RelyingParty): Promise<boolean> =>
  (await browser.me(origin)).authenticated;

type MakeToken = (provider: MisbehavingProvider) => Promise<string>;

/** Logout tokens that must end nothing. */
const REFUSED: readonly (readonly [string, MakeToken])[] = [
  [
    'oidcc-client-test-rp-backchannel-rpinitlogout-alg-none',
    (op) => op.logoutToken(undefined, {}, 'none'),
  ],
  [
    'oidcc-client-test-rp-backchannel-rpinitlogout-no-event',
    (op) => op.logoutToken(set({ events: undefined })),
  ],
  [
    'oidcc-client-test-rp-backchannel-rpinitlogout-with-nonce',
    (op) => op.logoutToken(set({ nonce: 'n' })),
  ],
  [
    'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-alg',
    (op) => op.logoutToken(undefined, {}, 'public-key-as-secret'),
  ],
  [
    'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-aud',
    (op) => op.logoutToken(set({ aud: 'another-client' })),
  ],
  [
    'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-event',
    (op) => op.logoutToken(set({ events: { 'https://example.com/other': {} } })),
  ],
  [
    'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-iss',
    (op) => op.logoutToken(set({ iss: 'https://other.example' })),
  ],
  ['typ JWT', (op) => op.logoutToken(undefined, { typ: 'JWT' })],
  ['no typ', (op) => op.logoutToken(undefined, { typ: undefined })],
  ['a signature by another key', (op) => op.logoutToken(undefined, {}, 'wrong-key')],
  ['a signature with the client secret', (op) => op.logoutToken(undefined, {}, 'secret')],
  ['no exp', (op) => op.logoutToken(set({ exp: undefined }))],
  ['exp over', (op) => op.logoutToken(set({ exp: inSeconds(-1) }))],
  ['iat ten minutes old', (op) => op.logoutToken(set({ iat: inSeconds(-600) }))],
  ['iat ten minutes ahead', (op) => op.logoutToken(set({ iat: inSeconds(600) }))],
  ['no iat', (op) => op.logoutToken(set({ iat: undefined }))],
  ['no jti', (op) => op.logoutToken(set({ jti: undefined }))],
  ['neither sub nor sid', (op) => op.logoutToken(set({ sub: undefined }))],
  ['an empty sub', (op) => op.logoutToken(set({ sub: '' }))],
  ['a sub that is no text', (op) => op.logoutToken(set({ sub: ['alice'] }))],
  ['a null nonce', (op) => op.logoutToken(set({ nonce: null }))],
  ['an event that is no object', (op) => op.logoutToken(set({ events: { [EVENTS]: true } }))],
  ['another audience beside us', (op) => op.logoutToken(set({ aud: ['lockstep', 'other'] }))],
  ['an unknown critical header', (op) => op.logoutToken(undefined, { crit: ['x'], x: 1 })],
  ['an ID token', (op) => op.keys.sign({ iss: op.issuer, aud: 'lockstep', sub: 'alice' })],
  ['nothing', () => Promise.resolve('')],
  ['no JWT', () => Promise.resolve('a.b.c')],
  ['an encrypted one', () => Promise.resolve('a.b.c.d.e')],
];

describe('oidcc-client-backchannel-rp-initiated-logout-certification-test-plan', () => {
  it('oidcc-client-test-rp-backchannel-rpinitlogout', async () => {
    const rp = await signedIn();
    const page = await call(rp, await rp.provider.logoutToken());
    expect([page.status, page.text]).toEqual([200, '{}']);
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(await isSignedIn(rp)).toBe(false);
  });

  it.each(REFUSED)('%s ends nothing', async (_module, make) => {
    const rp = await signedIn();
    const page = await call(rp, await make(rp.provider));
    expect(page.status).toBe(400);
    expect(JSON.parse(page.text)).toMatchObject({ error: 'invalid_request' });
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(await isSignedIn(rp)).toBe(true);
  });
});

describe('a logout token', () => {
  it('by sid ends that session of the provider alone', async () => {
    const rp = await signedIn();
    const other = set({ sub: undefined, sid: 'another' });
    expect((await call(rp, await rp.provider.logoutToken(other))).status).toBe(200);
    expect(await isSignedIn(rp)).toBe(true);
    const own = set({ sub: undefined, sid: 'op-session' });
    expect((await call(rp, await rp.provider.logoutToken(own))).status).toBe(200);
    expect(await isSignedIn(rp)).toBe(false);
  });

  it('with a sid and the sub of somebody else ends nothing', async () => {
    const rp = await signedIn();
    const mixed = set({ sub: 'bob', sid: 'op-session' });
    expect((await call(rp, await rp.provider.logoutToken(mixed))).status).toBe(200);
    expect(await isSignedIn(rp)).toBe(true);
  });

  it('is followed once: sent again, it does not end a later session', async () => {
    const rp = await signedIn();
    const token = await rp.provider.logoutToken(set({ iat: inSeconds(-10) }));
    expect((await call(rp, token)).status).toBe(200);
    expect(outcomeOf(await signIn(rp))).toBe('303');
    const again = await call(rp, token);
    expect([again.status, await isSignedIn(rp)]).toEqual([400, true]);
  });

  it('is followed once by those that come at the same time', async () => {
    const rp = await signedIn();
    const token = await rp.provider.logoutToken();
    const pages = await Promise.all(Array.from({ length: 10 }, () => call(rp, token)));
    expect(pages.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each([
    ['by sub', {}],
    ['by sid', { sub: undefined, sid: 'op-session' }],
    ['by both', { sid: 'op-session' }],
  ])('%s that comes while a sign-in is under way ends it', async (_name, claims) => {
    const rp = await startRelyingParty();
    const { origin, provider, browser } = rp;
    const start = await browser.request(`${origin}/auth/web/login`);
    const callback = provider.authorize(start.location ?? '');
    const gate = new EventEmitter();
    const asked = once(gate, 'asked');
    provider.misbehaviour = { claims: set({ iat: inSeconds(-2) }) };
    provider.beforeToken = async () => {
      gate.emit('asked');
      await once(gate, 'answer');
    };
    const landing = browser.request(callback, { headers: { accept: 'application/json' } });
    await asked;
    expect((await call(rp, await provider.logoutToken(set(claims)))).status).toBe(200);
    gate.emit('answer');
    expect(outcomeOf(await landing)).toBe('403 login-superseded');
    expect(await isSignedIn(rp)).toBe(false);
  });

  it.each([
    ['the sid of another session', { sub: undefined, sid: 'another' }],
    ['the sub of somebody else', { sub: 'bob' }],
  ])('with %s leaves a sign-in that is under way alone', async (_name, claims) => {
    const rp = await startRelyingParty();
    const start = await rp.browser.request(`${rp.origin}/auth/web/login`);
    const callback = rp.provider.authorize(start.location ?? '');
    rp.provider.misbehaviour = { claims: set({ iat: inSeconds(-2) }) };
    expect((await call(rp, await rp.provider.logoutToken(set(claims)))).status).toBe(200);
    expect(outcomeOf(await rp.browser.request(callback))).toBe('303');
    expect(await isSignedIn(rp)).toBe(true);
  });

  it('that comes while tokens are renewed ends the session: the renewal brings it not back', async () => {
    const rp = await signedIn();
    const { provider, browser, origin } = rp;
    const { csrf_token: csrf } = await browser.me(origin);
    rp.clock.advance(290);
    const gate = new EventEmitter();
    const asked = once(gate, 'asked');
    provider.beforeToken = async () => {
      gate.emit('asked');
      await once(gate, 'answer');
    };
    const refresh = browser.request(`${origin}/auth/web/refresh`, {
      method: 'POST',
      headers: { origin, 'x-csrf-token': csrf ?? '', accept: 'application/json' },
    });
    await asked;
    const token = await provider.logoutToken(set({ iat: inSeconds(290), exp: inSeconds(400) }));
    expect((await call(rp, token)).status).toBe(200);
    gate.emit('answer');
    expect(outcomeOf(await refresh)).toBe('401 provider-session-ended');
    expect(await isSignedIn(rp)).toBe(false);
  });

  it('comes as a form, once, by POST, and of bounded size', async () => {
    const rp = await signedIn();
    const token = await rp.provider.logoutToken();
    const address = `${rp.origin}/auth/backchannel-logout`;
    const send = (init: RequestInit): Promise<Response> => fetch(address, init);
    const method = 'POST';
    const twice = `logout_token=${token}&logout_token=${token}`;
    const statuses = [
      await send({ method: 'GET' }),
      await send({ method, headers: FORM, body: twice }),
      await send({ method, headers: FORM, body: 'other=1' }),
      await send({
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ logout_token: token }),
      }),
      await send({ method, headers: FORM, body: `logout_token=${'x'.repeat(1024 * 1024)}` }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([405, 400, 400, 415, 413]);
    expect(await isSignedIn(rp)).toBe(true);
  });
});
