import { attack, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps cookies of other hosts out. */
export const COOKIES: readonly Defence[] = [
  {
    name: '__Host- prefix of the session cookie',
    file: 'server/src/session/response-cookie.ts',
    remove: 'responseCookie(`__Host-${name}`, { sameSite, secure: true })',
    put: 'responseCookie(name, { sameSite, secure: true })',
    witnesses: [
      attack('cookie-tossing', 'cannot stand in for it by a name that is nearly the same'),
      attack('cookie-tossing', 'cannot set the session cookie: its name demands this host'),
    ],
  },
  {
    name: '__Host- prefix of sign-in cookies',
    file: 'server/src/session/response-cookie.ts',
    remove: 'responseCookie(`__Host-${name}`, { sameSite, secure: true })',
    put: 'responseCookie(name, { sameSite, secure: true })',
    witnesses: [
      attack(
        'cookie-tossing',
        'cannot plant a sign-in of the attacker: its cookie demands this host too',
      ),
    ],
  },
  {
    name: 'two session cookies are none',
    file: 'server/src/session/session-cookie.ts',
    remove: ' || isRepeated(name, request.headers.cookie)',
    witnesses: [attack('cookie-tossing', 'cannot add a second one under the same name')],
  },
  {
    name: 'HttpOnly',
    file: 'server/src/session/response-cookie.ts',
    remove: '...attributes, httpOnly: true,',
    put: '...attributes,',
    witnesses: [
      attack('cookie-tossing', 'are for this host alone, over https alone, and not for scripts'),
    ],
  },
  {
    name: 'sign-ins never pile up',
    file: 'server/src/oidc/login-transaction.cookies.ts',
    remove: ' || index >= MAX_TRANSACTIONS - 1',
    witnesses: [server('bff/login-transactions', 'never pile up: five stay, the oldest go')],
  },
];
