import { attack, conformance, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps redirects on this site. */
export const REDIRECTS: readonly Defence[] = [
  {
    name: 'return_to: the origins that are allowed',
    file: 'server/src/oidc/return-to.ts',
    remove: 'allowed.includes(url.origin)',
    put: 'true',
    witnesses: [attack('open-redirect', 'leads to no other site in any spelling')],
  },
  {
    name: 'return_to: what browsers drop or rewrite',
    file: 'server/src/oidc/return-to.ts',
    remove: '|| UNSAFE.test(text)',
    witnesses: [server('oidc/return-to', 'parseReturnTo refuses')],
  },
  {
    name: 'return_to: a path stays one however often it is decoded',
    file: 'server/src/oidc/return-to.ts',
    remove: ' || !isPlainPath(url.pathname)',
    witnesses: [
      attack('open-redirect', 'leads to no other site in any spelling'),
      attack('open-redirect', 'leads to no other site, whatever pieces an attacker puts together'),
    ],
  },
  {
    name: 'return_to: own addresses become paths of this origin',
    file: 'server/src/oidc/return-to.ts',
    remove: 'url.origin !== origin || ',
    witnesses: [
      attack('open-redirect', 'leads to no other site wherever something cuts the address'),
    ],
  },
  {
    name: 'return_to: user and password',
    file: 'server/src/oidc/return-to.ts',
    remove: "if (url.username !== '' || url.password !== '') return undefined;",
    witnesses: [attack('open-redirect', 'leads to no other site')],
  },
  {
    name: 'return_to: absolute addresses have a host',
    file: 'server/src/oidc/return-to.ts',
    remove: '!ABSOLUTE.test(text) || ',
    witnesses: [server('oidc/return-to', 'parseReturnTo refuses')],
  },
  {
    name: 'https: the target is made from the configured origin',
    file: 'server/src/http/request-gate.ts',
    remove: 'reply.redirect(origin + path, 301);',
    put: 'reply.redirect(path, 301);',
    witnesses: [attack('open-redirect', 'to https leads to the configured origin')],
  },
  {
    name: 'return_to: what the login said',
    file: 'server/src/bff/sign-in.controller.ts',
    remove: 'await reply.redirect(transaction.returnTo, 303);',
    put: "await reply.redirect(single(parameters, 'return_to') ?? transaction.returnTo, 303);",
    witnesses: [attack('open-redirect', 'the callback takes no other one')],
  },
  {
    name: 'the account page leads to itself by way of the sign-in',
    file: 'server/src/account/account-problem.filter.ts',
    remove: "? '/' : SIGN_IN, 303);",
    put: "? '/' : (queryOf(request).get('x') ?? SIGN_IN), 303);",
    witnesses: [attack('open-redirect', 'of the account page leads back to itself')],
  },
  {
    name: 'signing out leads back to the own home',
    file: 'server/src/oidc/provider-logout.service.ts',
    remove: "post_logout_redirect_uri: new URL('/', this.#settings.app.public_url).href,",
    witnesses: [
      attack(
        'open-redirect',
        'after signing out leads to the provider and back to the own home alone',
      ),
      conformance('rp-initiated-logout', 'works with oidc-provider, which leads back'),
    ],
  },
];
