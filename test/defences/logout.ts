import { attack, chaos, conformance } from './defence.ts';
import type { Defence } from './defence.ts';

/** What makes signing out final. */
export const LOGOUT: readonly Defence[] = [
  {
    name: 'logout ends the session',
    file: 'server/src/bff/logout.controller.ts',
    remove: 'this.#sessions.end(session)',
    put: '[session]',
    witnesses: [
      attack('replay', 'after logout, and after logout everywhere'),
      chaos('two-instances', 'see at once that a session has ended on the other'),
    ],
  },
  {
    name: 'logout everywhere ends every session',
    file: 'server/src/bff/logout.controller.ts',
    remove: "scope === 'all'",
    put: 'false',
    witnesses: [
      attack('replay', 'after logout, and after logout everywhere'),
      conformance('rp-initiated-logout', 'everywhere ends every session of the person'),
    ],
  },
  {
    name: 'logout here leaves the other sessions',
    file: 'server/src/bff/logout.controller.ts',
    remove: "scope === 'all'",
    put: 'true',
    witnesses: [conformance('rp-initiated-logout', 'here leaves the other sessions')],
  },
  {
    name: 'the provider is told whom it is about',
    file: 'server/src/oidc/provider-logout.service.ts',
    remove: '...(idToken === undefined ? {} : { id_token_hint: idToken }),',
    witnesses: [conformance('rp-initiated-logout', 'oidcc-client-test-rp-init-logout')],
  },
  {
    name: 'the refresh token is what the provider revokes',
    file: 'server/src/oidc/provider-logout.service.ts',
    remove: 'tokenRevocation(configuration, refreshToken, hint)',
    put: 'tokenRevocation(configuration, session.tokens.accessToken)',
    witnesses: [conformance('rp-initiated-logout', 'revokes the refresh token at the provider')],
  },
  {
    name: 'the form for the provider is given out once',
    file: 'server/src/session/memory-ephemeral.store.ts',
    remove: 'this.#kept.delete(name);\n    return text;',
    put: 'return text;',
    witnesses: [attack('replay', 'shows the form once: it holds the ID token')],
  },
  {
    name: 'what is too long for an address is a form',
    file: 'server/src/oidc/provider-logout.service.ts',
    remove: 'url.href.length <= MAX_URL ? url.href : await this.#keepForm(url)',
    put: 'url.href',
    witnesses: [
      conformance('rp-initiated-logout', 'leads to a page that posts a form, once'),
      conformance('rp-initiated-logout', 'ends after two minutes, and knows nothing that was made'),
    ],
  },
];
