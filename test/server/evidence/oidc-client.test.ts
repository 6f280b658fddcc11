import { generateKeyPairSync, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { describe } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import type { MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import { probe } from './probe.ts';
import { askedFor, signIn, startSignIn, withProvider } from './sign-in.ts';
import type { ProviderScene } from './sign-in.ts';

type TokenRequest = MisbehavingProvider['tokenRequests'][number];

const TOKEN_REQUEST = 'Somebody signs in; the token request at the provider is looked at.';
const BY_KEY = '\n[oidc.providers.main]\nclient_auth = private_key_jwt\n';
const SECRETS = ['Xw4Lb9Tq2Vd7Kf5Hn8Zc', 'Pm6Jr3Ys1Gt0Qe8Wu5Ra'] as const;

/** A P-256 and an RSA key of a client. */
const CLIENT_KEYS = [
  generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
] as const;

interface KeyPair {
  readonly privateKey: KeyObject;
}

const asJwk = ({ privateKey }: KeyPair): string =>
  JSON.stringify(privateKey.export({ format: 'jwk' }));
const asPem = ({ privateKey }: KeyPair): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Signs somebody in and looks at the token request that the provider got. */
function inTokenRequest(look: (request: TokenRequest) => string): ProviderScene['observe'] {
  return async ({ url }, idp) => {
    await signIn(url, idp);
    const request = idp.tokenRequests.at(-1);
    return request === undefined ? 'no token request' : look(request);
  };
}

const assertionOf = ({ form }: TokenRequest): string => form.get('client_assertion') ?? '';

/** With what a token request is signed. */
function signatureOf(request: TokenRequest): string {
  const assertion = assertionOf(request);
  const [header = '', payload = '', signature = ''] = assertion.split('.');
  const index = CLIENT_KEYS.findIndex(({ publicKey: key }) =>
    verify(
      'sha256',
      Buffer.from(`${header}.${payload}`),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    ),
  );
  return `an assertion with ${decodeProtectedHeader(assertion).alg}, by key ${index + 1}`;
}

describe('evidence for [oidc.providers.NAME]: how the server names and proves itself', () => {
  probe({
    key: 'oidc.providers.*.client_id',
    title: 'the server names itself by its client id',
    description: 'Somebody starts to sign in; the redirect to the provider is looked at.',
    a: { value: 'portal', sees: 'client_id=portal' },
    b: { value: 'harbour', sees: 'client_id=harbour' },
    prepare: withProvider({
      observe: async ({ url }) => askedFor(await startSignIn(url), 'client_id'),
    }),
  });

  probe({
    key: 'oidc.providers.*.client_secret',
    title: 'the server authenticates with its client secret',
    description: TOKEN_REQUEST,
    a: { value: 'secret 1', sees: 'the token request carries secret 1' },
    b: { value: 'secret 2', sees: 'the token request carries secret 2' },
    prepare: withProvider({
      given: SECRETS,
      observe: inTokenRequest(({ authorization = '' }) => {
        const [, secret = ''] = atob(authorization.replace('Basic ', '')).split(':');
        const index = SECRETS.findIndex((known) => known === secret);
        return `the token request carries ${index === -1 ? 'no secret' : `secret ${index + 1}`}`;
      }),
    }),
  });

  probe({
    key: 'oidc.providers.*.client_auth',
    title: 'the server authenticates in the way that is set',
    description: TOKEN_REQUEST,
    a: { value: 'client_secret_basic', sees: 'Authorization: Basic' },
    b: { value: 'client_secret_post', sees: 'client_secret in the body' },
    prepare: withProvider({
      observe: inTokenRequest(({ authorization, form }) => {
        const ways = [
          ...(authorization === undefined ? [] : [`Authorization: ${authorization.split(' ')[0]}`]),
          ...(form.has('client_secret') ? ['client_secret in the body'] : []),
        ];
        return ways.join(' and ');
      }),
    }),
  });

  probe({
    key: 'oidc.providers.*.client_key',
    title: 'the server signs with its key',
    description: TOKEN_REQUEST,
    a: { value: 'a P-256 key', sees: 'an assertion with ES256, by key 1' },
    b: { value: 'an RSA key', sees: 'an assertion with RS256, by key 2' },
    prepare: withProvider({
      base: BY_KEY,
      given: [asJwk(CLIENT_KEYS[0]), asJwk(CLIENT_KEYS[1])],
      observe: inTokenRequest(signatureOf),
    }),
  });

  probe({
    key: 'oidc.providers.*.client_key_file',
    title: 'the server signs with the key in the file',
    description: TOKEN_REQUEST,
    a: { value: 'p256.pem', sees: 'an assertion with ES256, by key 1' },
    b: { value: 'rsa.pem', sees: 'an assertion with RS256, by key 2' },
    prepare: withProvider(() => {
      const [p256, rsa] = CLIENT_KEYS;
      const folder = directoryWith({ 'p256.pem': asPem(p256), 'rsa.pem': asPem(rsa) });
      return {
        base: BY_KEY,
        given: [join(folder, 'p256.pem'), join(folder, 'rsa.pem')],
        observe: inTokenRequest(signatureOf),
      };
    }),
  });

  probe({
    key: 'oidc.providers.*.client_key_id',
    title: 'the assertion names the key by its id',
    description: TOKEN_REQUEST,
    a: { sees: 'no kid' },
    b: { value: 'portal-2026', sees: 'kid portal-2026' },
    prepare: withProvider({
      base: `${BY_KEY}client_key = ${asJwk(CLIENT_KEYS[0])}\n`,
      observe: inTokenRequest((request) => {
        const { kid } = decodeProtectedHeader(assertionOf(request));
        return kid === undefined ? 'no kid' : `kid ${kid}`;
      }),
    }),
  });
});
