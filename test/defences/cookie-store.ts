import { server } from './defence.ts';
import type { Defence, Witness } from './defence.ts';

const sessions = (name: string): Witness => server('session/cookie-sessions', name);
const endings = (name: string): Witness => server('session/cookie-endings', name);
const store = (name: string): Witness => server('session/cookie-session-store', name);
const box = (name: string): Witness => server('session/cookie-session-box', name);

/** What makes a cookie that holds a whole session worth no more than an id. */
export const COOKIE_STORE: readonly Defence[] = [
  {
    name: 'cookie store: nothing of a session can be changed',
    file: 'server/src/kernel/sealed-box.ts',
    remove: 'return Buffer.concat([body, decipher.final()]);',
    put: 'return body;',
    witnesses: [sessions('is none when anything of it was changed, and the cookie goes')],
  },
  {
    name: 'cookie store: what was sealed for something else is no session',
    file: 'server/src/session/cookie/session-box.ts',
    remove: '`session in ${cookieName}`',
    put: "''",
    witnesses: [box('is worth nothing under another key, name or purpose')],
  },
  {
    name: 'cookie store: deadlines',
    file: 'server/src/session/cookie/cookie-session.store.ts',
    remove: 'if (late !== undefined) {',
    put: 'if (false) {',
    witnesses: [sessions('ends when it is idle, by the time that is sealed in it')],
  },
  {
    name: 'cookie store: use does not move the absolute end',
    file: 'server/src/session/session-transitions.ts',
    remove: 'Math.min(lastSeenAt + idleTimeout, record.absoluteExpiresAt)',
    put: 'lastSeenAt + idleTimeout',
    also: [
      {
        file: 'server/src/session/session-record.ts',
        remove: 'return Math.min(record.idleExpiresAt, record.absoluteExpiresAt);',
        put: 'return record.idleExpiresAt;',
      },
    ],
    witnesses: [sessions('goes on while it is used, and not beyond the absolute timeout')],
  },
  {
    name: 'cookie store: the earlier session ends at sign-in',
    file: 'server/src/session/session.service.ts',
    remove: 'before.map((ref) => this.#store.revoke(ref))',
    put: '[]',
    witnesses: [sessions('is not fixed by a cookie that was there before')],
  },
  {
    name: 'cookie store: an end is not undone by a request that overlaps',
    file: 'server/src/session/cookie/recent-sessions.ts',
    remove: 'if (known.boxed !== undefined && isNewer(boxed, known.boxed)) known.boxed = boxed;',
    put: 'known.boxed = boxed;',
    witnesses: [
      store('forgets what nobody looked at for a minute, an end included'),
      store('keeps the newest state: tokens count most, then the epoch, then the time'),
    ],
  },
  {
    name: 'cookie store: what has ended is not handed out again',
    file: 'server/src/session/cookie/recent-sessions.ts',
    remove: 'session.boxed = undefined;',
    witnesses: [endings('leaving is not undone by a request that overlaps')],
  },
  {
    name: 'cookie store: one request renews tokens',
    file: 'server/src/session/cookie/cookie-session.store.ts',
    remove: 'live.session.claim.until > claim.now)',
    put: 'false)',
    witnesses: [store('grants one claim at a time, and tells the others the successors')],
  },
  {
    name: 'cookie store: a change of rights begins a new epoch',
    file: 'server/src/session/cookie/cookie-session.store.ts',
    remove: '...((mustRotate === true || rights !== undefined) && { mustRotate: true }),',
    witnesses: [store('begins one when rights change')],
  },
  {
    name: 'cookie store: no browser drops a session without a word',
    file: 'server/src/session/cookie/cookie-room.ts',
    remove: 'return this.#lengthOf(session) + RESERVE <= LIMIT;',
    put: 'return true;',
    witnesses: [
      sessions('never makes a cookie of 4096 bytes'),
      sessions('fails the sign-in, and says what it is'),
    ],
  },
  {
    name: 'cookie store: what cannot be done is not said to be done',
    file: 'server/src/session/cookie/cookie-session.store.ts',
    remove: "throw cannot('end sessions of other browsers');",
    put: 'return [];',
    witnesses: [store('says what it cannot do')],
  },
];
