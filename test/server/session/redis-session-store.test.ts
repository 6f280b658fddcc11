import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';
import type { KeyRing } from '../../../server/src/kernel/key-ring.ts';
import {
  clientOptions,
  connectStandalone,
  RedisConnection,
} from '../../../server/src/redis/redis-connection.ts';
import { SessionCodec } from '../../../server/src/session/redis/session-codec.ts';
import type { Encryption } from '../../../server/src/session/redis/session-codec.ts';
import { RedisSessionStore } from '../../../server/src/session/redis/redis-session.store.ts';
import { Secret } from '@lockstep/config';
import { RedisServer } from '../redis/redis-server.ts';
import { record, session, sessionStoreContract, terms } from './contract.ts';

const keyOf = (letter: string): Secret =>
  new Secret(Buffer.from(letter.repeat(32)).toString('base64url'));
const keys = (...letters: readonly string[]): KeyRing =>
  deriveKeys(letters.map(keyOf), 'session store');

let server: RedisServer;
let client: Redis;

beforeAll(async () => {
  server = await RedisServer.start(
    ['rename-command', 'KEYS', ''],
    ['rename-command', 'CONFIG', ''],
  );
  client = connectStandalone(server.url, clientOptions({ command: 2000, connect: 2000 }));
  await new Promise((resolve) => client.once('ready', resolve));
});
afterAll(async () => {
  client.disconnect();
  await server.stop();
});

async function makeStore(
  ring = keys('a'),
  encryption: Encryption = 'tokens',
): Promise<RedisSessionStore> {
  await client.flushall();
  return storeOver(ring, encryption);
}

const storeOver = (ring: KeyRing, encryption: Encryption): RedisSessionStore =>
  new RedisSessionStore(new RedisConnection(client), new SessionCodec(ring, encryption), 'test:');

/** Everything that the server holds, as text. */
async function dump(): Promise<string> {
  const names = await client.call('SCAN', '0', 'COUNT', '1000');
  const found = Array.isArray(names) && Array.isArray(names[1]) ? names[1].map(String) : [];
  const values = await Promise.all(
    found.map(async (name) => {
      const type = await client.type(name);
      if (type === 'hash') return client.hgetall(name);
      if (type === 'zset') return client.zrange(name, 0, -1);
      return type === 'set' ? client.smembers(name) : client.get(name);
    }),
  );
  return JSON.stringify([found, values]);
}

sessionStoreContract('redis', () => makeStore());
sessionStoreContract('redis, everything encrypted', () => makeStore(keys('a'), 'all'));

describe('RedisSessionStore', () => {
  it('encrypts what the setting says', async () => {
    const sensitive = ['"accessToken"', '"refreshToken"'];
    for (const [encryption, hidden] of [
      ['none', []],
      ['tokens', sensitive],
      ['all', [...sensitive, 'Alice', 'Firefox', '192.0.2.1']],
    ] as const) {
      const store = await makeStore(keys('a'), encryption);
      await store.create(session('a'), terms());
      const text = (await dump()).replaceAll('\\"', '"');
      const found = [...sensitive, 'Alice', 'Firefox', '192.0.2.1'].filter(
        (word) => !text.includes(word),
      );
      expect(found, encryption).toEqual(hidden);
    }
  });

  it('reads what older keys wrote, and other settings of encryption', async () => {
    const before = await makeStore(keys('a'), 'all');
    await before.create(session('a'), terms());
    const now = storeOver(keys('b', 'a'), 'none');
    expect(await now.find(record('a').ref, record('a').createdAt)).toEqual(record('a'));
    const keyless = storeOver(keys('b'), 'tokens');
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
        store.finishRefresh(record(family).ref, 'x', record(family).tokens),
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
