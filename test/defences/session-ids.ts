import { attack, chaos, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What makes an id worth something to one browser alone, and to nobody once it is old. */
export const SESSION_IDS: readonly Defence[] = [
  {
    name: 'the id is new at sign-in',
    file: 'server/src/session/session.service.ts',
    remove: 'const id = newSessionId(signIn.user);',
    put: "const sent = request.cookies['session'] ?? ''; const id = sent.length === 69 ? { tag: sent.slice(0, 4), family: sent.slice(4, 26), secret: sent.slice(26) } : newSessionId(signIn.user);",
    witnesses: [attack('fixation', 'by an id that the attacker made up')],
  },
  {
    name: 'the earlier session ends at sign-in',
    file: 'server/src/session/session.service.ts',
    remove: 'before.map((ref) => this.#store.revoke(ref))',
    put: '[]',
    witnesses: [
      attack(
        'fixation',
        'by a live session of the attacker: the victim does not go on in it, and it ends',
      ),
    ],
  },
  {
    name: 'the earlier session ends though its cookie does not come back',
    file: 'server/src/session/session.service.ts',
    remove: '[previous, this.presented(request)]',
    put: '[this.presented(request)]',
    witnesses: [
      attack(
        'fixation',
        'by a live session whose Strict cookie does not come back with the callback',
      ),
    ],
  },
  {
    name: 'an old id after its grace, in memory',
    file: 'server/src/session/session-transitions.ts',
    remove: 'use.secretHash === previous && use.now < previousUntil',
    put: 'use.secretHash === previous',
    witnesses: [attack('replay', 'sessions in memory after its rotation and the grace')],
  },
  {
    name: 'an old id after its grace, in Redis',
    file: 'server/src/session/redis/session-scripts.ts',
    remove: " and now < (tonumber(f[6] or '') or 0)",
    witnesses: [attack('replay', 'sessions in redis after its rotation and the grace')],
  },
  {
    name: 'replay ends the whole session, in memory',
    file: 'server/src/session/session-transitions.ts',
    remove: "return { outcome: { state: 'replayed', record } };",
    put: "return { outcome: { state: 'replayed', record }, kept: session };",
    witnesses: [attack('replay', 'sessions in memory after its rotation and the grace')],
  },
  {
    name: 'replay ends the whole session, in Redis',
    file: 'server/src/session/redis/session-scripts.ts',
    remove: "return {'replayed', remove(key, ARGV[8])}",
    put: "return {'replayed', redis.call('HGETALL', key)}",
    witnesses: [
      attack('replay', 'sessions in redis after its rotation and the grace'),
      chaos('two-instances', 'have the same sessions, and rotate an id to one successor'),
    ],
  },
  {
    name: 'a rotation has one successor',
    file: 'server/src/session/redis/session-scripts.ts',
    remove: 'if isDue and not following then',
    put: 'if isDue then',
    witnesses: [server('session/redis-session-store', 'SessionStore contract: redis rotation')],
  },
  {
    name: 'ids are kept as hashes',
    file: 'server/src/session/session-id.ts',
    remove: 'return sha256(secret);',
    put: 'return secret;',
    witnesses: [attack('theft', 'finds no session id and no token of the provider in it')],
  },
  {
    name: 'families are kept as hashes',
    file: 'server/src/session/session-id.ts',
    remove: 'family: sha256(family) }',
    put: 'family }',
    witnesses: [attack('theft', 'finds no session id and no token of the provider in it')],
  },
  {
    name: 'a change of rights replaces the id',
    file: 'server/src/bff/session.controller.ts',
    remove: 'const rotated = await this.#sessions.rotate(request);',
    put: 'const rotated = session as SessionRecord | undefined;',
    witnesses: [
      attack('fixation', 'by an id that stays after a change of rights: a refresh replaces it'),
    ],
  },
  {
    name: 'an old id leads to the one that is in use, in memory',
    file: 'server/src/session/session-transitions.ts',
    remove: "role === 'previous' ? ids.current : ids.next",
    put: 'ids.next',
    witnesses: [attack('replay', 'sessions in memory within the grace: it leads to the one')],
  },
  {
    name: 'an old id leads to the one that is in use, in Redis',
    file: 'server/src/session/redis/session-scripts.ts',
    remove: 'newer = current',
    put: 'newer = false',
    witnesses: [attack('replay', 'sessions in redis within the grace: it leads to the one')],
  },
  {
    name: 'what is kept makes no id',
    file: 'server/src/session/session-id.ts',
    remove: 'return sha256(secret);',
    put: 'return secret;',
    also: [
      {
        file: 'server/src/session/session-id.ts',
        remove: 'family: sha256(family) }',
        put: 'family }',
      },
    ],
    witnesses: [attack('theft', 'cannot make a session id of what is there')],
  },
  {
    name: 'an id is read from the cookie alone',
    file: 'server/src/session/session-cookie.ts',
    remove: 'const value = request.cookies[name];',
    put: 'const value = request.cookies[name] ?? request.query[name] ?? request.headers[name];',
    witnesses: [attack('fixation', 'by an id in the address, a header or a form')],
  },
  {
    name: 'an id that no session has is taken away',
    file: 'server/src/session/session.service.ts',
    remove: 'request.sessionIdToSend = null;\n    this.#tellWhy(outcome);',
    put: 'request.sessionIdToSend = presented.successors[0];\n    this.#tellWhy(outcome);',
    witnesses: [attack('fixation', 'none of them is answered with a session')],
  },
];
