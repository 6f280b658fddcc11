import { describe, expect, it } from 'vitest';
import {
  attempt,
  outcomeOf,
  set,
  signIn,
  startRelyingParty,
  testEach,
} from './support/relying-party.ts';
import type { Case } from './support/relying-party.ts';

/** What UserInfo may answer (OpenID Connect Core 1.0, 5.3.2). */
const CASES: readonly Case[] = [
  {
    module: 'a sub in other letters',
    misbehaviour: { userInfo: set({ sub: 'Alice' }) },
  },
  { module: 'a sub in a list', misbehaviour: { userInfo: set({ sub: ['alice'] }) } },
  { module: 'no sub', misbehaviour: { userInfo: set({ sub: undefined }) } },
  {
    module: 'no UserInfo endpoint',
    misbehaviour: { discovery: set({ userinfo_endpoint: undefined }) },
    outcome: '303',
  },
];

describe('UserInfo', () => {
  testEach(CASES);

  it('claims of a wrong type are left out', async () => {
    const rp = await startRelyingParty();
    const claims = { name: 7, email: ['x'], email_verified: 'yes', preferred_username: {} };
    rp.provider.misbehaviour = { userInfo: set({ ...claims, roles: ['editor', 1], groups: 2 }) };
    expect(outcomeOf(await signIn(rp))).toBe('303');
    const { user } = await rp.browser.me(rp.origin);
    expect(user).toEqual({
      id: expect.any(String),
      iss: rp.provider.issuer,
      sub: 'alice',
      roles: ['editor'],
    });
  });

  it('is not asked with an access token that is for another API (RFC 8707)', async () => {
    const rp = await startRelyingParty({
      'oidc.providers.main.resource': ['https://orders.example'],
    });
    expect(outcomeOf(await signIn(rp))).toBe('303');
    expect(rp.provider.userInfoRequests).toEqual([]);
    const { user } = await rp.browser.me(rp.origin);
    expect([user?.['sub'], user?.['email']]).toEqual(['alice', undefined]);
  });

  it('oidcc-client-test-userinfo-signed: it was not asked for, and is not taken without a look', async () => {
    let jwt = '';
    const { outcome, log } = await attempt({
      prepare: async (provider) => {
        const claims = { iss: provider.issuer, aud: 'lockstep', sub: 'alice', email: 'x@y.test' };
        jwt = await provider.keys.sign(claims);
      },
      misbehaviour: {
        discovery: set({ userinfo_signing_alg_values_supported: ['ES256'] }),
        answers: {
          '/userinfo': (response) =>
            void response.writeHead(200, { 'content-type': 'application/jwt' }).end(jwt),
        },
      },
    });
    expect(outcome).toBe('502 provider-response-invalid');
    expect(log()).not.toContain(jwt);
  });

  it.each([
    ['oidcc-client-test-aggregated-claims', { JWT: 'eyJhbGciOiJub25lIn0.eyJlbWFpbCI6IngifQ.' }],
    ['oidcc-client-test-distributed-claims', { endpoint: 'OP/claims', access_token: 'x' }],
  ])('%s: nobody else is asked, and what they say does not count', async (_module, source) => {
    const rp = await startRelyingParty();
    const sources = JSON.stringify({ other: source }).replace('OP', rp.provider.issuer);
    rp.provider.misbehaviour = {
      userInfo: set({
        email: undefined,
        _claim_names: { email: 'other', roles: 'other' },
        _claim_sources: JSON.parse(sources),
      }),
    };
    expect(outcomeOf(await signIn(rp))).toBe('303');
    const { user } = await rp.browser.me(rp.origin);
    expect([user?.['sub'], user?.['email'], user?.['roles']]).toEqual([
      'alice',
      undefined,
      undefined,
    ]);
    expect(rp.provider.requests).not.toContain('/claims');
  });
});
