import { attack, conformance } from './defence.ts';
import type { Defence } from './defence.ts';

/** What tells requests of the own pages from forged ones. */
export const CSRF: readonly Defence[] = [
  {
    name: 'the guard of logout',
    file: 'server/src/bff/logout.controller.ts',
    remove: '@UseGuards(CsrfGuard)',
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
      attack('csrf', 'a forged request by'),
    ],
  },
  {
    name: 'the guard of refresh',
    file: 'server/src/bff/session.controller.ts',
    remove: '@UseGuards(CsrfGuard)',
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
      conformance('refresh', 'gives a new id and CSRF token, and needs a session and a CSRF token'),
    ],
  },
  {
    name: "the guard of one's sessions",
    file: 'server/src/bff/sessions/sessions.controller.ts',
    remove: '@UseGuards(CsrfGuard)',
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
    ],
  },
  {
    name: 'the guard of the forms that end sessions',
    file: 'server/src/account/revocation.controller.ts',
    remove: '@UseGuards(FormCsrfGuard)',
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
    ],
  },
  {
    name: 'the guard of the form that signs out',
    file: 'server/src/account/sign-out.controller.ts',
    remove: '@UseGuards(FormCsrfGuard)',
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
    ],
  },
  {
    name: 'the check of proxied requests',
    file: 'server/src/proxy/proxy-gate.ts',
    remove: 'else this.#csrf.check(request, route.needsCsrfToken ? session : undefined);',
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
      attack('csrf', 'a forged request by a file form'),
    ],
  },
  {
    name: 'no CORS: pages of other origins read nothing',
    file: 'server/src/http/security-headers.ts',
    remove: "'cross-origin-opener-policy': 'same-origin',",
    put: "'access-control-allow-origin': '*',",
    witnesses: [attack('csrf', 'is not allowed by a preflight')],
  },
  {
    name: 'the origin of WebSockets',
    file: 'server/src/proxy/proxy-gate.ts',
    remove: 'if (isWebSocket) this.#refuseForeignSocket(request);',
    put: 'if (isWebSocket) { }',
    witnesses: [attack('csrf', 'by a WebSocket of another site is not opened')],
  },
  {
    name: 'Origin',
    file: 'server/src/csrf/request-origin.ts',
    remove: 'return headers.origin === publicOrigin;',
    put: 'return true;',
    witnesses: [
      attack('csrf', 'by a page that learned a token fails by its origin'),
      attack('csrf', 'is told apart by its reason, and never by a failure of ours'),
    ],
  },
  {
    name: 'Referer',
    file: 'server/src/csrf/request-origin.ts',
    remove: 'return originOf(headers.referer) === publicOrigin;',
    put: 'return true;',
    witnesses: [attack('csrf', 'by a page that learned a token fails by its origin')],
  },
  {
    name: 'Sec-Fetch-Site',
    file: 'server/src/csrf/request-origin.ts',
    remove:
      "if (site !== undefined && !(typeof site === 'string' && OWN_SITES.has(site))) return false;",
    witnesses: [attack('csrf', 'by a page that learned a token fails by its origin')],
  },
  {
    name: 'a request that says nothing of its origin',
    file: 'server/src/csrf/request-origin.ts',
    remove: 'return site !== undefined;',
    put: 'return true;',
    witnesses: [attack('csrf', 'by a page that learned a token fails by its origin')],
  },
  {
    name: 'a token is asked for',
    file: 'server/src/csrf/csrf.service.ts',
    remove: "if (token === undefined || token === '') return 'csrf-token-missing';",
    put: "if (token === undefined || token === '') return undefined;",
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
    ],
  },
  {
    name: 'the HMAC of a token',
    file: 'server/src/csrf/csrf-token.ts',
    remove: "if (!isGenuine) return 'csrf-token-invalid';",
    witnesses: [
      attack(
        'csrf',
        'by a page of the own origin, such as injected markup, fails without the token',
      ),
    ],
  },
  {
    name: 'a token belongs to a session',
    file: 'server/src/csrf/csrf-token.ts',
    remove: 'const parts = [binding.handle, ',
    put: 'const parts = [',
    witnesses: [attack('replay', 'in the next session of the same person, and after max_age')],
  },
  {
    name: 'a token is void after rotation and grace',
    file: 'server/src/csrf/csrf-token.ts',
    remove: 'csrfEpoch > 0 && now < graceUntil',
    put: 'csrfEpoch > 0',
    witnesses: [
      attack('replay', 'of a CSRF token after the rotation of its session and the grace'),
    ],
  },
  {
    name: 'a token is good for max_age',
    file: 'server/src/csrf/csrf-token.ts',
    remove: "now - Number.parseInt(time, 36) >= maxAge ? 'csrf-token-expired' : undefined",
    put: 'undefined',
    witnesses: [attack('replay', 'in the next session of the same person, and after max_age')],
  },
];
