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
      conformance('backchannel-logout', 'oidcc-client-test-rp-backchannel-rpinitlogout-alg-none'),
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
      conformance('backchannel-logout', 'is followed once: sent again'),
      conformance('backchannel-logout', 'is followed once by those that come at the same time'),
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
    name: 'logout token: ends what it is about',
    file: 'server/src/session/memory-session.store.ts',
    remove: 'const ended = this.#meantBy(logout);',
    put: 'const ended: SessionRecord[] = [];',
    witnesses: [
      conformance(
        'backchannel-logout',
        'certification-test-plan oidcc-client-test-rp-backchannel-rpinitlogout',
      ),
    ],
  },
  {
    name: 'logout token: by sid, ends that session alone',
    file: 'server/src/session/memory-session.store.ts',
    remove: 'return JSON.stringify([iss, sid]);',
    put: 'return JSON.stringify([iss]);',
    also: [
      {
        file: 'server/src/session/memory-session.store.ts',
        remove: 'sid === undefined || providerSession === sid',
        put: 'true',
      },
    ],
    witnesses: [
      conformance('backchannel-logout', 'by sid ends that session of the provider alone'),
    ],
  },
  {
    name: 'logout token: of a sign-in that is under way, only its own counts',
    file: 'server/src/session/logout-memory.ts',
    remove: 'JSON.stringify([iss, sub, sid])',
    put: 'JSON.stringify([iss])',
    witnesses: [
      conformance('backchannel-logout', 'with the sid of another session leaves a sign-in'),
      conformance('backchannel-logout', 'with the sub of somebody else leaves a sign-in'),
    ],
  },
  {
    name: 'logout token: what is renewed just then is over too',
    file: 'server/src/session/memory-session.store.ts',
    remove: 'this.#sessions.delete(name);\n    this.#byUser',
    put: 'if (this.#sessions.get(name)?.claim === undefined) this.#sessions.delete(name);\n    this.#byUser',
    witnesses: [conformance('backchannel-logout', 'that comes while tokens are renewed')],
  },
  {
    name: 'logout token: of a provider of this server',
    file: 'server/src/oidc/backchannel-logout.service.ts',
    remove: 'this.#providers.namesOf(claimedIssuer(token))',
    put: "['main']",
    also: [
      {
        file: 'server/src/oidc/logout-token.ts',
        remove: "if (iss !== issuer) return 'iss is another provider';",
      },
      {
        file: 'server/src/oidc/logout-token.ts',
        remove: 'return { iss, jti,',
        put: 'return { iss: issuer, jti,',
      },
    ],
    witnesses: [
      conformance('backchannel-logout', 'oidcc-client-test-rp-backchannel-rpinitlogout-wrong-iss'),
    ],
  },
  {
    name: 'logout token: no other token is one',
    file: 'server/src/oidc/logout-token.ts',
    remove:
      "if (header.typ === undefined || !LOGOUT_TOKEN_TYPE.test(header.typ)) return 'typ is missing';",
    also: [
      {
        file: 'server/src/oidc/logout-token.ts',
        remove: 'claimsSchema.safeParse(payload)',
        put: "({ data: { jti: 'none', ...payload } })",
      },
    ],
    witnesses: [conformance('backchannel-logout', 'an ID token ends nothing')],
  },
  {
    name: 'logout token: what is no JWT is refused, and no failure of ours',
    file: 'server/src/oidc/backchannel-logout.service.ts',
    remove: "catch {\n    return '';",
    put: 'catch (error) {\n    throw error;',
    witnesses: [
      conformance('backchannel-logout', 'nothing ends nothing'),
      conformance('backchannel-logout', 'no JWT ends nothing'),
      conformance('backchannel-logout', 'an encrypted one ends nothing'),
    ],
  },
  {
    name: 'logout token: comes once',
    file: 'server/src/bff/backchannel-logout.controller.ts',
    remove: ' || others.length > 0',
    witnesses: [conformance('backchannel-logout', 'comes as a form, once, by POST')],
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
