import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedisGateway } from '../../../server/src/redis/redis-gateway.ts';
import type { RedisSettings } from '../../../server/src/redis/redis-options.ts';
import type { RedisSessionStore } from '../../../server/src/session/redis/redis-session.store.ts';
import { RedisServer, startCluster } from '../redis/redis-server.ts';
import { sessionStoreContract } from './contract.ts';
import { record, session, terms } from './sample-sessions.ts';
import { keys, openGateway, storeOver } from './redis-support.ts';
import type { StoreOptions } from './redis-support.ts';

const PRODUCTION = new URL('../../../examples/production/', import.meta.url);

/** Ways in which hosted servers are limited. */
const LIMITED = [
  ['rename-command', 'KEYS', ''],
  ['rename-command', 'CONFIG', ''],
] as const;

let server: RedisServer;
let client: Redis;
let gateway: RedisGateway;

beforeAll(async () => {
  server = await RedisServer.start(...LIMITED);
  client = new Redis(server.url, { replyMapping: 'legacy' });
  gateway = await openGateway({ url: server.url });
});
afterAll(async () => {
  client.disconnect();
  gateway.close();
  await server.stop();
});

async function makeStore(options: StoreOptions = {}): Promise<RedisSessionStore> {
  await client.flushall();
  return storeOver(gateway.scripts, options);
}

/** Everything that the server holds, as text. */
async function dump(): Promise<string> {
  const names = await client.call('SCAN', '0', 'COUNT', '1000');
  const found = Array.isArray(names) && Array.isArray(names[1]) ? names[1].map(String) : [];
  const values = await Promise.all(
    found.map(async (name) => {
      const type = await client.type(name);
      if (type === 'hash') return client.hgetall(name);
      return type === 'zset' ? client.zrange(name, '0', '-1') : client.get(name);
    }),
  );
  return JSON.stringify([found, values]);
}

sessionStoreContract('redis', () => makeStore());
sessionStoreContract('redis, everything encrypted', () => makeStore({ encryption: 'all' }));

/** The contract over servers that work together, emptied before each test. */
function contractOver(
  name: string,
  start: () => Promise<{
    readonly masters: readonly RedisServer[];
    readonly all: readonly RedisServer[];
    readonly settings: Partial<RedisSettings>;
  }>,
): void {
  describe(`over ${name}`, () => {
    let group: Awaited<ReturnType<typeof start>>;
    let over: RedisGateway;
    beforeAll(async () => {
      group = await start();
      over = await openGateway(group.settings);
    });
    afterAll(async () => {
      over.close();
      await Promise.all(group.all.map((each) => each.stop()));
    });
    sessionStoreContract(name, async () => {
      await Promise.all(group.masters.map((each) => each.ask((asked) => asked.flushall())));
      return storeOver(over.scripts);
    });
  });
}

contractOver('redis behind a sentinel', async () => {
  const master = await RedisServer.start(...LIMITED);
  const sentinel = await RedisServer.startSentinel({ mymaster: master });
  const settings = {
    url: 'redis://sentinels',
    mode: 'sentinel',
    nodes: [sentinel.address],
  } as const;
  return { masters: [master], all: [sentinel, master], settings };
});

contractOver('redis, with the account of examples/production', async () => {
  const line = readFileSync(new URL('users.acl', PRODUCTION), 'utf8').split('\n')[1] ?? '';
  const account = line.replace(/#\w+/u, '>password').replace('~lockstep:*', '~test:*').split(' ');
  const master = await RedisServer.start(account);
  const settings = { url: master.url.replace('//', '//lockstep:password@') };
  return { masters: [master], all: [master], settings };
});

contractOver('redis cluster', async () => {
  const servers = await startCluster(3, ...LIMITED);
  const settings = {
    url: 'redis://cluster',
    mode: 'cluster',
    nodes: servers.map(({ address }) => address),
  } as const;
  return { masters: servers, all: servers, settings };
});

describe('RedisSessionStore', () => {
  it('encrypts what the setting says', async () => {
    const sensitive = ['"accessToken"', '"refreshToken"'];
    for (const [encryption, hidden] of [
      ['none', []],
      ['tokens', sensitive],
      ['all', [...sensitive, 'Alice', 'Firefox', '192.0.2.1']],
    ] as const) {
      const store = await makeStore({ encryption });
      await store.create(session('a'), terms());
      const text = (await dump()).replaceAll('\\"', '"');
      const found = [...sensitive, 'Alice', 'Firefox', '192.0.2.1'].filter(
        (word) => !text.includes(word),
      );
      expect(found, encryption).toEqual(hidden);
    }
  });

  it('reads what older keys wrote, and other settings of encryption', async () => {
    const before = await makeStore({ encryption: 'all' });
    await before.create(session('a'), terms());
    const now = storeOver(gateway.scripts, { ring: keys('b', 'a'), encryption: 'none' });
    expect(await now.find(record('a').ref, record('a').createdAt)).toEqual(record('a'));
    const keyless = storeOver(gateway.scripts, { ring: keys('b') });
    expect(await keyless.find(record('a').ref, record('a').createdAt)).toBeUndefined();
  });

  it('leaves no key without a time to live after a storm', async () => {
    const store = await makeStore();
    const start = record('a').createdAt;
    const families = Array.from({ length: 30 }, (_, index) => `s${index}`);
    await Promise.all(
      families.flatMap((family, index) => [
        store.create(session(family, index), terms(index, { limit: 3 })),
        store.use(record(family).ref, {
          secretHash: `${family}-0`,
          successors: [`${family}-1`],
          now: start + index,
          idleTimeout: 1000,
          rotationInterval: 1,
          rotationGrace: 10,
          rotate: true,
        }),
        store.claimRefresh(record(family).ref, {
          owner: 'x',
          tokensVersion: 0,
          now: start,
          until: start + 1,
        }),
        store.finishRefresh(record(family).ref, 'x', { tokens: record(family).tokens }),
        index % 3 === 0
          ? store.revoke(record(family).ref)
          : store.revokeUser({ iss: 'x', sub: family }),
      ]),
    );
    const [, names] = await client.scan(0, 'COUNT', 1000);
    const lives = await Promise.all(names.map((name) => client.pttl(name)));
    expect(names.length).toBeGreaterThan(0);
    expect(lives.filter((life) => life < 0)).toEqual([]);
  });

  it('takes the scripts to a server that has forgotten them', async () => {
    const store = await makeStore();
    await store.create(session('a'), terms());
    await client.script('FLUSH');
    expect(await store.find(record('a').ref, record('a').createdAt)).toBeDefined();
    expect(await store.list(record('a').user, record('a').createdAt)).toHaveLength(1);
  });
});
