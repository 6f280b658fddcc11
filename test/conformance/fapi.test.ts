import { describe, expect, it } from 'vitest';
import { attempt, set, setTime, testEach } from './support/relying-party.ts';
import type { Case } from './support/relying-party.ts';

/** fapi2-security-profile-final-client-test-*; `completeness.test.ts` says what is elsewhere, or not offered. */
const CASES: readonly Case[] = [
  { module: 'happy-path', misbehaviour: {}, outcome: '303' },
  {
    module: 'ensure-authorization-response-with-invalid-state-fails',
    misbehaviour: { response: (parameters) => parameters.set('state', 'A'.repeat(43)) },
    outcome: '400 login-state-invalid',
  },
  {
    module: 'ensure-authorization-response-with-invalid-missing-state-fails',
    misbehaviour: { response: (parameters) => parameters.delete('state') },
    outcome: '400 login-state-invalid',
  },
  {
    module: 'invalid-authorization-response-iss',
    misbehaviour: { response: (parameters) => parameters.set('iss', 'https://other.example') },
  },
  {
    module: 'remove-authorization-response-iss',
    misbehaviour: { response: (parameters) => parameters.delete('iss') },
  },
  { module: 'invalid-iss', misbehaviour: { claims: set({ iss: 'https://other.example' }) } },
  { module: 'missing-iss', misbehaviour: { claims: set({ iss: undefined }) } },
  { module: 'invalid-aud', misbehaviour: { claims: set({ aud: 'another-client' }) } },
  {
    module: 'missing-aud (oidcc-client-test-missing-aud)',
    misbehaviour: { claims: set({ aud: undefined }) },
  },
  {
    module: 'invalid-secondary-aud',
    misbehaviour: { claims: set({ aud: ['lockstep', 'another-client'] }) },
  },
  {
    module: 'invalid-secondary-aud, and azp is us',
    misbehaviour: { claims: set({ aud: ['lockstep', 'another-client'], azp: 'lockstep' }) },
  },
  {
    module: 'a secondary aud that is trusted',
    misbehaviour: { claims: set({ aud: ['lockstep', 'project-7'], azp: 'lockstep' }) },
    settings: { 'oidc.providers.main.trusted_audiences': ['project-7'] },
    outcome: '303',
  },
  {
    module: 'a trusted aud alone',
    misbehaviour: { claims: set({ aud: 'project-7' }) },
    settings: { 'oidc.providers.main.trusted_audiences': ['project-7'] },
  },
  {
    module: 'valid-aud-as-array',
    misbehaviour: { claims: set({ aud: ['lockstep'] }) },
    outcome: '303',
  },
  { module: 'invalid-expired-exp', misbehaviour: { claims: setTime('exp', -600) } },
  { module: 'invalid-missing-exp', misbehaviour: { claims: set({ exp: undefined }) } },
  { module: 'invalid-nonce', misbehaviour: { claims: set({ nonce: 'another' }) } },
  { module: 'invalid-missing-nonce', misbehaviour: { claims: set({ nonce: undefined }) } },
  { module: 'invalid-null-alg', misbehaviour: { signature: 'none' } },
  {
    module: 'invalid-alternate-alg',
    misbehaviour: { algorithm: 'RS256' },
    settings: { 'oidc.providers.main.id_token_algorithms': ['ES256'] },
    prepare: (provider) => provider.keys.add('RS256'),
  },
  {
    module: 'token-type-case-insensitivity',
    misbehaviour: { token: set({ token_type: 'bEARER' }) },
    outcome: '303',
  },
  {
    module: 'token-endpoint-response-without-expires_in',
    misbehaviour: { token: set({ expires_in: undefined }) },
    outcome: '303',
  },
  {
    module: 'discovery-issuer-mismatch',
    misbehaviour: { discovery: set({ issuer: 'https://other.example' }) },
  },
];

/** Of the comprehensive plan, and what else an ID token must not be. */
const ID_TOKENS: readonly Case[] = [
  { module: 'oidcc-client-test-invalid-sig-es256', misbehaviour: { signature: 'wrong-key' } },
  { module: 'oidcc-client-test-invalid-sig-hs256', misbehaviour: { signature: 'secret' } },
  {
    module: 'the published key as the secret of HS256',
    misbehaviour: { signature: 'public-key-as-secret' },
  },
  { module: 'oidcc-client-test-invalid-athash', misbehaviour: { claims: set({ at_hash: 'x' }) } },
  {
    module: 'without at_hash, which the code flow allows',
    misbehaviour: { claims: set({ at_hash: undefined }) },
    outcome: '303',
  },
  { module: 'another azp', misbehaviour: { claims: set({ azp: 'another-client' }) } },
  { module: 'a logout token', misbehaviour: { header: { typ: 'logout+jwt' } } },
  { module: 'an access token', misbehaviour: { header: { typ: 'at+jwt' } } },
  { module: 'typ JWT', misbehaviour: { header: { typ: 'JWT' } }, outcome: '303' },
  { module: 'iat ten minutes ahead', misbehaviour: { claims: setTime('iat', 600) } },
  { module: 'nbf ten minutes ahead', misbehaviour: { claims: setTime('nbf', 600) } },
  { module: 'an empty sub', misbehaviour: { claims: set({ sub: '' }) } },
  {
    module: 'a sub of 256 characters',
    misbehaviour: {
      claims: set({ sub: 'a'.repeat(256) }),
      userInfo: set({ sub: 'a'.repeat(256) }),
    },
  },
  { module: 'a sub in other letters', misbehaviour: { claims: set({ sub: 'Alice' }) } },
  { module: 'a nonce in a list', misbehaviour: { claims: set({ nonce: ['n'] }) } },
  { module: 'an unknown critical header', misbehaviour: { header: { crit: ['x'], x: 1 } } },
  {
    module: 'a key set address in the header (jku)',
    misbehaviour: { header: { kid: 'other', jku: 'http://127.0.0.1:1/keys' } },
  },
  {
    module: 'a certificate address in the header (x5u)',
    misbehaviour: {
      header: { kid: undefined, x5u: 'http://127.0.0.1:1/x' },
      signature: 'wrong-key',
    },
  },
  {
    module: 'a time that ended longer ago than clocks differ',
    misbehaviour: { claims: setTime('exp', -31) },
  },
  {
    module: 'exp as a text',
    misbehaviour: { claims: (honest) => ({ ...honest, exp: String(honest['exp']) }) },
  },
  { module: 'an issuer in a list', misbehaviour: { claims: set({ iss: ['http://127.0.0.1'] }) } },
  { module: 'an encrypted token', misbehaviour: { token: set({ id_token: 'a.b.c.d.e' }) } },
  {
    module: 'a sub with a letter that looks the same',
    misbehaviour: { claims: set({ sub: 'аlice' }) },
  },
  { module: 'a kid that is a path', misbehaviour: { header: { kid: '../../k1' } } },
  {
    module: 'an auth_time before max_age',
    misbehaviour: { claims: setTime('auth_time', -3600) },
    settings: { 'oidc.providers.main.max_age': 60 },
  },
  {
    module: 'no auth_time where max_age asks for it',
    misbehaviour: { claims: set({ auth_time: undefined }) },
    settings: { 'oidc.providers.main.max_age': 60 },
  },
];

describe('fapi2-security-profile-final-client', () => {
  testEach(CASES);
});

describe('an ID token', () => {
  testEach(ID_TOKENS);

  it('with a key in its header (jwk) is checked with the published ones', async () => {
    const { outcome, log } = await attempt({
      misbehaviour: { signature: 'wrong-key', header: { jwk: { kty: 'EC' } } },
    });
    expect(outcome).toBe('502 provider-response-invalid');
    expect(log()).not.toContain('eyJ');
  });
});
