import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../server/src/kernel/store-unavailable.ts';
import type { RedisGateway } from '../../../server/src/redis/redis-gateway.ts';
import { RedisEphemeralStore } from '../../../server/src/session/redis/redis-ephemeral.store.ts';
import type { RedisSessionStore } from '../../../server/src/session/redis/redis-session.store.ts';
import { RedisServer } from '../redis/redis-server.ts';
import { keys, openGateway, storeOver } from './redis-support.ts';
import { claim, INTERVAL, ISS, record, refOf, session, START } from './sample-sessions.ts';
import { terms, use } from './sample-sessions.ts';

const USER = record('a').user;
const KEY = `test:{${refOf('a').tag}}:s:a`;
const RENEWED = { accessToken: 'new', refreshToken: 'newer', idToken: 'id' };

let server: RedisServer;
let client: Redis;
let gateway: RedisGateway;

beforeAll(async () => {
  server = await RedisServer.start();
  client = new Redis(server.url, { replyMapping: 'legacy' });
  gateway = await openGateway({ url: server.url });
});
beforeEach(() => client.flushall());
afterAll(async () => {
  client.disconnect();
  gateway.close();
  await server.stop();
});

async function keyEndingIn(pattern: string): Promise<string> {
  const [found] = await client.keys(pattern);
  if (found === undefined) throw new Error(`There is no key ${pattern}`);
  return found;
}

describe('a session that cannot be read', () => {
  const damages: Readonly<Record<string, () => Promise<unknown>>> = {
    'a body that is no JSON': () => client.hset(KEY, 'b', 'j{'),
    'a body of another version': async () => {
      const body = String(await client.hget(KEY, 'b'));
      await client.hset(KEY, 'b', body.replace('"v":1', '"v":2'));
    },
    'a body that lacks something': () => client.hset(KEY, 'b', 'j{"v":1}'),
    'tokens that were tampered with': () => client.hset(KEY, 't', 'sAAAA'),
    'no tokens': () => client.hdel(KEY, 't'),
    'a deadline that is no number': () => client.hset(KEY, 'ie', 'soon'),
    'no deadline': () => client.hdel(KEY, 'ab'),
    'a version of the tokens that is no number': () => client.hset(KEY, 'tv', 'x'),
    'a key of another type': async () => {
      await client.del(KEY);
      await client.set(KEY, 'text');
    },
  };

  it.each(Object.keys(damages))(
    '%s: is none, is taken out, and the log says so once',
    async (name) => {
      const lines: string[] = [];
      const logger = pino({}, { write: (line: string) => void lines.push(line) });
      const store = storeOver(gateway.scripts, { logger });
      await store.create(session('a'), terms());
      await store.create(session('b', 1), terms(1));
      await damages[name]?.();
      expect(await store.use(refOf('a'), use('a', 2))).toEqual({ state: 'missing' });
      expect(await store.use(refOf('a'), use('a', 2))).toEqual({ state: 'missing' });
      expect(await client.exists(KEY)).toBe(0);
      expect(lines.filter((line) => line.includes('"session_unreadable"'))).toHaveLength(1);
      const left = await store.list(USER, START + 2);
      expect(left.map(({ ref }) => ref.family)).toEqual(['b']);
    },
  );

  it.each(Object.keys(damages))('%s: keeps nobody out', async (name) => {
    const store = storeOver(gateway.scripts);
    await store.create(session('a'), terms());
    await damages[name]?.();
    const reject = terms(1, { limit: 1, onLimit: 'reject' });
    expect(await store.create(session('b', 1), reject)).toMatchObject({ state: 'created' });
    expect(await store.revokeUser(USER)).toHaveLength(1);
    expect(await client.keys('*}:s:b')).toEqual([]);
  });

  it('is one whose key was removed from the ring', async () => {
    await storeOver(gateway.scripts).create(session('a'), terms());
    const both = storeOver(gateway.scripts, { ring: keys('b', 'a') });
    expect(await both.use(refOf('a'), use('a', 1))).toMatchObject({ state: 'live' });
    const without = storeOver(gateway.scripts, { ring: keys('b') });
    expect(await without.use(refOf('a'), use('a', 1))).toEqual({ state: 'missing' });
  });

  it('is not one whose index was lost: it is listed, counted and ended with the others', async () => {
    const store = storeOver(gateway.scripts);
    await store.create(session('a'), terms());
    await store.create(session('b', 1), terms(1));
    await client.del(await keyEndingIn('*}:u:*'));
    expect(await store.list(USER, START + 2)).toEqual([]);
    await store.use(refOf('b'), use('b', 2));
    await store.use(refOf('a'), use('a', 2));
    const found = await store.list(USER, START + 2);
    expect(found.map(({ ref }) => ref.family)).toEqual(['a', 'b']);
    expect(await client.pttl(await keyEndingIn('*}:u:*'))).toBeGreaterThan(3_600_000 - 10_000);
    expect(await store.revokeUser(USER)).toHaveLength(2);
  });
});

describe('a session at the provider that is signed in with again and again', () => {
  it('does not remember sessions that are over', async () => {
    const store = storeOver(gateway.scripts);
    const sameSid = { providerSession: 'sid' };
    for (let index = 0; index < 5; index += 1) {
      const at = index * 1_800_000;
      await store.create(session(`s${index}`, at, sameSid), terms(at));
    }
    const noted = await client.zrange(await keyEndingIn('test:p:*'), '0', '-1');
    expect(noted.map((member) => member.slice(4))).toEqual(['s3', 's4']);
    const logout = { iss: ISS, sid: 'sid', at: START, now: START, remember: 1000 };
    expect(await store.endByProvider(logout)).toHaveLength(2);
  });
});

describe('without a limit', () => {
  it('the index of a user does not grow with sessions that are over', async () => {
    const store = storeOver(gateway.scripts);
    for (let index = 0; index < 60; index += 1) {
      const at = index * 120_000;
      await store.create(session(`s${index}`, at), terms(at));
    }
    expect(await client.zcard(await keyEndingIn('*}:u:*'))).toBe(1);
  });
});

const fill = (): Promise<unknown> => client.config('SET', 'maxmemory', '1');

describe('a Redis whose memory is full', () => {
  afterEach(() => client.config('SET', 'maxmemory', '0'));

  it('takes no new sessions and leaves nothing half done', async () => {
    const store = storeOver(gateway.scripts);
    await store.create(session('a'), terms());
    const before = await client.keys('*');
    await fill();
    await expect(store.create(session('b', 1), terms(1))).rejects.toThrow(StoreUnavailable);
    expect(await store.ping()).toEqual({ store: 'redis', isFallback: false, isFull: true });
    expect((await client.keys('*')).toSorted()).toEqual(before.toSorted());
  });

  it('goes on serving the sessions that it has: use, rotation, renewal of tokens', async () => {
    const store = storeOver(gateway.scripts);
    await store.create(session('a'), terms());
    await fill();
    const rotated = await store.use(refOf('a'), use('a', INTERVAL));
    expect(rotated).toMatchObject({ state: 'live', rotated: true });
    const confirmed = await store.use(refOf('a'), use('a', INTERVAL + 1, 1));
    expect(confirmed).toMatchObject({ state: 'live', rotated: false });
    expect(await store.claimRefresh(refOf('a'), claim('x', INTERVAL + 1))).toMatchObject({
      state: 'granted',
    });
    expect(await store.finishRefresh(refOf('a'), 'x', { tokens: RENEWED })).toBe(true);
    expect(await store.find(refOf('a'), START + INTERVAL + 1)).toMatchObject({ tokens: RENEWED });
  });

  const logout = { iss: ISS, at: START, now: START, remember: 1000 };
  const endings: Readonly<Record<string, (store: RedisSessionStore) => Promise<unknown>>> = {
    one: (store) => store.revoke(refOf('a')),
    'those of a user': (store) => store.revokeUser(USER),
    'those of a subject at the provider': (store) =>
      store.endByProvider({ ...logout, sub: 'alice' }),
    'those of a session at the provider': (store) =>
      store.endByProvider({ ...logout, sid: 'sid-a' }),
  };

  it.each(Object.keys(endings))('ends sessions: %s', async (name) => {
    const store = storeOver(gateway.scripts);
    await store.create(session('a'), terms());
    await fill();
    await endings[name]?.(store);
    expect(await store.find(refOf('a'), START)).toBeUndefined();
  });

  it('remembers what was used, so that a logout token is followed, and once', async () => {
    const seen = new RedisEphemeralStore(gateway.scripts, 'test:');
    await fill();
    expect(await seen.put('jti:1', '', 10_000)).toBe(true);
    expect(await seen.put('jti:1', '', 10_000)).toBe(false);
    expect(await client.pttl('test:e:jti:1')).toBeGreaterThan(0);
    expect(await seen.take('jti:1')).toBe('');
    expect(await seen.take('jti:1')).toBeUndefined();
  });
});
