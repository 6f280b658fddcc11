import type { WeakSpot } from './weak-spot.ts';

const AUDIT = 'There are lines in the log, and no audit trail with one event for each branch yet.';

/** What was missing in depth (`B`), and in operation (`C`). */
export const HARDENING: readonly WeakSpot[] = [
  {
    id: 'B1',
    what: 'a sign-out that stays here',
    by: [
      'T21: provider_logout_url',
      'T24: the refresh token at the provider',
      'conformance/rp-initiated-logout.test.ts > everywhere ends every session of the person',
      'conformance/backchannel-logout.test.ts > oidcc-client-test-rp-backchannel-rpinitlogout',
    ],
  },
  {
    id: 'B2',
    what: 'tokens and ids in the clear in the store',
    by: ['T59: how sessions are kept in Redis'],
  },
  {
    id: 'B3',
    what: 'cookies without a prefix',
    by: [
      'T2: the cookie of a sign-in over HTTPS',
      'T20: how the cookie is taken away over HTTPS',
      'server/bff/session-lifetime.test.ts > has the name and SameSite of the settings',
    ],
  },
  {
    id: 'B4',
    what: 'sessions that a browser had before, and that nobody sees',
    by: [
      'T16: the session that the browser had before',
      'T67: the list of sessions',
      'server/bff/sign-in.test.ts > never takes over an id that the browser brings',
    ],
  },
  {
    id: 'B5',
    what: 'CSRF tokens that last too long, and keys that cannot change',
    by: [
      'T54: a token of 12 hours, where 12 are accepted',
      'T54: a token of a thousand hours ahead',
      'T18: who may keep the answer',
      'C3: a session, after a new secret key was put in front',
    ],
  },
  {
    id: 'B6',
    what: 'Host in place of an origin',
    by: [
      'T43: neither, and an allowed Host',
      'T44: the own Origin, and Sec-Fetch-Site: cross-site',
    ],
  },
  {
    id: 'B7',
    what: 'return addresses by host alone',
    by: [
      'T56: `http://mysite.com/x`, with allowed hosts',
      'T56: `https://mysite.com:8443/x`, with allowed hosts',
      'T56: `/..//evil.com`',
    ],
  },
  {
    id: 'B8',
    what: 'pages for developers in production',
    by: ['T19: /auth/web/debug', 'T77: /openapi.json and /redoc'],
  },
  {
    id: 'B9',
    what: 'a failed sign-in that says nothing',
    by: ['T9: the same, in a browser', 'C2: what the log has of attacks'],
    missing: AUDIT,
  },
  {
    id: 'B10',
    what: 'configuration that is text first, and keys that nobody reads',
    by: [
      'T96: a variable with a line break and a key',
      'T97: an unknown key',
      'server/evidence/coverage.test.ts > fails when no code reads %s',
    ],
  },
  { id: 'B11', what: 'sessions without roles', by: ['T76: the roles of a session'] },
  {
    id: 'B12',
    what: 'errors of the library and the provider in answers',
    by: [
      'T73: why an ID token is not believed',
      'T79: the key set cannot be reached',
      'T74: Authorization: bearer, in small letters',
    ],
    missing: 'A 401 names no way to authenticate (WWW-Authenticate): a cookie is none.',
  },
  {
    id: 'B13',
    what: 'names of requests that others choose',
    by: [
      'B13: X-Request-ID, as the client sends it',
      'server/http/hostile-requests.test.ts > neither forges nor colours a line of the %s log',
    ],
  },
  {
    id: 'B14',
    what: 'connections to the database that nobody gives back',
    by: [
      'server/users/sign-in.test.ts > may go and come back: sessions live, sign-ins are told to wait, readiness says so',
    ],
  },
  {
    id: 'B15',
    what: 'HTTPS for ever and for every subdomain, without a choice',
    by: ['server/http/headers.test.ts > promise HTTPS over HTTPS alone, %s'],
  },
  {
    id: 'B16',
    what: 'health that is always good, and tells too much',
    by: ['T91: GET /health/ready', 'T91: GET /health/ready, while what the server needs is away'],
  },
  {
    id: 'B17',
    what: 'plain http in production',
    by: ['server/settings/refusals.test.ts > on plain http in staging'],
  },
  {
    id: 'C1',
    what: 'providers that are remembered for ever',
    by: [
      'server/bff/discovery.test.ts > is asked once in an hour, by one request of those that come together',
    ],
  },
  {
    id: 'C2',
    what: 'attacks that leave no trace',
    by: ['C2: what the log has of attacks'],
    missing: AUDIT,
  },
  {
    id: 'C3',
    what: 'one secret, for ever',
    by: ['C3: a session, after a new secret key was put in front'],
  },
];
