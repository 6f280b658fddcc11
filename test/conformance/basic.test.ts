import { describe, expect, it } from 'vitest';
import { CLIENT_ID, CLIENT_SECRET } from '../server/bff/support/misbehaving-provider.ts';
import { outcomeOf, set, signIn, startRelyingParty, testEach } from './support/relying-party.ts';
import type { Case } from './support/relying-party.ts';

const RSA = { 'oidc.providers.main.id_token_algorithms': ['RS256'] };

/** oidcc-client-basic-certification-test-plan, with the old names of oidctest where they say more. */
const CASES: readonly Case[] = [
  { module: 'oidcc-client-test (rp-response_type-code)', misbehaviour: {}, outcome: '303' },
  {
    module: 'oidcc-client-test-invalid-iss (rp-id_token-issuer-mismatch)',
    misbehaviour: { claims: set({ iss: 'https://other.example' }) },
  },
  {
    module: 'oidcc-client-test-missing-sub (rp-id_token-sub)',
    misbehaviour: { claims: set({ sub: undefined }) },
  },
  {
    module: 'oidcc-client-test-invalid-aud (rp-id_token-aud)',
    misbehaviour: { claims: set({ aud: 'another-client' }) },
  },
  {
    module: 'oidcc-client-test-missing-iat (rp-id_token-iat)',
    misbehaviour: { claims: set({ iat: undefined }) },
  },
  {
    module: 'oidcc-client-test-kid-absent-single-jwks',
    misbehaviour: { header: { kid: undefined } },
    outcome: '303',
  },
  {
    module: 'oidcc-client-test-kid-absent-multiple-jwks',
    misbehaviour: { header: { kid: undefined } },
    prepare: (provider) => provider.keys.add('ES256'),
  },
  {
    module: 'oidcc-client-test-idtoken-sig-rs256',
    misbehaviour: { algorithm: 'RS256' },
    settings: RSA,
    prepare: (provider) => provider.keys.add('RS256'),
    outcome: '303',
  },
  { module: 'oidcc-client-test-idtoken-sig-none', misbehaviour: { signature: 'none' } },
  {
    module: 'oidcc-client-test-invalid-sig-rs256 (rp-id_token-bad-sig-rs256)',
    misbehaviour: { algorithm: 'RS256', signature: 'wrong-key' },
    settings: RSA,
    prepare: (provider) => provider.keys.add('RS256'),
  },
  {
    module: 'oidcc-client-test-userinfo-invalid-sub (rp-userinfo-bad-sub-claim)',
    misbehaviour: { userInfo: set({ sub: 'mallory' }) },
  },
  {
    module: 'oidcc-client-test-nonce-invalid (rp-nonce-invalid)',
    misbehaviour: { claims: set({ nonce: 'another' }) },
  },
];

describe('oidcc-client-basic-certification-test-plan', () => {
  testEach(CASES);

  it('oidcc-client-test-userinfo-bearer-header, and never oidcc-client-test-userinfo-bearer-body', async () => {
    const rp = await startRelyingParty();
    expect(outcomeOf(await signIn(rp))).toBe('303');
    const [asked] = rp.provider.userInfoRequests;
    expect(asked).toMatchObject({ method: 'GET', query: '', body: '' });
    expect(asked?.authorization).toMatch(/^Bearer access-token-/u);
  });

  it('oidcc-client-test-scope-userinfo-claims', async () => {
    const rp = await startRelyingParty();
    const { location = '' } = await rp.browser.request(`${rp.origin}/auth/web/login`);
    expect(new URL(location).searchParams.get('scope')).toBe('openid profile email');
    await signIn(rp);
    const { user } = await rp.browser.me(rp.origin);
    expect(user).toMatchObject({ sub: 'alice', email: 'alice@example.test' });
  });

  it('oidcc-client-test-client-secret-basic (rp-token_endpoint-client_secret_basic)', async () => {
    const rp = await startRelyingParty();
    await signIn(rp);
    const [asked] = rp.provider.tokenRequests;
    // Form-encoded before base64 (RFC 6749, 2.3.1).
    const [id, secret] = atob(asked?.authorization?.slice(6) ?? '').split(':');
    expect(decodeURIComponent(id ?? '')).toBe(CLIENT_ID);
    expect(decodeURIComponent((secret ?? '').replaceAll('+', ' '))).toBe(CLIENT_SECRET);
    expect(asked?.form.has('client_secret')).toBe(false);
  });
});
