import { describe, expect, it, onTestFinished } from 'vitest';
import { RedisServer, startCluster, startReplica, until } from '../server/redis/redis-server.ts';
import { me, signedIn, startRedis, untilNotReady, untilReady } from './support.ts';
import type { SignedIn } from './support.ts';

/** Nobody is signed out meanwhile: requests are answered, or refused with the cookie kept. */
function askUntilAnswered(state: SignedIn): Promise<void> {
  return until(async () => {
    const page = await me(state);
    expect(page.cookies).toEqual([]);
    expect(JSON.parse(page.text)).toMatchObject(
      page.status === 200
        ? { authenticated: true }
        : { type: '/problems/session-store-unavailable' },
    );
    return page.status === 200;
  });
}

describe('a failover', () => {
  it('keeps sessions alive behind a sentinel', async () => {
    const master = await startRedis();
    const replica = await startRedis(['replicaof', '127.0.0.1', String(master.port)]);
    await replica.isLinked();
    const sentinel = await RedisServer.startSentinel({ mymaster: master });
    onTestFinished(() => sentinel.stop());
    await knows(sentinel);
    const state = await signedIn({
      'redis.url': 'redis://sentinels',
      'redis.mode': 'sentinel',
      'redis.nodes': [sentinel.address],
    });
    await until(async () => (await sessionsOf(replica)) > 0);
    await hasten([sentinel], ['SENTINEL', 'SET', 'mymaster', 'down-after-milliseconds']);
    await master.kill();
    await untilNotReady(state.server);
    await askUntilAnswered(state);
    await untilReady(state.server);
    expect(await replica.ask((client) => client.call('ROLE'))).toContain('master');
  });

  it('keeps sessions alive in a cluster', async () => {
    const masters = await startCluster(3);
    onTestFinished(async () => void (await Promise.all(masters.map((each) => each.stop()))));
    const state = await signedIn({
      'redis.url': 'redis://cluster',
      'redis.mode': 'cluster',
      'redis.nodes': masters.map(({ address }) => address),
      'redis.command_timeout': '1s',
    });
    const owner = await ownerOf(masters);
    const replica = await startReplica(owner, masters);
    onTestFinished(() => replica.stop());
    await hasten([...masters, replica], ['CONFIG', 'SET', 'cluster-node-timeout']);
    await owner.kill();
    expect((await me(state)).status).toBe(503);
    await askUntilAnswered(state);
    expect(await replica.ask((client) => client.call('ROLE'))).toContain('master');
  });
});

/** From now on, who is silent for half a second is taken for dead. */
async function hasten(
  servers: readonly RedisServer[],
  [name, ...args]: readonly [string, ...string[]],
): Promise<void> {
  for (const server of servers) await server.ask((client) => client.call(name, ...args, '500'));
}

/** Resolves when the sentinel has heard of a replica. */
async function knows(sentinel: RedisServer): Promise<void> {
  await sentinel.ask((client) =>
    until(async () => {
      const found = await client.call('SENTINEL', 'REPLICAS', 'mymaster');
      return Array.isArray(found) && found.length > 0;
    }),
  );
}

/** The master that has the one session. */
async function ownerOf(masters: readonly RedisServer[]): Promise<RedisServer> {
  for (const master of masters) if ((await sessionsOf(master)) > 0) return master;
  throw new Error('No master has a session');
}

function sessionsOf(server: RedisServer): Promise<number> {
  return server.ask(async (client) => (await client.keys('*}:s:*')).length);
}
