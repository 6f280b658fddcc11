import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisGateway } from '../../../server/src/redis/redis-gateway.ts';
import { FallbackSessionStore } from '../../../server/src/session/fallback-session.store.ts';
import { MemorySessionStore } from '../../../server/src/session/memory-session.store.ts';
import type { SessionStore } from '../../../server/src/session/session.store.ts';
import { RedisServer } from '../redis/redis-server.ts';
import { claim, ISS, record, refOf, session, START, terms, use } from './sample-sessions.ts';
import { inEveryOrder } from './interleave.ts';
import { openGateway, silent, storeOver } from './redis-support.ts';

const NOW = 10;
const USER = record('a').user;
const RENEWED = { accessToken: 'new', refreshToken: 'newer', idToken: 'id' };

/** What may happen while sessions `a` and `b` of one user live, `a` being the older one. */
interface Operation {
  readonly act: (store: SessionStore) => Promise<unknown>;
  /** Which of the sessions are over for good afterwards, whatever else happens. */
  readonly ends?: readonly string[];
  /** The session that it begins. */
  readonly begins?: string;
  /** Sessions that it keeps from beginning, whenever they would. */
  readonly forbids?: readonly string[];
}

const logout = { iss: ISS, at: START + NOW, now: START + NOW, remember: 60_000 };

function login(family: string, onLimit: 'evict_oldest' | 'reject', sid: string): Operation['act'] {
  const begun = session(family, NOW, { providerSession: sid });
  const conditions = terms(NOW, { limit: 2, onLimit, authenticatedAt: START + NOW });
  return (store) => store.create(begun, conditions);
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  touch: { act: (store) => store.use(refOf('a'), use('a', NOW)) },
  rotate: { act: (store) => store.use(refOf('a'), use('a', NOW, 0, { rotate: true })) },
  find: { act: (store) => store.find(refOf('a'), START + NOW) },
  list: { act: (store) => store.list(USER, START + NOW) },
  'refresh-claim': { act: (store) => store.claimRefresh(refOf('a'), claim('y', NOW)) },
  'refresh-save': { act: (store) => store.finishRefresh(refOf('a'), 'x', { tokens: RENEWED }) },
  'refresh-save with other rights': {
    act: (store) =>
      store.finishRefresh(refOf('a'), 'x', { tokens: RENEWED, rights: { roles: ['admin'] } }),
  },
  login: { act: login('c', 'evict_oldest', 'sid-c'), ends: ['a'], begins: 'c' },
  'second login': { act: login('d', 'evict_oldest', 'sid-a'), ends: ['a'], begins: 'd' },
  'login at the limit': { act: login('e', 'reject', 'sid-e') },
  replay: { act: (store) => store.use(refOf('a'), use('a', NOW, 7)), ends: ['a'] },
  expiry: { act: (store) => store.use(refOf('a'), use('a', 3_600_000)), ends: ['a'] },
  revoke: { act: (store) => store.revoke(refOf('a')), ends: ['a'] },
  'revoke others': { act: (store) => store.revokeUser(USER, refOf('b')), ends: ['a'] },
  'revoke user': { act: (store) => store.revokeUser(USER), ends: ['a', 'b'] },
  'back-channel logout of the subject': {
    act: (store) => store.endByProvider({ ...logout, sub: 'alice' }),
    ends: ['a', 'b'],
    forbids: ['c', 'd', 'e'],
  },
  "back-channel logout of the provider's session": {
    act: (store) => store.endByProvider({ ...logout, sid: 'sid-a' }),
    ends: ['a'],
    forbids: ['d'],
  },
  'back-channel logout of both': {
    act: (store) => store.endByProvider({ ...logout, sid: 'sid-a', sub: 'alice' }),
    ends: ['a'],
    forbids: ['d'],
  },
};

const FAMILIES = ['a', 'b', 'c', 'd', 'e'];
const NAMES = Object.keys(OPERATIONS);
const PAIRS = NAMES.flatMap((name, place) =>
  NAMES.slice(place).map((other): readonly [string, string] => [name, other]),
);

async function prepare(store: SessionStore): Promise<void> {
  await store.create(session('a'), terms());
  await store.create(session('b', 1), terms(1));
  await store.claimRefresh(refOf('a'), claim('x', 1));
}

/**
 * What is over stays over, whatever is tried; what nobody ended goes on; nobody has more sessions than allowed.
 *
 * @returns what is wrong
 */
async function faults(store: SessionStore, names: readonly string[]): Promise<readonly string[]> {
  const pair = names.map((name) => OPERATIONS[name] ?? { act: () => Promise.reject(Error(name)) });
  const over = new Set(pair.flatMap(({ ends = [], forbids = [] }) => [...ends, ...forbids]));
  for (const name of NAMES.slice(0, 7)) await OPERATIONS[name]?.act(store);
  const found = await Promise.all(
    FAMILIES.map(async (family) =>
      (await store.find(refOf(family), START + NOW)) === undefined ? [] : [family],
    ),
  );
  const alive = found.flat();
  const listed = (await store.list(USER, START + NOW)).map(({ ref }) => ref.family);
  const isCrowded = pair.every(({ begins }) => begins !== undefined);
  const bystanders = isCrowded ? ['a'] : ['a', 'b'];
  return [
    ...alive.filter((family) => over.has(family)).map((family) => `${family} was revived`),
    ...bystanders
      .filter((family) => !over.has(family) && !alive.includes(family))
      .map((family) => `nobody ended ${family}`),
    ...(listed.toSorted().join() === alive.join() ? [] : [`listed are ${listed.join()}`]),
    ...(alive.length > 2 ? [`there are ${alive.join()}`] : []),
  ];
}

describe('Redis: nothing revives a session, in whatever order the round trips of two operations come', () => {
  let server: RedisServer;
  let client: Redis;
  let gateway: RedisGateway;
  beforeAll(async () => {
    server = await RedisServer.start();
    client = new Redis(server.url, { replyMapping: 'legacy' });
    gateway = await openGateway({ url: server.url });
  });
  afterAll(async () => {
    client.disconnect();
    gateway.close();
    await server.stop();
  });

  it.each(PAIRS)('%s and %s', async (name, other) => {
    const plain = storeOver(gateway.scripts);
    const orders = await inEveryOrder(gateway.scripts, async (one, two) => {
      await client.flushall();
      await prepare(plain);
      const both = Promise.all([
        OPERATIONS[name]?.act(storeOver(one)),
        OPERATIONS[other]?.act(storeOver(two)),
      ]);
      return async () => {
        await both;
        const lives = await Promise.all((await client.keys('*')).map((key) => client.pttl(key)));
        expect(
          lives.filter((life) => life < 0),
          'kept for ever',
        ).toEqual([]);
        expect(await faults(plain, [name, other])).toEqual([]);
      };
    });
    expect(orders).toBeGreaterThanOrEqual(2);
  });
});

describe.each([
  ['memory', () => new MemorySessionStore()],
  [
    'fallback',
    () => new FallbackSessionStore(new MemorySessionStore(), new MemorySessionStore(), silent),
  ],
])('%s: nothing revives a session', (_store, makeStore) => {
  it.each(PAIRS)('%s and %s', async (name, other) => {
    for (const pair of [
      [name, other],
      [other, name],
    ]) {
      const store = makeStore();
      await prepare(store);
      await Promise.all(pair.map((each) => OPERATIONS[each]?.act(store)));
      expect(await faults(store, pair)).toEqual([]);
    }
  });
});
