import { attack, conformance, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps strangers from ending sessions by a logout token, and its word final. */
export const LOGOUT_TOKENS: readonly Defence[] = [
  {
    name: 'logout token: signature',
    file: 'server/src/oidc/backchannel-logout.service.ts',
    remove: 'await keys.verify(token)',
    put: '{ header: JSON.parse(atob(token.split(".")[0])), claims: decodeJwt(token) }',
    witnesses: [
      conformance('backchannel-logout', 'a signature by another key ends nothing'),
      conformance('backchannel-logout', 'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-alg'),
      conformance('backchannel-logout', 'a signature with the client secret ends nothing'),
      conformance('backchannel-logout', 'an unknown critical header ends nothing'),
    ],
  },
  {
    name: 'logout token: typ',
    file: 'server/src/oidc/logout-token.ts',
    remove:
      "if (header.typ === undefined || !LOGOUT_TOKEN_TYPE.test(header.typ)) return 'typ is missing';",
    witnesses: [
      conformance('backchannel-logout', 'typ JWT ends nothing'),
      conformance('backchannel-logout', 'no typ ends nothing'),
    ],
  },
  {
    name: 'logout token: claims of their type',
    file: 'server/src/oidc/logout-token.ts',
    remove: 'claimsSchema.safeParse(payload)',
    put: '({ data: payload })',
    witnesses: [
      conformance('backchannel-logout', 'oidcc-client-test-rp-backchannel-rpinitlogout-no-event'),
      conformance('backchannel-logout', 'no exp ends nothing'),
      conformance('backchannel-logout', 'no iat ends nothing'),
      conformance('backchannel-logout', 'no jti ends nothing'),
      conformance('backchannel-logout', 'an empty sub ends nothing'),
      conformance('backchannel-logout', 'a sub that is no text ends nothing'),
      conformance('backchannel-logout', 'a null nonce ends nothing'),
      conformance('backchannel-logout', 'an event that is no object ends nothing'),
    ],
  },
  {
    name: 'logout token: somebody or some session',
    file: 'server/src/oidc/logout-token.ts',
    remove: "if (sub === undefined && sid === undefined) return 'there is neither sub nor sid';",
    witnesses: [conformance('backchannel-logout', 'neither sub nor sid ends nothing')],
  },
  {
    name: 'logout token: event',
    file: 'server/src/oidc/logout-token.ts',
    remove: 'events: z.object({ [EVENT]: z.looseObject({}) }),',
    witnesses: [
      conformance(
        'backchannel-logout',
        'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-event ends nothing',
      ),
    ],
  },
  {
    name: 'logout token: no nonce',
    file: 'server/src/oidc/logout-token.ts',
    remove: 'nonce: z.undefined().optional(),',
    witnesses: [
      conformance(
        'backchannel-logout',
        'oidcc-client-test-rp-backchannel-rpinitlogout-with-nonce ends nothing',
      ),
    ],
  },
  {
    name: 'logout token: aud',
    file: 'server/src/oidc/logout-token.ts',
    remove:
      "if ([aud].flat().some((audience) => audience !== clientId)) return 'aud is another client';",
    witnesses: [
      conformance(
        'backchannel-logout',
        'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-aud ends nothing',
      ),
      conformance('backchannel-logout', 'another audience beside us ends nothing'),
    ],
  },
  {
    name: 'logout token: exp',
    file: 'server/src/oidc/logout-token.ts',
    remove: "if (exp <= seconds) return 'exp is over';",
    witnesses: [conformance('backchannel-logout', 'exp over ends nothing')],
  },
  {
    name: 'logout token: iat',
    file: 'server/src/oidc/logout-token.ts',
    remove: "if (iat < seconds - MAX_AGE || iat > seconds + MAX_AHEAD) return 'iat is not now';",
    witnesses: [
      conformance('backchannel-logout', 'iat ten minutes old ends nothing'),
      conformance('backchannel-logout', 'iat ten minutes ahead ends nothing'),
    ],
  },
  {
    name: 'logout token: jti is good once',
    file: 'server/src/oidc/backchannel-logout.service.ts',
    remove: "if (!(await this.#seen.put(name, '', CLAIM_LIFETIME))) return 'jti was used before';",
    witnesses: [
      attack('replay', 'of a logout token: it does not end the session of a later sign-in'),
    ],
  },
  {
    name: 'logout token: jti is remembered for as long as the token counts',
    file: 'server/src/oidc/backchannel-logout.service.ts',
    remove: 'await this.#seen.keep(name, JTI_LIFETIME);',
    witnesses: [
      server(
        'oidc/backchannel-logout-trouble',
        'that was followed is refused for as long as it would count',
      ),
    ],
  },
  {
    name: 'logout token: beats a sign-in that is under way',
    file: 'server/src/session/memory-session.store.ts',
    remove: "if (this.#logouts.covers(record, terms)) return { state: 'logged-out' };",
    witnesses: [
      conformance('backchannel-logout', 'that comes while a sign-in is under way ends it'),
    ],
  },
  {
    name: 'logout token: with sid and sub, both count',
    file: 'server/src/session/memory-session.store.ts',
    remove: 'sub === undefined\n        ?',
    put: 'sid !== undefined ?',
    witnesses: [
      conformance('backchannel-logout', 'with a sid and the sub of somebody else ends nothing'),
    ],
  },
  {
    name: 'logout token: ends sessions of its issuer alone',
    file: 'server/src/session/memory-session.store.ts',
    remove: 'return JSON.stringify([iss, sub]);',
    put: 'return JSON.stringify([sub]);',
    witnesses: [attack('mix-up', 'end sessions of their own people alone')],
  },
];
