import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

const STORE = 'security.session.store';
const URL_KEY = 'redis.url';

/** Sessions in memory end with the process and are not shared between instances. */
export function memoryStoreRule(view: SettingsView): readonly Finding[] {
  if (view.environment !== 'production') return [];
  const store = view.text(STORE);
  if (store === 'redis' || store === 'cookie') return [];
  if (store !== 'memory' && view.entry(URL_KEY) !== undefined) return [];
  const message = 'Sessions are kept in memory; production needs a store that outlives the process';
  const expected = '`redis.url`, and `auto` or `redis`; or `cookie`';
  return [{ code: 'memory-store-in-production', key: STORE, message, expected, received: store }];
}

/** A store needs its address. */
export function redisUrlRule(view: SettingsView): readonly Finding[] {
  const mode = view.text('redis.mode');
  const isNeeded = view.text(STORE) === 'redis' || (mode !== undefined && mode !== 'standalone');
  if (!isNeeded || view.entry(URL_KEY) !== undefined) return [];
  const key = view.text(STORE) === 'redis' ? STORE : 'redis.mode';
  const message = 'Redis is to be used, and `redis.url` is not set';
  return [{ code: 'redis-url-missing', key, message, expected: '`redis.url`' }];
}

/** Redis numbers its databases; a name would be database 0, where somebody else's keys may be. */
export function redisDatabaseRule(view: SettingsView): readonly Finding[] {
  const url = view.text(URL_KEY) ?? '';
  if (!URL.canParse(url) || /^(?:\/\d*)?$/u.test(new URL(url).pathname)) return [];
  const message = 'The database in `redis.url` is not a number';
  return [{ code: 'redis-database-invalid', key: URL_KEY, message, expected: 'redis://HOST/0' }];
}

/** Sentinels and cluster nodes are found by their addresses. */
export function redisNodesRule(view: SettingsView): readonly Finding[] {
  const key = 'redis.nodes';
  const mode = view.text('redis.mode');
  if (mode !== 'sentinel' && mode !== 'cluster') return [];
  if (view.texts(key)?.length !== 0) return [];
  const whose = mode === 'sentinel' ? 'the sentinels' : 'some nodes of the cluster';
  const message = `\`redis.mode\` is ${mode}, and there are no addresses`;
  return [{ code: 'redis-nodes-missing', key, message, expected: `the addresses of ${whose}` }];
}

/** What goes over the network to Redis is the sessions of everybody. */
export function redisPlaintextRule(view: SettingsView): readonly Finding[] {
  const url = view.text(URL_KEY);
  if (view.environment !== 'production' || url === undefined || /^rediss:/iu.test(url)) return [];
  if (view.flag('redis.allow_plaintext') !== false) return [];
  const message = 'Redis is used without TLS in production';
  const expected = 'rediss://…, or `redis.allow_plaintext` for a network of its own';
  return [{ code: 'redis-plaintext', key: URL_KEY, message, expected, received: 'redis://…' }];
}

/** TLS to somebody unknown keeps out those alone who only listen. */
export function redisVerifyRule(view: SettingsView): readonly Finding[] {
  const key = 'redis.tls_verify';
  if (view.environment !== 'production' || view.text(key) !== 'none') return [];
  const message = 'The certificate of Redis must be checked in production';
  const expected = 'full or ca';
  return [{ code: 'redis-unverified', key, message, expected, received: 'none' }];
}

/** Sessions that one instance alone knows of can be ended by no other. */
export function storeFailureRule(view: SettingsView): readonly Finding[] {
  const key = 'security.session.on_store_failure';
  if (view.environment !== 'production' || view.text(key) !== 'memory') return [];
  const message = 'Sessions must not move into memory in production when the store fails';
  const expected = 'fail_closed';
  return [{ code: 'memory-fallback-in-production', key, message, expected, received: 'memory' }];
}
