import { conformance, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What a provider is asked, and what its answers are kept for or told as. */
export const PROVIDER_REQUESTS: readonly Defence[] = [
  {
    name: 'the scopes of the settings are asked for',
    file: 'server/src/oidc/authorization-request.ts',
    remove: "scope: provider.scopes.join(' '),",
    witnesses: [conformance('basic', 'oidcc-client-test-scope-userinfo-claims')],
  },
  {
    name: 'the client secret goes where the settings say',
    file: 'server/src/oidc/client-authentication.ts',
    remove: 'client_secret_basic: client.ClientSecretBasic,',
    put: 'client_secret_basic: client.ClientSecretPost,',
    witnesses: [conformance('basic', 'oidcc-client-test-client-secret-basic')],
  },
  {
    name: 'an access token ends when its provider says',
    file: 'server/src/oidc/token-response.ts',
    remove: 'accessTokenExpiresAt: lifetime === undefined ? undefined : now + lifetime,',
    witnesses: [conformance('responses', 'expires_in as a number in a text')],
  },
  {
    name: 'an access token does not end before its provider says',
    file: 'server/src/oidc/token-response.ts',
    remove: 'accessTokenExpiresAt: lifetime === undefined ? undefined : now + lifetime,',
    put: 'accessTokenExpiresAt: now,',
    witnesses: [conformance('responses', 'expires_in of 30,000 years')],
  },
  {
    name: 'an access token is a bearer token',
    file: 'server/src/oidc/token-response.ts',
    remove: "if (type !== 'bearer') throw untrustworthy('the access token is no bearer token');",
    witnesses: [
      server('oidc/access-tokens', 'signs nobody in, and is in no log: it is bound to a key'),
      server('oidc/access-tokens', 'is not taken at a renewal either: it is bound to a key'),
    ],
  },
  {
    name: 'an access token fits the header that it is sent in, and no error quotes it',
    file: 'server/src/oidc/token-response.ts',
    remove:
      "if (!SENDABLE.test(accessToken)) throw untrustworthy('the access token has other characters');",
    witnesses: [
      server('oidc/access-tokens', 'signs nobody in, and is in no log: it has'),
      server('oidc/access-tokens', 'is not taken at a renewal either: it has'),
    ],
  },
  {
    name: 'a lifetime is a number that can be kept',
    file: 'server/src/oidc/token-response.ts',
    remove: 'Math.min(seconds * MILLISECONDS, LONGEST)',
    put: 'seconds * MILLISECONDS',
    witnesses: [conformance('responses', 'expires_in without end')],
  },
  {
    name: 'what the library refuses is a fault of the provider, not of this server',
    file: 'server/src/oidc/provider-errors.ts',
    remove: 'if (isUntrustworthy(error)) return invalid(error);',
    witnesses: [
      conformance('responses', 'no code'),
      conformance('responses', '200 with a web page'),
      conformance('responses', 'no ID token'),
    ],
  },
  {
    name: 'a code that the provider refuses is a refused sign-in',
    file: 'server/src/oidc/provider-errors.ts',
    remove: 'if (error instanceof ResponseBodyError) return refusedBody(error);',
    witnesses: [
      conformance('responses', 'a code of 12 kB that nobody knows'),
      conformance('responses', 'invalid_grant'),
    ],
  },
  {
    name: 'a client that the provider refuses is no refused person',
    file: 'server/src/oidc/provider-errors.ts',
    remove: "if (error.error !== 'invalid_grant') return invalid(cause);",
    witnesses: [conformance('responses', 'invalid_client')],
  },
  {
    name: 'a provider that says that it cannot answer now is unavailable',
    file: 'server/src/oidc/provider-errors.ts',
    remove: ' || TEMPORARY.has(error.error)',
    witnesses: [conformance('responses', 'temporarily_unavailable')],
  },
  {
    name: 'a provider that is broken or busy is unavailable',
    file: 'server/src/oidc/provider-errors.ts',
    remove: 'failed || ',
    witnesses: [
      conformance('responses', 'the token endpoint 500'),
      conformance('responses', '429 with Retry-After'),
    ],
  },
  {
    name: 'no token is in an answer',
    file: 'server/src/bff/session.controller.ts',
    remove: 'user: session.user,',
    put: 'user: session.user, tokens: session.tokens,',
    witnesses: [conformance('tokens', 'leaves the server in any body, header, cookie')],
  },
];
