import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import {
  attempt,
  outcomeOf,
  set,
  signIn,
  startRelyingParty,
  testEach,
} from './support/relying-party.ts';
import type { Case } from './support/relying-party.ts';

const keyRequests = (paths: readonly string[]): number =>
  paths.filter((path) => path === '/jwks').length;

/** What a discovery document or a key set must not be. */
const REFUSED: readonly Case[] = [
  {
    module: 'oidcc-client-test-discovery-issuer-mismatch (rp-discovery-issuer-not-matching-config)',
    misbehaviour: { discovery: set({ issuer: 'https://other.example' }) },
  },
  { module: 'oidcc-client-test-idtoken-sig-none', misbehaviour: { signature: 'none' } },
  {
    module: 'an issuer with a slash that the configuration does not have',
    misbehaviour: {
      discovery: (document) => ({ ...document, issuer: `${String(document['issuer'])}/` }),
    },
  },
  {
    module: 'a key set that is not on the web',
    misbehaviour: { discovery: set({ jwks_uri: 'ftp://127.0.0.1/keys' }) },
  },
  ...[
    { authorization_endpoint: 'javascript:alert(1)' },
    { authorization_endpoint: 'http://login.example/authorize' },
    { jwks_uri: 'http://login.example/keys' },
    { token_endpoint: 'http://login.example/token' },
    { token_endpoint: 'http://user:password@127.0.0.1/token' },
    { userinfo_endpoint: 'file:///etc/passwd' },
    { userinfo_endpoint: 7 },
    { end_session_endpoint: 'javascript:alert(1)' },
    { end_session_endpoint: 'data:text/html,x' },
    { revocation_endpoint: 'http://login.example/revoke' },
  ].map((endpoint) => ({
    module: `an address that is none: ${JSON.stringify(endpoint)}`,
    misbehaviour: { discovery: set(endpoint) },
  })),
  {
    module: 'no authorization endpoint',
    misbehaviour: { discovery: set({ authorization_endpoint: undefined }) },
  },
  { module: 'no token endpoint', misbehaviour: { discovery: set({ token_endpoint: undefined }) } },
  { module: 'no key set', misbehaviour: { discovery: set({ jwks_uri: undefined }) } },
  { module: 'an empty key set', misbehaviour: { jwks: set({ keys: [] }) } },
  { module: 'a key set that is none', misbehaviour: { jwks: () => ({ nothing: true }) } },
  {
    module: 'a key that is none',
    misbehaviour: {
      jwks: set({ keys: [{ kty: 'EC', crv: 'P-256', kid: 'k1', x: 'AAAA', y: 'AAAA' }] }),
    },
  },
  { module: 'a key set that is not there', misbehaviour: { jwksStatus: 404 } },
  {
    module: 'a key set that cannot be had now',
    misbehaviour: { jwksStatus: 500 },
    outcome: '503 provider-unavailable',
  },
  {
    module: 'a symmetric key in the key set',
    misbehaviour: {
      jwks: set({ keys: [{ kty: 'oct', kid: 'k1', k: 'c2VjcmV0', alg: 'HS256' }] }),
      signature: 'secret',
    },
  },
];

describe('oidcc-client-config-certification-test-plan', () => {
  it('oidcc-client-test-discovery-openid-config, oidcc-client-test-discovery-jwks-uri-keys', async () => {
    const { provider, outcome } = await attempt({ misbehaviour: {} });
    expect(outcome).toBe('303');
    expect(provider.requests).toContain('/.well-known/openid-configuration');
    expect(keyRequests(provider.requests)).toBe(1);
  });

  testEach(REFUSED);

  it('oidcc-client-test-signing-key-rotation-just-before-signing (rp-key-rotation-op-sign-key-native)', async () => {
    const rp = await startRelyingParty();
    expect(outcomeOf(await signIn(rp))).toBe('303');
    await rp.provider.keys.rotate();
    expect(outcomeOf(await signIn(rp))).toBe('303');
    expect(keyRequests(rp.provider.requests)).toBe(2);
  });

  it('oidcc-client-test-signing-key-rotation (rp-key-rotation-op-sign-key): each time, half a minute apart', async () => {
    const rp = await startRelyingParty();
    await signIn(rp);
    for (let round = 0; round < 3; round += 1) {
      await rp.provider.keys.rotate();
      rp.clock.advance(30);
      expect(outcomeOf(await signIn(rp))).toBe('303');
    }
  });

  it('many who come after a rotation all get in, with one more look at the keys', async () => {
    const rp = await startRelyingParty();
    await signIn(rp);
    await rp.provider.keys.rotate();
    const others = Array.from({ length: 10 }, () => ({ ...rp, browser: new Browser() }));
    const pages = await Promise.all(others.map((other) => signIn(other)));
    expect(pages.map(outcomeOf)).toEqual(Array(10).fill('303'));
    expect(keyRequests(rp.provider.requests)).toBe(2);
  });

  it('unknown keys without end cost one look in half a minute', async () => {
    const rp = await startRelyingParty();
    await signIn(rp);
    rp.provider.misbehaviour = { header: { kid: 'unknown' } };
    for (let round = 0; round < 5; round += 1) {
      expect(outcomeOf(await signIn(rp))).toBe('502 provider-response-invalid');
    }
    expect(keyRequests(rp.provider.requests)).toBe(2);
    rp.clock.advance(30);
    await signIn(rp);
    expect(keyRequests(rp.provider.requests)).toBe(3);
  });

  it('keys that cannot be had after a rotation are asked for again five seconds later', async () => {
    const rp = await startRelyingParty();
    await signIn(rp);
    await rp.provider.keys.rotate();
    rp.provider.misbehaviour = { jwksStatus: 503 };
    expect(outcomeOf(await signIn(rp))).toBe('503 provider-unavailable');
    rp.provider.misbehaviour = {};
    rp.clock.advance(5);
    expect(outcomeOf(await signIn(rp))).toBe('303');
    expect(keyRequests(rp.provider.requests)).toBe(3);
  });

  it('a key set with a thousand keys is searched', async () => {
    const rp = await startRelyingParty();
    const [key] = rp.provider.keys.jwks;
    rp.provider.misbehaviour = {
      jwks: set({
        keys: [
          ...Array.from({ length: 999 }, (_, index) => ({ ...key, kid: `other-${index}` })),
          key,
        ],
      }),
    };
    expect(outcomeOf(await signIn(rp))).toBe('303');
  });

  it('an answer of more than a megabyte is not read to its end', async () => {
    const { outcome } = await attempt({
      misbehaviour: { jwks: set({ padding: 'x'.repeat(2 * 1024 * 1024) }) },
    });
    expect(outcome).toBe('503 provider-unavailable');
  });
});
