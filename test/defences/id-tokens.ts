import { attack, conformance } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps forged and swapped tokens and profiles out. */
export const ID_TOKENS: readonly Defence[] = [
  {
    name: 'nonce: expected in the ID token',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'expectedNonce: transaction.nonce,',
    witnesses: [conformance('fapi', 'invalid-missing-nonce')],
  },
  {
    name: 'signature of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove: 'await context.keys.verify(idToken)',
    put: '{ header: { alg: "ES256" }, claims: decodeJwt(idToken) }',
    witnesses: [
      attack('code-injection', 'an ID token that nobody signed, or somebody else, is none'),
      conformance('basic', 'oidcc-client-test-invalid-sig-rs256'),
      conformance('basic', 'oidcc-client-test-kid-absent-multiple-jwks'),
      conformance('config', 'an empty key set'),
      conformance('config', 'a key set that is none'),
      conformance('config', 'a key set that is not there'),
      conformance('fapi', 'oidcc-client-test-invalid-sig-es256'),
      conformance('fapi', 'a key set address in the header (jku)'),
      conformance('fapi', 'a certificate address in the header (x5u)'),
      conformance('fapi', 'a kid that is a path'),
      conformance('fapi', 'with a key in its header (jwk) is checked with the published ones'),
    ],
  },
  {
    name: 'typ of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove:
      "if (header.typ !== undefined && !ID_TOKEN_TYPE.test(header.typ)) return 'typ is of another kind';",
    witnesses: [
      attack('code-injection', 'a token of another kind is no ID token, whoever signed it'),
      conformance('fapi', 'a logout token'),
      conformance('fapi', 'an access token'),
    ],
  },
  {
    name: 'aud: nobody beside this client',
    file: 'server/src/oidc/id-token.ts',
    remove: "if (!isForUs(aud, provider)) return 'aud names somebody else';",
    witnesses: [
      attack('code-injection', 'an ID token of another client at the same provider is none'),
      conformance('fapi', 'invalid-secondary-aud, and azp is us'),
    ],
  },
  {
    name: 'azp of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove: "if (azp !== undefined && azp !== provider.client_id) return 'azp is another client';",
    witnesses: [
      attack('code-injection', 'an ID token of another client at the same provider is none'),
      conformance('fapi', 'another azp'),
    ],
  },
  {
    name: 'iat that lies ahead',
    file: 'server/src/oidc/id-token.ts',
    remove: "if (Number(iat) * MILLISECONDS > now + MAX_AHEAD) return 'iat lies ahead';",
    witnesses: [conformance('fapi', 'iat ten minutes ahead')],
  },
  {
    name: 'at_hash of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove: "return 'at_hash differs';",
    put: 'return undefined;',
    witnesses: [
      attack(
        'code-injection',
        'an access token of another sign-in does not fit the ID token (at_hash)',
      ),
      conformance('fapi', 'oidcc-client-test-invalid-athash'),
    ],
  },
  {
    name: 'sub of UserInfo',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'client.fetchUserInfo(configuration, accessToken, subject)',
    put: 'client.fetchUserInfo(configuration, accessToken, client.skipSubjectCheck)',
    witnesses: [
      attack(
        'code-injection',
        'the profile of somebody else does not become that of the person (UserInfo sub)',
      ),
      conformance('basic', 'oidcc-client-test-userinfo-invalid-sub'),
      conformance('userinfo', 'a sub in other letters'),
      conformance('fapi', 'a sub in other letters'),
      conformance('fapi', 'a sub with a letter that looks the same'),
    ],
  },
  {
    name: 'auth_time where max_age asks for it',
    file: 'server/src/oidc/authorization-response.ts',
    remove: '...(settings.max_age === undefined ? {} : { maxAge: settings.max_age }),',
    witnesses: [
      conformance('fapi', 'an auth_time before max_age'),
      conformance('fapi', 'no auth_time where max_age asks for it'),
    ],
  },
  {
    name: 'algorithms of every signature',
    file: 'server/src/oidc/provider-keys.ts',
    remove: 'algorithms: [...this.#algorithms],',
    witnesses: [
      attack('code-injection', 'a logout token in an algorithm that is not allowed ends nothing'),
    ],
  },
  {
    name: 'unknown keys cost one look in half a minute',
    file: 'server/src/oidc/provider-keys.ts',
    remove: 'this.#mayReloadAt = now + COOLDOWN;',
    witnesses: [conformance('config', 'unknown keys without end cost one look in half a minute')],
  },
  {
    name: 'sub of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove:
      "if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUBJECT) return 'sub is no name';",
    witnesses: [conformance('fapi', 'an empty sub')],
  },
  {
    name: 'sub of the ID token: 255 characters at most',
    file: 'server/src/oidc/id-token.ts',
    remove: ' || sub.length > MAX_SUBJECT',
    also: [
      {
        file: 'server/src/oidc/user-claims.ts',
        remove: "if (!isText(sub, MAX_SUBJECT)) throw untrustworthy('the subject is not one');",
      },
    ],
    witnesses: [conformance('fapi', 'a sub of 256 characters')],
  },
  {
    name: 'signed UserInfo is not asked for',
    file: 'server/src/oidc/provider-registry.ts',
    remove: '{ userinfo_signing_alg_values_supported: _refused, ...metadata }',
    put: '{ ...metadata }',
    witnesses: [conformance('userinfo', 'oidcc-client-test-userinfo-signed')],
  },
];
