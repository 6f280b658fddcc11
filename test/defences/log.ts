import { attack, conformance } from './defence.ts';
import type { Defence, Removal } from './defence.ts';

/** The last lock: whatever was written, no line of the log holds it as it came. */
const LEGIBLE: Removal = {
  file: 'server/src/logging/create-logger.ts',
  remove: 'stream.write(legible(line))',
  put: 'stream.write(line)',
};

/** What keeps the log whole, and secrets and people out of it. */
export const LOG: readonly Defence[] = [
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
    witnesses: [
      attack('log-injection', 'holds no secret, whatever goes wrong'),
      conformance('tokens', 'leaves the server in any body, header, cookie, address or log'),
    ],
  },
  {
    name: 'log: of an error, nothing that hangs on it',
    file: 'server/src/logging/error-record.ts',
    remove: '...(hasCause ? { cause: errorRecord(thrown.cause, options, depth + 1) } : {}),',
    put: 'cause: hasCause ? errorRecord(thrown.cause, options, depth + 1) : thrown.cause,',
    witnesses: [
      conformance('tokens', 'leaves the server in any body, header, cookie, address or log'),
    ],
  },
  {
    name: 'log: of the error of a provider, a code alone',
    file: 'server/src/oidc/provider-errors.ts',
    remove: '/^\\w{1,64}$/u.test(code)',
    put: 'true',
    also: [
      {
        file: 'server/src/logging/error-record.ts',
        remove: 'message: visibleText(scrub(thrown.message))',
        put: 'message: thrown.message',
      },
      LEGIBLE,
    ],
    witnesses: [attack('log-injection', 'by what the provider says in an error')],
  },
  {
    name: 'log: why a logout token is refused, in our own words',
    file: 'server/src/oidc/backchannel-logout.service.ts',
    remove: 'reason: claims }',
    put: 'reason: token }',
    also: [LEGIBLE],
    witnesses: [attack('log-injection', 'by a logout token')],
  },
  {
    name: 'log: a person is a handle',
    file: 'server/src/session/session.service.ts',
    remove: 'request.sessionIdToSend = id;',
    put: "request.sessionIdToSend = id; this.#logger.info({ user: record.user }, 'signed in');",
    witnesses: [attack('log-injection', 'names a person by no more than a handle')],
  },
];
