import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import {
  attempt,
  outcomeOf,
  post,
  set,
  signIn,
  startRelyingParty,
  testEach,
} from './support/relying-party.ts';
import type { Case } from './support/relying-party.ts';

/** What may come back to the redirection endpoint. */
const CALLBACKS: readonly Case[] = [
  {
    module: 'code and error together',
    misbehaviour: { response: (parameters) => parameters.set('error', 'access_denied') },
    outcome: '403 login-rejected',
  },
  {
    module: 'a repeated state',
    misbehaviour: { response: (parameters) => parameters.append('state', 'x') },
    outcome: '400 bad-request',
  },
  {
    module: 'a repeated iss',
    misbehaviour: { response: (parameters) => parameters.append('iss', 'https://other.example') },
  },
  { module: 'no code', misbehaviour: { response: (parameters) => parameters.delete('code') } },
  {
    module: 'a code of 12 kB that nobody knows',
    misbehaviour: { response: (parameters) => parameters.set('code', 'c'.repeat(12_000)) },
    outcome: '403 login-rejected',
  },
];

/** What the token endpoint may answer. */
const TOKEN_ENDPOINT: readonly Case[] = [
  { module: '200 with a web page', misbehaviour: { tokenText: '<html>' } },
  { module: 'no token_type', misbehaviour: { token: set({ token_type: undefined }) } },
  {
    module: 'expires_in without end, and sessions that are kept as JSON',
    misbehaviour: { token: set({ expires_in: Number.MAX_VALUE }) },
    settings: {
      'security.session.store': 'cookie',
      'security.session.max_concurrent': 0,
      'account.enabled': false,
    },
    outcome: '303',
  },
  { module: 'a negative expires_in', misbehaviour: { token: set({ expires_in: -1 }) } },
  { module: 'no ID token', misbehaviour: { token: set({ id_token: undefined }) } },
  {
    module: '500',
    misbehaviour: { tokenText: 'x', tokenStatus: 500 },
    outcome: '503 provider-unavailable',
  },
  {
    module: '429 with Retry-After',
    misbehaviour: { tokenText: 'x', tokenStatus: 429, tokenHeaders: { 'retry-after': '9' } },
    outcome: '503 provider-unavailable',
  },
  {
    module: 'invalid_client',
    misbehaviour: { token: () => ({ error: 'invalid_client' }), tokenStatus: 401 },
  },
  {
    module: 'invalid_grant',
    misbehaviour: { token: () => ({ error: 'invalid_grant' }), tokenStatus: 400 },
    outcome: '403 login-rejected',
  },
  {
    module: 'temporarily_unavailable',
    misbehaviour: { token: () => ({ error: 'temporarily_unavailable' }), tokenStatus: 400 },
    outcome: '503 provider-unavailable',
  },
  {
    module: 'two megabytes',
    misbehaviour: { token: set({ padding: 'x'.repeat(2 * 1024 * 1024) }) },
    outcome: '503 provider-unavailable',
  },
];

describe('the redirection endpoint', () => {
  testEach(CALLBACKS);

  it('knows no sign-in of another browser', async () => {
    const rp = await startRelyingParty();
    const start = await rp.browser.request(`${rp.origin}/auth/web/login`);
    const callback = rp.provider.authorize(start.location ?? '');
    const headers = { accept: 'application/json' };
    const stranger = await new Browser().request(callback, { headers });
    expect(outcomeOf(stranger)).toBe('400 login-state-invalid');
    expect(rp.provider.tokenRequests).toHaveLength(0);
  });

  it('takes a response once, and not by POST', async () => {
    const rp = await startRelyingParty();
    const start = await rp.browser.request(`${rp.origin}/auth/web/login`);
    const callback = rp.provider.authorize(start.location ?? '');
    const headers = { accept: 'application/json' };
    const posted = await rp.browser.request(callback, { method: 'POST', headers });
    expect(outcomeOf(posted)).toBe('405 method-not-allowed');
    expect(outcomeOf(await rp.browser.request(callback, { headers }))).toBe('303');
    expect(outcomeOf(await rp.browser.request(callback, { headers }))).toBe(
      '400 login-state-invalid',
    );
    expect(rp.provider.tokenRequests).toHaveLength(1);
  });

  it('takes no response of a sign-in that took too long', async () => {
    const rp = await startRelyingParty();
    const start = await rp.browser.request(`${rp.origin}/auth/web/login`);
    rp.clock.advance(600);
    const headers = { accept: 'application/json' };
    const late = await rp.browser.request(rp.provider.authorize(start.location ?? ''), { headers });
    expect(outcomeOf(late)).toBe('400 login-expired');
  });

  it('takes no response of provider A for a sign-in at provider B (mix-up)', async () => {
    const honest = await startRelyingParty();
    const rp = await startRelyingParty({
      'oidc.default_provider': 'main',
      'oidc.providers.other.issuer': honest.provider.issuer,
      'oidc.providers.other.client_id': 'lockstep',
      'oidc.providers.other.client_secret': 'a secret of some length, 0123456789',
    });
    const start = await rp.browser.request(`${rp.origin}/auth/web/login?provider=other`);
    const headers = { accept: 'application/json' };
    const mixed = rp.provider.authorize(start.location ?? '');
    const page = await rp.browser.request(mixed, { headers });
    expect(outcomeOf(page)).toBe('502 provider-response-invalid');
    expect(honest.provider.tokenRequests).toHaveLength(0);
  });
});

describe('the token endpoint', () => {
  testEach(TOKEN_ENDPOINT);

  it.each([
    ['expires_in as a number in a text', '300', 2],
    ['expires_in of 30,000 years', 1e12, 1],
  ])('%s says when there are new tokens', async (_case, lifetime, tokenRequests) => {
    const rp = await startRelyingParty();
    rp.provider.misbehaviour = { token: set({ expires_in: lifetime }) };
    expect(outcomeOf(await signIn(rp))).toBe('303');
    rp.clock.advance(299);
    expect((await post(rp, '/auth/web/refresh')).status).toBe(200);
    expect(rp.provider.tokenRequests).toHaveLength(tokenRequests);
  });

  it('leads nowhere else: a redirect is not followed', async () => {
    const other = await startRelyingParty();
    const { provider, outcome } = await attempt({
      misbehaviour: {
        tokenText: '',
        tokenStatus: 307,
        tokenHeaders: { location: `${other.provider.issuer}/token` },
      },
    });
    expect(outcome).toBe('502 provider-response-invalid');
    expect(provider.tokenRequests).toHaveLength(1);
    expect(other.provider.tokenRequests).toHaveLength(0);
  });
});
