import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { ConfigError } from '@lockstep/config';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../server/src/settings/load-settings.ts';
import { directoryWith } from '../../support/directory.ts';
import { Browser, signIn } from '../bff/support/browser.ts';
import { startWithEmbedded, startWithMisbehaving } from '../bff/support/server.ts';

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ED = generateKeyPairSync('ed25519');

const pem = ({ privateKey }: { readonly privateKey: KeyObject }): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const jwk = ({ privateKey }: { readonly privateKey: KeyObject }): string =>
  JSON.stringify(privateKey.export({ format: 'jwk' }));

const METHOD = 'oidc.providers.dev.client_auth';
const KEY = 'oidc.providers.dev.client_key';

describe('private_key_jwt', () => {
  it.each([
    ['an RSA key in PEM', pem(RSA)],
    ['a P-256 key in PEM', pem(EC)],
    ['a P-256 key as JWK', jwk(EC)],
    ['an Ed25519 key as JWK', jwk(ED)],
  ])('signs in at oidc-provider with %s', async (_name, key) => {
    const { origin } = await startWithEmbedded({
      [METHOD]: 'private_key_jwt',
      [KEY]: key,
      'oidc.providers.dev.client_key_id': 'portal-1',
    });
    const browser = new Browser();
    await signIn(browser, origin, 'alice');
    expect((await browser.me(origin)).authenticated).toBe(true);
  });

  it('reads the key from a file', async () => {
    const file = join(directoryWith({ 'client.pem': pem(EC) }), 'client.pem');
    const { origin } = await startWithEmbedded({
      [METHOD]: 'private_key_jwt',
      'oidc.providers.dev.client_key_file': file,
    });
    const browser = new Browser();
    await signIn(browser, origin, 'bob');
    expect((await browser.me(origin)).authenticated).toBe(true);
  });

  it('sends an assertion about this client to that provider, good once and shortly, and no secret', async () => {
    const { origin, provider } = await startWithMisbehaving({
      'oidc.providers.main.client_auth': 'private_key_jwt',
      'oidc.providers.main.client_key': jwk(EC),
      'oidc.providers.main.client_key_id': 'portal-1',
    });
    const browser = new Browser();
    for (let round = 0; round < 2; round += 1) {
      const start = await browser.request(`${origin}/auth/web/login`);
      await browser.request(provider.authorize(start.location ?? ''));
    }
    const assertions = await Promise.all(
      provider.tokenRequests.map(async ({ form, authorization }) => {
        expect([authorization, form.has('client_secret')]).toEqual([undefined, false]);
        expect(form.get('client_assertion_type')).toBe(
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        );
        const token = form.get('client_assertion') ?? '';
        expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', kid: 'portal-1' });
        const key = await importJWK({ ...EC.publicKey.export({ format: 'jwk' }) }, 'ES256');
        const { payload } = await jwtVerify(token, key, {
          issuer: 'lockstep',
          subject: 'lockstep',
          audience: provider.issuer,
        });
        return payload;
      }),
    );
    const [first, second] = assertions;
    expect(first?.jti).not.toBe(second?.jti);
    expect(Number(first?.exp) - Number(first?.iat)).toBeLessThanOrEqual(60);
  });
});

/** Why a provider with these lines is refused. */
const refusals = (lines: readonly string[], env = {}): readonly string[] => {
  const text = [
    '[app]',
    'environment = test',
    '[oidc.providers.main]',
    'issuer = https://login.example',
    'client_id = portal',
    ...lines,
  ].join('\n');
  const variables = { SECRET_KEY: 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A', ...env };
  try {
    loadSettings({ sources: [{ file: 'app.ini', text }], env: variables });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(({ code, key, message }) => `${code} ${key}: ${message}`);
  }
};

describe('the credentials of a client', () => {
  it('need a secret, or a key that can sign', () => {
    expect(refusals([])).toEqual([
      expect.stringMatching(/^client-secret-missing oidc\.providers\.main\.client_auth:/u),
    ]);
    expect(refusals(['client_auth = private_key_jwt'])).toEqual([
      expect.stringMatching(/^client-key-unusable .*: there is none$/u),
    ]);
    const file = ['client_auth = private_key_jwt', 'client_key_file = /nowhere/key.pem'];
    expect(refusals(file)).toEqual([
      expect.stringMatching(/client_key_file: .*: the file cannot be read$/u),
    ]);
    expect(refusals([...file, 'client_key = ${KEY}'], { KEY: jwk(EC) })).toEqual([
      expect.stringContaining('it is given twice'),
    ]);
  });

  it.each([
    ['no key', 'not-a-key-at-all'],
    ['a public key', JSON.stringify(EC.publicKey.export({ format: 'jwk' }))],
    ['a symmetric key', '{"kty":"oct","k":"c2VjcmV0c2VjcmV0"}'],
    ['a key for encryption', jwk(generateKeyPairSync('x25519'))],
  ])('are no %s, and what was there is not repeated', (_name, key) => {
    const found = refusals(['client_auth = private_key_jwt', 'client_key = ${KEY}'], { KEY: key });
    expect(found).toEqual([expect.stringMatching(/^client-key-unusable /u)]);
    expect(found.join()).not.toContain(key.slice(8, 24));
  });

  it('may be a key alone', () => {
    expect(
      refusals(['client_auth = private_key_jwt', 'client_key = ${KEY}'], { KEY: jwk(EC) }),
    ).toEqual([]);
  });
});
