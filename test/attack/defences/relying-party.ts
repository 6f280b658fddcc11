import { attack, conformance } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps forged and swapped answers of providers out. */
export const RELYING_PARTY: readonly Defence[] = [
  {
    name: 'state: drawn anew for each sign-in',
    file: 'server/src/oidc/sign-in.service.ts',
    remove: 'client.randomState()',
    put: "'s'.repeat(43)",
    witnesses: [
      attack('csrf', 'fails while a sign-in of the victim is under way'),
      attack(
        'code-injection',
        'with the whole stolen response fails: the sign-in is bound to its browser',
      ),
    ],
  },
  {
    name: 'nonce: drawn anew for each sign-in',
    file: 'server/src/oidc/sign-in.service.ts',
    remove: 'client.randomNonce()',
    put: "'n'.repeat(43)",
    witnesses: [
      attack(
        'code-injection',
        'is refused by the nonce where a provider does not look at the verifier',
      ),
    ],
  },
  {
    name: 'nonce: expected in the ID token',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'expectedNonce: transaction.nonce,',
    witnesses: [conformance('fapi', 'invalid-missing-nonce')],
  },
  {
    name: 'PKCE: a verifier of its own for each sign-in',
    file: 'server/src/oidc/sign-in.service.ts',
    remove: 'client.randomPKCECodeVerifier()',
    put: "'v'.repeat(43)",
    witnesses: [
      attack(
        'code-injection',
        'is refused by the provider, because the verifier is another one (PKCE)',
      ),
    ],
  },
  {
    name: 'PKCE: S256',
    file: 'server/src/oidc/authorization-request.ts',
    remove: "code_challenge_method: 'S256',",
    witnesses: [
      attack('code-injection', 'every request has its own state, nonce and S256 challenge'),
    ],
  },
  {
    name: 'iss of the authorization response (RFC 9207)',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'authorizationCodeGrant(configuration, response, {',
    put: 'authorizationCodeGrant(configuration, (response.searchParams.set("iss", configuration.serverMetadata().issuer), response), {',
    witnesses: [
      attack('mix-up', 'gives the code of the honest provider to nobody'),
      attack('mix-up', 'is noticed where the attacker does not say that iss is sent'),
    ],
  },
  {
    name: 'signature of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove: 'await context.keys.verify(idToken)',
    put: '{ header: { alg: "ES256" }, claims: decodeJwt(idToken) }',
    witnesses: [
      attack('code-injection', 'an ID token that nobody signed, or somebody else, is none'),
    ],
  },
  {
    name: 'typ of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove:
      "if (header.typ !== undefined && !ID_TOKEN_TYPE.test(header.typ)) return 'typ is of another kind';",
    witnesses: [
      attack('code-injection', 'a token of another kind is no ID token, whoever signed it'),
    ],
  },
  {
    name: 'aud: nobody beside this client',
    file: 'server/src/oidc/id-token.ts',
    remove: "if (!isForUs(aud, provider)) return 'aud names somebody else';",
    witnesses: [
      attack('code-injection', 'an ID token of another client at the same provider is none'),
    ],
  },
  {
    name: 'azp of the ID token',
    file: 'server/src/oidc/id-token.ts',
    remove: "if (azp !== undefined && azp !== provider.client_id) return 'azp is another client';",
    witnesses: [
      attack('code-injection', 'an ID token of another client at the same provider is none'),
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
    ],
  },
  {
    name: 'auth_time where max_age asks for it',
    file: 'server/src/oidc/authorization-response.ts',
    remove: '...(settings.max_age === undefined ? {} : { maxAge: settings.max_age }),',
    witnesses: [conformance('fapi', 'an auth_time before max_age')],
  },
  {
    name: 'algorithms of every signature',
    file: 'server/src/oidc/provider-keys.ts',
    remove: '{ algorithms: [...this.#algorithms] },',
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
    name: 'no redirect of a provider is followed',
    file: 'server/src/oidc/provider-fetch.ts',
    remove: "redirect: 'manual'",
    put: "redirect: 'follow'",
    witnesses: [conformance('responses', 'leads nowhere else: a redirect is not followed')],
  },
  {
    name: 'an answer of a provider is of bounded size',
    file: 'server/src/oidc/provider-fetch.ts',
    remove: 'if (size > MAX_BYTES) return new Response(null, { status: BAD_GATEWAY });',
    witnesses: [conformance('responses', 'two megabytes')],
  },
  {
    name: 'a sign-in comes back once',
    file: 'server/src/oidc/login-transaction.cookies.ts',
    remove: 'this.#used.use(state, this.#clock.now(), this.#lifetime) ? transaction : undefined',
    put: 'transaction',
    witnesses: [
      attack('replay', 'with the very cookie that it came with: used once, it is of no use'),
      attack('replay', 'twenty times at once: one gets in'),
    ],
  },
  {
    name: 'a sign-in that took too long',
    file: 'server/src/bff/sign-in.controller.ts',
    remove: 'this.#transactions.isExpired(transaction)',
    put: 'false',
    witnesses: [
      attack('replay', 'with a login cookie that was stolen and kept: it is over after login_ttl'),
    ],
  },
  {
    name: 'repeated parameters',
    file: 'server/src/bff/query.ts',
    remove: 'if (others.length === 0) return value;',
    put: 'return value;',
    witnesses: [attack('open-redirect', 'does not lead astray by being repeated')],
  },
  {
    name: 'a renewed ID token is about the same person',
    file: 'server/src/oidc/token.service.ts',
    remove: 'checkRenewedIdToken(idToken, record);',
    witnesses: [conformance('refresh', 'oidcc-client-test-refresh-token-invalid-sub is not taken')],
  },
  {
    name: 'a renewed ID token is signed',
    file: 'server/src/oidc/token.service.ts',
    remove: 'await checkIdToken(idToken, { keys, provider: settings, accessToken, now });',
    witnesses: [conformance('refresh', 'a signature by another key is not taken')],
  },
  {
    name: 'invalid_grant ends the session',
    file: 'server/src/oidc/token.service.ts',
    remove: 'await this.#store.revoke(record.ref);',
    witnesses: [
      attack('replay', 'sessions in memory after the provider has refused to go on with it'),
      attack('replay', 'sessions in redis after the provider has refused to go on with it'),
    ],
  },
];
