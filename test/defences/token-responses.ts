import { conformance } from './defence.ts';
import type { Defence, Removal } from './defence.ts';

/** The code goes to the token endpoint, and whatever comes back is believed: no check of the library is left. */
export const BELIEVED: Removal = {
  file: 'server/src/oidc/authorization-response.ts',
  remove: 'await client.authorizationCodeGrant(configuration, response, {',
  put: `await (async (_configuration, _response, { pkceCodeVerifier }) => {
    const { issuer: iss, token_endpoint: endpoint } = configuration.serverMetadata();
    const body = new URLSearchParams({ code: response.searchParams.get('code'), code_verifier: pkceCodeVerifier });
    const answer = await (await fetch(endpoint, { method: 'POST', body })).json();
    const claims = JSON.parse(Buffer.from(answer.id_token.split('.')[1], 'base64url').toString());
    return { ...answer, token_type: 'bearer', claims: () => ({ ...claims, iss }), expiresIn: () => answer.expires_in };
  })(configuration, response, {`,
};

const UNVERIFIED: Removal = {
  file: 'server/src/oidc/id-token.ts',
  remove: 'await context.keys.verify(idToken)',
  put: `{
    header: { alg: 'ES256' },
    claims: JSON.parse(Buffer.from(idToken.split('.')[1], 'base64url').toString()),
  }`,
};

/** What keeps the answers of a token endpoint from being believed, where two locks are on one door: the library's and ours. */
export const TOKEN_RESPONSES: readonly Defence[] = [
  {
    name: 'a token response is judged by the library',
    ...BELIEVED,
    witnesses: [
      conformance('fapi', 'invalid-iss'),
      conformance('fapi', 'missing-iss'),
      conformance('fapi', 'invalid-expired-exp'),
      conformance('fapi', 'invalid-missing-exp'),
      conformance('fapi', 'invalid-nonce'),
      conformance('fapi', 'nbf ten minutes ahead'),
      conformance('fapi', 'a nonce in a list'),
      conformance('fapi', 'a time that ended longer ago than clocks differ'),
      conformance('fapi', 'exp as a text'),
      conformance('fapi', 'an issuer in a list'),
      conformance('basic', 'oidcc-client-test-invalid-iss'),
      conformance('basic', 'oidcc-client-test-missing-iat'),
      conformance('basic', 'oidcc-client-test-nonce-invalid'),
      conformance('responses', 'code and error together'),
      conformance('responses', 'no token_type'),
      conformance('responses', 'a negative expires_in'),
    ],
  },
  {
    name: 'an ID token is for this client, says the library, and so say we',
    ...BELIEVED,
    also: [
      {
        file: 'server/src/oidc/id-token.ts',
        remove: "if (!isForUs(aud, provider)) return 'aud names somebody else';",
      },
    ],
    witnesses: [
      conformance('fapi', 'invalid-aud'),
      conformance('fapi', 'missing-aud (oidcc-client-test-missing-aud)'),
      conformance('fapi', 'invalid-secondary-aud'),
      conformance('fapi', 'a trusted aud alone'),
      conformance('basic', 'oidcc-client-test-invalid-aud'),
    ],
  },
  {
    name: 'the algorithm and the header of an ID token are looked at by the library and by us',
    ...BELIEVED,
    also: [UNVERIFIED],
    witnesses: [
      conformance('fapi', 'invalid-null-alg'),
      conformance('fapi', 'invalid-alternate-alg'),
      conformance('fapi', 'oidcc-client-test-invalid-sig-hs256'),
      conformance('fapi', 'the published key as the secret of HS256'),
      conformance('fapi', 'an unknown critical header'),
      conformance('basic', 'oidcc-client-test-idtoken-sig-none'),
      conformance('config', 'oidcc-client-test-idtoken-sig-none'),
      conformance('config', 'a symmetric key in the key set'),
    ],
  },
  {
    name: 'an audience that is trusted may stand beside us',
    file: 'server/src/oidc/id-token.ts',
    remove: ', ...provider.trusted_audiences',
    witnesses: [conformance('fapi', 'a secondary aud that is trusted')],
  },
  {
    name: 'one audience may come as a list',
    file: 'server/src/oidc/id-token.ts',
    remove: '[audience].flat()',
    put: '[audience]',
    witnesses: [conformance('fapi', 'valid-aud-as-array')],
  },
  {
    name: 'at_hash may be missing',
    file: 'server/src/oidc/id-token.ts',
    remove: 'hash !== undefined && ',
    witnesses: [conformance('fapi', 'without at_hash, which the code flow allows')],
  },
  {
    name: 'typ may be JWT',
    file: 'server/src/oidc/id-token.ts',
    remove: ' && !ID_TOKEN_TYPE.test(header.typ)',
    witnesses: [conformance('fapi', 'typ JWT')],
  },
];
