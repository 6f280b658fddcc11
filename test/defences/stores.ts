import { chaos } from './defence.ts';
import type { Defence } from './defence.ts';

/** What keeps an outage of the store from opening or losing anything, and several instances one server. */
export const STORES: readonly Defence[] = [
  {
    name: 'a store that is away fails closed',
    file: 'server/src/session/make-session-store.ts',
    remove: "if (onFailure === 'fail_closed') return shared;",
    witnesses: [chaos('redis-outage', 'forgets nobody but whom Redis forgot')],
  },
  {
    name: 'an outage is 503, and no other failure',
    file: 'server/src/redis/redis-connection.ts',
    remove: 'throw new StoreUnavailable(error);',
    put: 'throw error;',
    witnesses: [
      chaos('redis-outage', 'does not say that a session has ended when it has not'),
      chaos('redis-outage', 'stopped: 503, the cookie stays, and so does the session'),
      chaos('redis-outage', 'hanging: 503, the cookie stays, and so does the session'),
      chaos('failover', 'keeps sessions alive behind a sentinel'),
      chaos('failover', 'keeps sessions alive in a cluster'),
    ],
  },
  {
    name: 'a full Redis serves those who are signed in',
    file: 'server/src/session/redis/session-scripts.ts',
    remove:
      "redis.call('PEXPIRE', key, string.format('%.0f', math.max(1, idle - now) + tonumber(ARGV[7])))\nredis.call('HSET', key, 'ls',",
    put: "redis.call('HSET', key, 'ls',",
    witnesses: [chaos('redis-outage', 'full: new sign-ins get 503, and everybody else goes on')],
  },
  {
    name: 'a Redis that has lost a script is given it',
    file: 'server/src/redis/redis-connection.ts',
    remove: 'if (!isUnknownScript(error)) throw error;',
    put: 'if (!isUnknownScript(error) || this[script.name]) throw error; this[script.name] = true;',
    witnesses: [chaos('redis-outage', 'comes back after the scripts are gone')],
  },
  {
    name: 'an outage is one line of the log',
    file: 'server/src/redis/redis-gateway.ts',
    remove: 'if (!this.#isUp || this.#isClosed) return;',
    put: 'if (this.#isClosed) return;',
    witnesses: [chaos('redis-outage', 'says so in the log once for each outage')],
  },
  {
    name: 'sessions in memory meanwhile are told of',
    file: 'server/src/session/fallback-session.store.ts',
    remove: 'this.#tell(true);',
    put: 'this.#tell(false);',
    witnesses: [chaos('redis-outage', 'keeps new sessions in memory meanwhile')],
  },
  {
    name: 'what ended meanwhile is over at once',
    file: 'server/src/session/fallback-session.store.ts',
    remove:
      "if (this.#ended.has(ref.family)) return Promise.resolve({ state: 'missing' });\n    return this.#ask((shared) => shared.use(ref, use));",
    put: 'return this.#ask((shared) => shared.use(ref, use));',
    witnesses: [chaos('redis-outage', 'ends sessions in Redis as soon as it answers')],
  },
  {
    name: 'renewed tokens are kept once the store is back',
    file: 'server/src/oidc/save-renewal.ts',
    remove: 'return attempt(count + 1);',
    put: 'throw error;',
    witnesses: [chaos('token-renewal', 'costs nobody the new refresh token')],
  },
  {
    name: 'Redis is asked once a request, by the digest of a script',
    file: 'server/src/redis/redis-connection.ts',
    remove: "this.#client.call('EVALSHA', this.#digest(script), ...rest)",
    put: "this.#client.call('EVAL', script.lua, ...rest)",
    witnesses: [chaos('two-instances', 'is one round trip to Redis')],
  },
  {
    name: 'sessions are where every instance finds them',
    file: 'server/src/session/make-session-store.ts',
    remove: "redis === undefined || store === 'memory'",
    put: 'true',
    witnesses: [
      chaos('processes', 'lose one, and nobody is signed out or sees an error'),
      chaos('two-instances', 'have the same sessions'),
    ],
  },
  {
    name: 'what an older key has sealed is read',
    file: 'server/src/kernel/sealed-box.ts',
    remove: 'for (const key of keys)',
    put: 'for (const key of [keys[0]])',
    witnesses: [chaos('processes', 'are replaced one after the other, with a new secret key')],
  },
];
