import type { WeakSpot } from './weak-spot.ts';

const LATER = 'There are neither limits, alerts nor an audit trail yet.';

/** The weak spots of session systems that keep their own sessions. */
export const SESSIONS: readonly WeakSpot[] = [
  {
    id: 'W1',
    what: 'a session that the store does not have is good',
    by: [
      'T33: a session that nobody knows',
      'server/bff/sessions.test.ts > ends that session at once, and no other one',
    ],
  },
  { id: 'W2', what: 'a copied cookie after the sign-out', by: ['T24: a copied cookie afterwards'] },
  {
    id: 'W3',
    what: 'a limit that is not kept by sign-ins at the same time',
    by: [
      'T66: a fourth session of one person',
      'chaos/two-instances.test.ts > let a user who signs in twenty times at once keep exactly the limit',
    ],
  },
  {
    id: 'W4',
    what: 'keys that stay for ever',
    by: [
      'T59: keys in Redis without a time to live',
      'server/session/redis-session-store.test.ts > leaves no key without a time to live after a storm',
    ],
  },
  {
    id: 'W5',
    what: 'rotation that signs out who sends several requests',
    by: [
      'T30: three refreshes at the same time',
      'T30: the id before, at once',
      'T30: the id before, after its grace',
      'chaos/two-instances.test.ts > have the same sessions, and rotate an id to one successor',
    ],
  },
  { id: 'W6', what: 'a second credential that goes around all checks', by: ['T6: the way back'] },
  {
    id: 'W7',
    what: 'a client that chooses its address',
    by: ['T57: X-Forwarded-For of a client that is no proxy of ours, with binding_ip = revoke'],
  },
  {
    id: 'W8',
    what: 'redirects to the host of the request',
    by: [
      'T44: neither, and a foreign Host',
      'server/http/transport.test.ts > redirects %s to the public URL',
    ],
  },
  {
    id: 'W9',
    what: 'no limits and no revocation while Redis is down',
    by: [
      'T61: Redis does not answer',
      'chaos/redis-outage.test.ts > does not say that a session has ended when it has not',
    ],
  },
  {
    id: 'W10',
    what: 'a Redis that evicts sessions',
    by: [
      'server/redis/redis-start.test.ts > fails where Redis evicts sessions, with CONFIG disabled too',
    ],
  },
  { id: 'W11', what: 'cleaning up by KEYS', by: ['W11: a Redis without KEYS, SCAN and CONFIG'] },
  {
    id: 'W12',
    what: 'secrets as names of keys and in logs',
    by: [
      'T59: how sessions are kept in Redis',
      'A3: tokens of the provider and secrets, in answers and in the log',
    ],
  },
  {
    id: 'W13',
    what: 'settings without an effect',
    by: [
      'server/evidence/coverage.test.ts > fails when no code reads %s',
      'server/evidence/coverage.test.ts > fails when both observations are equal',
    ],
  },
  {
    id: 'W14',
    what: 'documentation that does not run',
    by: [
      'house/planted-lies.test.ts > are all found, with the right code and line, and nothing else; --fix leaves none',
    ],
    missing: 'Files for other programs (proxies, services) are shown and not all of them are run.',
  },
  {
    id: 'W15',
    what: 'CSRF protection in the documentation alone, and signing out by a link',
    by: ['T49: no token', 'T24: signing out by a link'],
  },
  { id: 'W16', what: '429 as a redirect', by: ['T85: a number of requests'], missing: LATER },
  {
    id: 'W17',
    what: 'rights that change although the change failed',
    by: [
      'T16: the session that the browser had before',
      'T35: the provider refuses the refresh token',
    ],
  },
  { id: 'W18', what: 'alerts that cannot fire', by: [], missing: LATER },
  {
    id: 'W19',
    what: 'a backup that brings sessions back',
    by: ['T64: a session that is over, when the clock goes back'],
    missing:
      'What is put back into Redis by hand is good again until its timeout; new secret keys end all of it.',
  },
  {
    id: 'W20',
    what: 'sessions in a cookie that cannot be ended, are too long or can be read',
    by: [
      'server/session/cookie-sessions.test.ts > never makes a cookie of 4096 bytes',
      'server/session/cookie-sessions.test.ts > has the attributes of any session cookie, and tells nothing',
    ],
    missing:
      'Ending one elsewhere is what this store cannot do; the settings and the pages say so.',
  },
  {
    id: 'W21',
    what: 'an audit trail with holes',
    by: ['C2: what the log has of attacks'],
    missing: LATER,
  },
  {
    id: 'W22',
    what: 'an encryption key that is replaced without a word',
    by: [
      'T103: the variable of a secret',
      'server/settings/refusals.test.ts > with a weak secret key: %s',
    ],
  },
  {
    id: 'W23',
    what: 'token refreshes of two instances that sign out',
    by: [
      'T30: three refreshes at the same time',
      'server/bff/instances.test.ts > renew tokens with one request, however many ask each of them at the same time',
    ],
  },
];
