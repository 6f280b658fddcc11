import { attack, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What every request passes. */
export const HTTP: readonly Defence[] = [
  {
    name: 'Host: the configured ones',
    file: 'server/src/http/request-gate.ts',
    remove: 'isAllowedHost(request.host) && ',
    witnesses: [
      attack('smuggling', 'answers for its own host alone, in the target as in the header'),
    ],
  },
  {
    name: 'Host: in the target too',
    file: 'server/src/http/request-gate.ts',
    remove: '(target === undefined || isAllowedHost(target))',
    put: 'true',
    witnesses: [
      attack('smuggling', 'answers for its own host alone, in the target as in the header'),
    ],
  },
  {
    name: 'Host: exactly one',
    file: 'server/src/http/request-gate.ts',
    remove: 'if (!hasOneHost(request.raw)) {',
    put: 'if (false) {',
    witnesses: [
      attack('smuggling', 'answers for its own host alone, in the target as in the header'),
    ],
  },
  {
    name: 'pages escape what they show',
    file: 'server/src/pages/html.ts',
    remove: "(character) => ESCAPES.get(character) ?? ''",
    put: '(character) => character',
    witnesses: [server('account/account', 'escapes what the provider says')],
  },
  {
    name: 'requests are read strictly',
    file: 'server/src/http/fastify-options.ts',
    remove: 'http: { requireHostHeader: false,',
    put: 'http: { insecureHTTPParser: true, requireHostHeader: false,',
    witnesses: [
      attack('smuggling', 'hides no second request from the upstream, and nobody gets the answer'),
    ],
  },
  {
    name: 'nothing is read behind what cannot be read',
    file: 'server/src/http/client-error.ts',
    remove: "'connection: close',",
    witnesses: [
      attack('smuggling', 'answers what is hidden by nothing, and closes the connection'),
    ],
  },
  {
    name: 'a head that is too long is called so',
    file: 'server/src/http/client-error.ts',
    remove: "['HPE_HEADER_OVERFLOW', 431],",
    witnesses: [attack('cookie-tossing', 'that do not fit get 431 and a reason')],
  },
];
