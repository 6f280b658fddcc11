import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Misbehaviour } from '../bff/support/misbehaving-provider.ts';
import {
  outcomeOf,
  post,
  signIn,
  startRelyingParty,
} from '../../conformance/support/relying-party.ts';
import type { RelyingParty } from '../../conformance/support/relying-party.ts';
import { route, startUpstream } from '../proxy/support.ts';

const REFRESH = '/auth/web/refresh';
const DOWN: Misbehaviour = { tokenText: 'x', tokenStatus: 503 };

/** Signed in, with an API behind the server; the access token ends after five minutes. */
async function withApi(): Promise<RelyingParty & { readonly calls: () => number }> {
  const upstream = await startUpstream();
  const rp = await startRelyingParty(route(upstream.url));
  expect(outcomeOf(await signIn(rp))).toBe('303');
  return { ...rp, calls: () => upstream.asked.length };
}

const api = async ({ browser, origin }: RelyingParty): Promise<string> =>
  outcomeOf(
    await browser.request(`${origin}/api/orders`, { headers: { accept: 'application/json' } }),
  );

const renewals = ({ provider }: RelyingParty): number =>
  provider.tokenRequests.filter(({ form }) => form.get('grant_type') === 'refresh_token').length;

describe('while the session ends', () => {
  it('what the provider issues to it is given back', async () => {
    const rp = await startRelyingParty();
    expect(outcomeOf(await signIn(rp))).toBe('303');
    const { provider, origin } = rp;
    const other = { ...rp, browser: await rp.browser.clone() };
    rp.clock.advance(290);
    const gate = new EventEmitter();
    provider.beforeToken = async () => {
      gate.emit('asked');
      await once(gate, 'answer');
    };
    provider.beforeRevocation = async () => void gate.emit('revoked');
    const asked = once(gate, 'asked');
    const refresh = post(rp, REFRESH);
    await asked;
    const first = once(gate, 'revoked');
    expect((await post(other, '/auth/web/logout')).status).toBe(204);
    await first;
    const second = once(gate, 'revoked');
    gate.emit('answer');
    expect(outcomeOf(await refresh)).toBe('401 provider-session-ended');
    await second;
    expect(provider.revocations.map((form) => form.get('token'))).toEqual([
      'refresh-token-1-that-nobody-may-see',
      'refresh-token-2-that-nobody-may-see',
    ]);
    expect((await other.browser.me(origin)).authenticated).toBe(false);
  });
});

describe('while the provider cannot renew tokens', () => {
  it('the API is reached as long as the access token lasts, then is 503 with a reason; nobody is signed out', async () => {
    const rp = await withApi();
    rp.provider.misbehaviour = DOWN;
    rp.clock.advance(250);
    expect(await api(rp)).toBe('200');
    rp.clock.advance(50);
    expect(await api(rp)).toBe('503 provider-unavailable');
    expect([(await rp.browser.me(rp.origin)).authenticated, rp.calls()]).toEqual([true, 1]);
    rp.provider.misbehaviour = { token: () => ({ nothing: true }) };
    rp.clock.advance(10);
    expect(await api(rp)).toBe('502 provider-response-invalid');
    expect((await rp.browser.me(rp.origin)).authenticated).toBe(true);
  });

  it('keeps the refresh token of an answer that cannot be checked now: the one before is void', async () => {
    const rp = await withApi();
    await rp.provider.keys.rotate();
    rp.provider.misbehaviour = { jwksStatus: 503 };
    rp.clock.advance(250);
    expect([await api(rp), renewals(rp)]).toEqual(['200', 1]);
    rp.clock.advance(50);
    expect([await api(rp), renewals(rp)]).toEqual(['503 provider-unavailable', 2]);
    rp.provider.misbehaviour = {};
    rp.clock.advance(30);
    expect([await api(rp), renewals(rp)]).toEqual(['200', 3]);
    expect((await rp.browser.me(rp.origin)).authenticated).toBe(true);
  });

  it('the token endpoint is asked once in a pause that doubles, however many requests come', async () => {
    const rp = await withApi();
    rp.provider.misbehaviour = DOWN;
    rp.clock.advance(300);
    const asked = [];
    for (const pause of [5, 10, 20, 40, 60, 60]) {
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => api(rp)));
      expect(new Set(outcomes)).toEqual(new Set(['503 provider-unavailable']));
      rp.clock.advance(pause - 0.001);
      expect(await api(rp)).toBe('503 provider-unavailable');
      asked.push(renewals(rp));
      rp.clock.advance(0.001);
    }
    expect(asked).toEqual([1, 2, 3, 4, 5, 6]);
    rp.provider.misbehaviour = {};
    expect(await api(rp)).toBe('200');
    rp.clock.advance(300);
    rp.provider.misbehaviour = DOWN;
    await api(rp);
    rp.clock.advance(5);
    await api(rp);
    expect(renewals(rp)).toBe(9);
  });

  it('the token endpoint is left alone for as long as it asks in Retry-After, up to a minute', async () => {
    const rp = await withApi();
    rp.provider.misbehaviour = {
      tokenText: '{}',
      tokenStatus: 429,
      tokenHeaders: { 'content-type': 'application/json', 'retry-after': '30' },
    };
    rp.clock.advance(300);
    const page = await post(rp, REFRESH);
    expect([outcomeOf(page), page.headers.get('retry-after')]).toEqual([
      '503 provider-unavailable',
      '30',
    ]);
    rp.clock.advance(29);
    await post(rp, REFRESH);
    expect(renewals(rp)).toBe(1);
    rp.clock.advance(1);
    rp.provider.misbehaviour = {
      ...rp.provider.misbehaviour,
      tokenHeaders: { 'retry-after': '86400' },
    };
    expect((await post(rp, REFRESH)).headers.get('retry-after')).toBe('60');
    expect(renewals(rp)).toBe(2);
  });

  it('nobody waits for it who has a token that lasts', async () => {
    const rp = await withApi();
    const gate = new EventEmitter();
    const asked = once(gate, 'asked');
    rp.provider.beforeToken = async () => {
      gate.emit('asked');
      await once(gate, 'never');
    };
    rp.clock.advance(250);
    const answer = api(rp);
    await asked;
    expect(await answer).toBe('200');
    expect(renewals(rp)).toBe(1);
  });
});

describe('a renewal that the provider refuses', () => {
  it('ends the session for the API too, and takes the cookie', async () => {
    const rp = await withApi();
    rp.provider.forgetRefreshTokens();
    rp.clock.advance(300);
    expect(await api(rp)).toBe('401 provider-session-ended');
    expect((await rp.browser.cookies(rp.origin)).size).toBe(0);
    expect((await rp.browser.me(rp.origin)).authenticated).toBe(false);
    expect(rp.calls()).toBe(0);
  });
});
