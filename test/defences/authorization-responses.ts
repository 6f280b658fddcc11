import { conformance } from './defence.ts';
import type { Defence } from './defence.ts';

/** What makes an authorization response count, be it a code or an error: it is all there, and of the sign-in it names. */
export const AUTHORIZATION_RESPONSES: readonly Defence[] = [
  {
    name: 'a response is of the sign-in that its state names',
    file: 'server/src/oidc/login-transaction.cookies.ts',
    remove: 'const sealed = request.cookies[cookie.name];',
    put: "const [name = '', sealed] = Object.entries(request.cookies).find(([each]) => each.includes('-login-')) ?? [];",
    also: [
      {
        file: 'server/src/oidc/login-transaction.cookies.ts',
        remove:
          'unsealTransaction(this.#keys, sealed, cookie.name);\n    if (transaction?.state !== state) return undefined;',
        put: 'unsealTransaction(this.#keys, sealed, name);',
      },
      {
        file: 'server/src/bff/sign-in.controller.ts',
        remove: 'state === undefined ? undefined : this.#transactions.take(request, reply, state)',
        put: "this.#transactions.take(request, reply, state ?? '')",
      },
      {
        file: 'server/src/oidc/authorization-response.ts',
        remove: 'authorizationCodeGrant(configuration, response, {',
        put: 'authorizationCodeGrant(configuration, (response.searchParams.set("state", transaction.state), response), {',
      },
    ],
    witnesses: [
      conformance('authorization-errors', 'an error with an unknown state'),
      conformance('authorization-errors', 'an error without state'),
      conformance('fapi', 'ensure-authorization-response-with-invalid-state-fails'),
      conformance('fapi', 'ensure-authorization-response-with-invalid-missing-state-fails'),
    ],
  },
  {
    name: 'a response is judged by all of its parameters, known or not, and as often as they come',
    file: 'server/src/oidc/sign-in.service.ts',
    remove: 'response.search = target.search;',
    put: "for (const name of ['code', 'state', 'iss', 'error']) if (target.searchParams.has(name)) response.searchParams.set(name, target.searchParams.get(name));",
    witnesses: [
      conformance('authorization-errors', 'two errors'),
      conformance('authorization-errors', 'ensure-jarm-signature-is-not-none'),
      conformance('authorization-errors', 'ensure-jarm-with-invalid-sig'),
      conformance('authorization-errors', 'ensure-jarm-with-invalid-aud'),
      conformance('authorization-errors', 'ensure-jarm-with-invalid-iss'),
      conformance('authorization-errors', 'ensure-jarm-with-expired-exp'),
      conformance('authorization-errors', 'ensure-jarm-without-aud'),
      conformance('authorization-errors', 'ensure-jarm-without-exp'),
      conformance('authorization-errors', 'ensure-jarm-without-iss'),
    ],
  },
  {
    name: 'a response comes in the address, and as no form',
    file: 'server/src/bff/sign-in.controller.ts',
    remove: "@Get(['callback', 'callback/:provider'])",
    put: "@All(['callback', 'callback/:provider'])",
    also: [
      {
        file: 'server/src/bff/sign-in.controller.ts',
        remove: 'import { Controller, Get,',
        put: 'import { All, Controller, Get,',
      },
      {
        file: 'server/src/bff/unmeant-request.ts',
        remove: "request.method !== 'GET'",
        put: "request.method === 'HEAD'",
      },
    ],
    witnesses: [conformance('authorization-errors', 'a form_post is not asked for')],
  },
  {
    name: 'a code is redeemed with the verifier of its sign-in',
    file: 'server/src/oidc/authorization-response.ts',
    remove: 'pkceCodeVerifier: transaction.codeVerifier,',
    witnesses: [
      conformance('fapi', 'happy-path'),
      conformance('basic', 'oidcc-client-test (rp-response_type-code)'),
      conformance('fapi', 'token-type-case-insensitivity'),
      conformance('fapi', 'token-endpoint-response-without-expires_in'),
    ],
  },
];
