import { attack, conformance } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps authorization requests and responses together, and what a provider may make this server do. */
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
      conformance('authorization-errors', 'an error with the iss of somebody else'),
      conformance('authorization-errors', 'an error without iss'),
      conformance('fapi', 'invalid-authorization-response-iss'),
      conformance('fapi', 'remove-authorization-response-iss'),
      conformance('responses', 'a repeated iss'),
      conformance(
        'responses',
        'takes no response of provider A for a sign-in at provider B (mix-up)',
      ),
    ],
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
    witnesses: [
      conformance('responses', 'two megabytes'),
      conformance('config', 'an answer of more than a megabyte'),
      conformance('provider-failures', 'whatever an endpoint answers'),
      conformance('provider-failures', 'whatever discovery answers'),
    ],
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
      conformance('responses', 'takes no response of a sign-in that took too long'),
    ],
  },
  {
    name: 'repeated parameters',
    file: 'server/src/bff/query.ts',
    remove: 'if (others.length === 0) return value;',
    put: 'return value;',
    witnesses: [
      attack('open-redirect', 'does not lead astray by being repeated'),
      conformance('responses', 'a repeated state'),
    ],
  },
  {
    name: 'addresses of a provider are https',
    file: 'server/src/oidc/provider-endpoints.ts',
    remove:
      'if (wrong !== undefined) throw untrustworthy(`discovery: ${wrong} is no https address`);',
    witnesses: [
      conformance('config', 'a key set that is not on the web'),
      conformance('config', 'an address that is none: {"authorization_endpoint":"http:'),
      conformance('config', 'an address that is none: {"jwks_uri":"http:'),
      conformance('config', 'an address that is none: {"token_endpoint":"http://login.example'),
      conformance('config', 'an address that is none: {"token_endpoint":"http://user:password'),
      conformance('config', 'an address that is none: {"end_session_endpoint":"javascript:'),
      conformance('config', 'an address that is none: {"end_session_endpoint":"data:'),
      conformance('config', 'an address that is none: {"revocation_endpoint"'),
    ],
  },
  {
    name: 'of the error of a provider, nothing in its own words',
    file: 'server/src/oidc/provider-errors.ts',
    remove: 'REJECTIONS.get(error.error) ??',
    put: 'error.error_description ??',
    witnesses: [conformance('authorization-errors', 'is told in words of this server')],
  },
];
