import { attack, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What every request passes, and what the log is made of. */
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
    name: 'log: no control characters and no invisible ones',
    file: 'server/src/logging/create-logger.ts',
    remove: 'stream.write(legible(line))',
    put: 'stream.write(line)',
    witnesses: [
      attack('log-injection', 'by the head of a request'),
      attack('log-injection', 'by any text at all in the places that are logged'),
    ],
  },
  {
    name: 'log: no query',
    file: 'server/src/logging/request-log.ts',
    remove: 'path: pathOf(request.url),',
    put: 'path: request.url,',
    witnesses: [attack('log-injection', 'holds no secret, whatever goes wrong')],
  },
  {
    name: 'pages escape what they show',
    file: 'server/src/pages/html.ts',
    remove: "(character) => ESCAPES.get(character) ?? ''",
    put: '(character) => character',
    witnesses: [server('account/account', 'escapes what the provider says')],
  },
];
