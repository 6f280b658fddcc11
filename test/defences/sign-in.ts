import { attack, conformance } from './defence.ts';
import type { Defence } from './defence.ts';

/** What binds a sign-in to the browser that began it, and to what was asked for then. */
export const SIGN_IN: readonly Defence[] = [
  {
    name: 'a sign-in is in its browser alone',
    file: 'server/src/oidc/login-transaction.cookies.ts',
    remove: 'const sealed = request.cookies[cookie.name];',
    put: 'const sealed = globalThis[cookie.name];',
    also: [
      {
        file: 'server/src/oidc/login-transaction.cookies.ts',
        remove: 'const sealed = sealTransaction(this.#keys, transaction, cookie.name);',
        put: 'const sealed = sealTransaction(this.#keys, transaction, cookie.name); globalThis[cookie.name] = sealed;',
      },
    ],
    witnesses: [
      attack('csrf', "fails: the attacker's authorization response is of no use in another"),
      attack('code-injection', 'with the whole stolen response fails'),
      conformance('responses', 'knows no sign-in of another browser'),
    ],
  },
  {
    name: 'a sign-in is in the cookie of its name alone',
    file: 'server/src/oidc/login-transaction.cookies.ts',
    remove: 'if (transaction?.state !== state) return undefined;',
    put: 'if (transaction === undefined) return undefined;',
    also: [
      {
        file: 'server/src/oidc/login-transaction.ts',
        remove: 'seal(keys, JSON.stringify(transaction), cookieName)',
        put: "seal(keys, JSON.stringify(transaction), '')",
      },
      {
        file: 'server/src/oidc/login-transaction.ts',
        remove: 'unseal(keys, sealed, cookieName)',
        put: "unseal(keys, sealed, '')",
      },
    ],
    witnesses: [
      attack('replay', 'with the cookie of another sign-in under its name'),
      attack('cookie-tossing', 'cannot move a sign-in to the name of another one'),
    ],
  },
  {
    name: 'a sign-in that came back is taken from its browser',
    file: 'server/src/oidc/login-transaction.cookies.ts',
    remove: '    clearCookie(reply, cookie);\n    const transaction',
    put: '    const transaction',
    also: [
      {
        file: 'server/src/oidc/login-transaction.cookies.ts',
        remove:
          'this.#used.use(state, this.#clock.now(), this.#lifetime) ? transaction : undefined',
        put: 'transaction',
      },
    ],
    witnesses: [conformance('responses', 'takes a response once, and not by POST')],
  },
  {
    name: 'a sign-in that was only begun ends nothing',
    file: 'server/src/bff/sign-in.controller.ts',
    remove: 'const previousSession = this.#sessions.presented(request);',
    put: 'const live = await this.#sessions.current(request); const previousSession = live && (await this.#sessions.end(live), live.ref);',
    witnesses: [attack('csrf', 'a sign-in that was only begun ends no session')],
  },
  {
    name: 'a request to a provider is made of the configuration alone',
    file: 'server/src/bff/sign-in.controller.ts',
    remove: 'await reply.redirect(url.href, 303);',
    put: 'for (const [name, value] of parameters) url.searchParams.set(name, value); await reply.redirect(url.href, 303);',
    witnesses: [attack('code-injection', 'by parameters of the login that would change')],
  },
  {
    name: 'a response says whose it is (RFC 9700)',
    file: 'server/src/oidc/sign-in.service.ts',
    remove: "return isOnlyOne || settings.own_callback || searchParams.has('iss');",
    put: 'return true;',
    also: [
      {
        file: 'server/src/oidc/authorization-response.ts',
        remove: 'authorizationCodeGrant(configuration, response, {',
        put: 'authorizationCodeGrant(configuration, (response.searchParams.set("iss", configuration.serverMetadata().issuer), response), {',
      },
    ],
    witnesses: [attack('mix-up', 'is noticed where iss was taken away on the way')],
  },
];
