import { attack, conformance, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** Token responses that the library refuses. */
const WRONG_RESPONSES: Defence['witnesses'] = [
  conformance('refresh', 'oidcc-client-test-refresh-token-invalid-issuer is not taken'),
  conformance('refresh', 'another audience is not taken'),
  conformance('refresh', 'another audience beside us is not taken'),
  conformance('refresh', 'another azp is not taken'),
  conformance('refresh', 'an ID token that is over is not taken'),
  conformance('refresh', 'no signature is not taken'),
  conformance('refresh', 'no access token is not taken'),
];

/** What keeps a session that of its person when its tokens are renewed, and alive where it may be. */
export const RENEWALS: readonly Defence[] = [
  {
    name: 'a renewed ID token is about the same person',
    file: 'server/src/oidc/request-renewal.ts',
    remove: 'checkRenewedIdToken(idToken, record);',
    witnesses: [
      conformance('refresh', 'oidcc-client-test-refresh-token-invalid-sub is not taken'),
      conformance('refresh', 'another auth_time is not taken'),
      conformance('refresh', 'another nonce is not taken'),
    ],
  },
  {
    name: 'a renewed ID token is signed',
    file: 'server/src/oidc/request-renewal.ts',
    remove: 'await checkIdToken(idToken, { keys, provider: settings, accessToken, now });',
    witnesses: [conformance('refresh', 'a signature by another key is not taken')],
  },
  {
    name: 'a renewal is judged by the library and by us',
    file: 'server/src/oidc/request-renewal.ts',
    remove: 'await client.refreshTokenGrant(configuration, refreshToken, parameters)',
    put: `await (async () => {
      const { token_endpoint: endpoint } = configuration.serverMetadata();
      const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken });
      const answer = await (await fetch(endpoint, { method: 'POST', body })).json();
      return { ...answer, token_type: 'bearer', expiresIn: () => answer.expires_in };
    })()`,
    also: [
      {
        file: 'server/src/oidc/request-renewal.ts',
        remove: 'await checkIdToken(idToken, { keys, provider: settings, accessToken, now });',
      },
      {
        file: 'server/src/oidc/request-renewal.ts',
        remove: 'checkRenewedIdToken(idToken, record);',
      },
    ],
    witnesses: WRONG_RESPONSES,
  },
  {
    name: 'invalid_grant ends the session',
    file: 'server/src/oidc/token.service.ts',
    remove: 'await this.#store.revoke(ref);',
    witnesses: [
      attack('replay', 'sessions in memory after the provider has refused to go on with it'),
      attack('replay', 'sessions in redis after the provider has refused to go on with it'),
      conformance('refresh', 'ends the session when the provider refuses (invalid_grant)'),
    ],
  },
  {
    name: 'nothing but invalid_grant ends the session',
    file: 'server/src/oidc/token.service.ts',
    remove: 'if (isGrantRefused(error)) throw',
    put: 'throw',
    witnesses: [
      ...WRONG_RESPONSES,
      conformance('refresh', 'a web page is not taken'),
      conformance('refresh', 'does not end it when the provider does not answer'),
      conformance('refresh', 'does not end it either: 429'),
      conformance('refresh', 'does not end it either: temporarily_unavailable'),
      conformance('refresh', 'does not end it either: a redirect'),
      conformance('refresh', 'does not end it either: invalid_client'),
    ],
  },
  {
    name: 'a new refresh token is kept while its ID token cannot be checked',
    file: 'server/src/oidc/request-renewal.ts',
    remove: 'if (!isOpen) throw error;',
    put: 'throw error;',
    witnesses: [
      server(
        'oidc/renewal-failures',
        'keeps the refresh token of an answer that cannot be checked',
      ),
    ],
  },
  {
    name: 'a refused grant is no passing failure',
    file: 'server/src/oidc/token.service.ts',
    remove: 'if (isGrantRefused(error)) throw await this.#ended(record, error);',
    witnesses: [conformance('refresh', 'whose answer is lost after the provider rotated')],
  },
  {
    name: 'a new refresh token takes the place of the one before',
    file: 'server/src/oidc/request-renewal.ts',
    remove: 'next ?? refreshToken }',
    put: 'refreshToken }',
    witnesses: [conformance('refresh', 'oidcc-client-test-refresh-token (refresh-token-test)')],
  },
  {
    name: 'a renewal may come without an ID token',
    file: 'server/src/oidc/request-renewal.ts',
    remove:
      'if (idToken === undefined) return { tokens: toTokens(answer, record.tokens.idToken, now) };',
    witnesses: [conformance('refresh', 'works without a new ID token')],
  },
  {
    name: 'a renewed ID token may repeat nonce and auth_time',
    file: 'server/src/oidc/id-token.ts',
    remove: 'before[name] !== after[name]',
    put: 'after[name] !== undefined',
    witnesses: [conformance('refresh', 'takes a repeated nonce and auth_time')],
  },
  {
    name: 'a renewal is one request, in memory',
    file: 'server/src/oidc/token.service.ts',
    remove: 'this.#flights.run(family, () => this.#renewOnce(record))',
    put: 'this.#renewOnce(record)',
    also: [
      {
        file: 'server/src/session/memory-session.store.ts',
        remove: "if (held.claim && held.claim.until > claim.now) return { state: 'busy', record };",
      },
    ],
    witnesses: [conformance('refresh', 'costs one token request, however many come')],
  },
  {
    name: 'a refresh token stays until there is another',
    file: 'server/src/oidc/request-renewal.ts',
    remove: 'refreshToken: next ?? refreshToken',
    put: 'refreshToken: next',
    witnesses: [conformance('refresh', 'keeps the refresh token when the provider sends no other')],
  },
];
