import { attack, chaos, server } from './defence.ts';
import type { Defence } from './defence.ts';

/** What makes a session end, and belong to one person. */
export const SESSION: readonly Defence[] = [
  {
    name: 'idle end, in Redis',
    file: 'server/src/session/redis/session-scripts.ts',
    remove: "if now >= idle then return {'idle', remove(key, ARGV[8])} end",
    witnesses: [attack('replay', 'sessions in redis after its idle and its absolute end')],
  },
  {
    name: 'absolute end, in Redis',
    file: 'server/src/session/redis/session-scripts.ts',
    remove: 'math.min(seen + tonumber(ARGV[3]), absolute)',
    put: 'seen + tonumber(ARGV[3])',
    witnesses: [
      server(
        'session/redis-session-store',
        'SessionStore contract: redis deadlines never moves the idle deadline past the absolute one',
      ),
    ],
  },
  {
    name: 'deadlines, in memory',
    file: 'server/src/session/session-transitions.ts',
    remove: 'if (late !== undefined) return { outcome: late };',
    witnesses: [attack('replay', 'sessions in memory after its idle and its absolute end')],
  },
  {
    name: 'the limit is kept in one step',
    file: 'server/src/session/redis/session-scripts.ts',
    remove: 'for place = 1, excess do',
    put: 'for place = 1, 0 do',
    witnesses: [
      attack('theft', 'cannot hide among more sessions than a person may have'),
      chaos('two-instances', 'let a user who signs in twenty times at once keep exactly the limit'),
    ],
  },
  {
    name: 'every session has a time to live',
    file: 'server/src/session/redis/session-scripts.ts',
    remove:
      "redis.call('PEXPIRE', key, string.format('%.0f', math.max(1, idle - now) + tonumber(ARGV[7])))",
    put: "redis.call('PERSIST', key)",
    witnesses: [attack('theft', 'finds nothing that stays for ever')],
  },
  {
    name: 'every index has a time to live',
    file: 'server/src/session/redis/session-scripts.ts',
    remove:
      "if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[5]) then redis.call('PEXPIRE', KEYS[2], ARGV[5]) end",
    witnesses: [attack('theft', 'finds nothing that stays for ever')],
  },
  {
    name: 'every word of a provider has a time to live',
    file: 'server/src/session/redis/provider-scripts.ts',
    remove: "redis.call('SET', KEYS[1], at, 'PX', ARGV[2])",
    put: "redis.call('SET', KEYS[1], at)",
    witnesses: [attack('theft', 'finds nothing that stays for ever')],
  },
  {
    name: 'tokens are encrypted',
    file: 'server/src/session/redis/session-codec.ts',
    remove: "this.#encryption !== 'none'",
    put: 'false',
    witnesses: [attack('theft', 'finds no session id and no token of the provider in it')],
  },
  {
    name: 'a renewal revives no session',
    file: 'server/src/session/redis/provider-scripts.ts',
    remove: "if redis.call('HGET', KEYS[1], 'co') ~= ARGV[1] then return 0 end",
    witnesses: [
      server(
        'session/redis-session-store',
        'SessionStore contract: redis a revocation does not revive a session that was revoked meanwhile',
      ),
    ],
  },
  {
    name: 'a session that comes from somewhere else ends',
    file: 'server/src/session/session.service.ts',
    remove: 'await this.end(record);\n    request',
    put: 'request',
    witnesses: [
      attack('theft', 'in another browser ends the session where it is bound to its browser'),
      attack('theft', 'in another network does so too'),
    ],
  },
  {
    name: 'forwarded addresses count from trusted proxies alone',
    file: 'server/src/http/fastify-options.ts',
    remove: 'trustProxy: trustedPeers(settings.app.trusted_proxies)',
    put: 'trustProxy: true',
    witnesses: [attack('theft', 'cannot say where it comes from where no proxy is trusted')],
  },
  {
    name: 'a person ends their own sessions alone',
    file: 'server/src/session/session.service.ts',
    remove: 'return record === undefined ? undefined : this.#store.revoke(record.ref);',
    put: 'return record === undefined ? ({} as SessionRecord) : this.#store.revoke(record.ref);',
    witnesses: [
      attack('theft', 'can do nothing with it: it is no id, and only its owner can name it'),
    ],
  },
  {
    name: 'the same subject at two providers is two people',
    file: 'server/src/users/sql-user.store.ts',
    remove: ".where('issuer', '=', iss)",
    witnesses: [attack('mix-up', 'that use the same subject name two people')],
  },
  {
    name: 'a renewal is one request, whoever asks',
    file: 'server/src/session/redis/provider-scripts.ts',
    remove:
      "if f[4] and now < (tonumber(f[5] or '') or 0) then return {'busy', redis.call('HGETALL', key)} end",
    witnesses: [
      server(
        'bff/instances',
        'renew tokens with one request, however many ask each of them at the same time',
      ),
      chaos('processes', 'are one server: sign in, rotate, renew, sign out'),
    ],
  },
  {
    name: 'nobody new where provisioning is denied',
    file: 'server/src/users/sql-user.store.ts',
    remove: "if (signIn.provisioning === 'deny') return { state: 'unknown' };",
    witnesses: [server('users/sign-in', 'is told on a page that names the reason')],
  },
  {
    name: 'nobody whose account is disabled',
    file: 'server/src/users/sql-user.store.ts',
    remove: "if (row.disabled_at !== null) return { state: 'disabled', user: toUser(row) };",
    witnesses: [server('users/sign-in', 'is nobody whose account is disabled')],
  },
];
