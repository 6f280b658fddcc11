import { setImmediate } from 'node:timers/promises';
import { Secret } from '@lockstep/config';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreUnavailable } from '../../../server/src/kernel/store-unavailable.ts';
import type { RedisGateway } from '../../../server/src/redis/redis-gateway.ts';
import { connectDelay } from '../../../server/src/redis/redis-options.ts';
import type { RedisSettings } from '../../../server/src/redis/redis-options.ts';
import type { RedisSessionStore } from '../../../server/src/session/redis/redis-session.store.ts';
import { openGateway, storeOver } from '../session/redis-support.ts';
import { record, refOf, session, START, terms, use } from '../session/sample-sessions.ts';
import { RedisServer, startCluster, until } from './redis-server.ts';
import type { Directive } from './redis-server.ts';
import { startSlowProxy } from './slow-proxy.ts';

async function startRedis(...directives: readonly Directive[]): Promise<RedisServer> {
  const server = await RedisServer.start(...directives);
  onTestFinished(() => server.stop());
  return server;
}

async function open(settings: Partial<RedisSettings>): Promise<RedisGateway> {
  const gateway = await openGateway(settings);
  onTestFinished(() => gateway.close());
  return gateway;
}

async function withSession(settings: Partial<RedisSettings>): Promise<RedisSessionStore> {
  const store = storeOver((await open(settings)).scripts);
  await store.create(session('a'), terms());
  return store;
}

/** Whether the session is found; an outage is no answer. */
async function answer(store: RedisSessionStore): Promise<boolean | undefined> {
  try {
    return (await store.use(refOf('a'), use('a', 1))).state === 'live';
  } catch (error) {
    if (error instanceof StoreUnavailable) return undefined;
    throw error;
  }
}

/** Asks until there is an answer, which is that the session lives. */
async function untilAlive(store: RedisSessionStore): Promise<void> {
  await until(async () => {
    const isAlive = await answer(store);
    expect(isAlive).not.toBe(false);
    return isAlive === true;
  });
}

describe('Redis in trouble', () => {
  it('is given up where a connection is cut that nobody closed, and reached by another', async () => {
    const proxy = await startSlowProxy((await startRedis()).port);
    const store = await withSession({ url: `redis://${proxy.address}`, command_timeout: 2000 });
    proxy.cut();
    expect(await answer(store)).toBeUndefined();
    await untilAlive(store);
  });

  it('answers nobody late: each of many waits for command_timeout, and the next ones are served', async () => {
    const proxy = await startSlowProxy((await startRedis()).port);
    const store = await withSession({ url: `redis://${proxy.address}`, command_timeout: 2000 });
    proxy.delay = 60_000;
    const answers = await Promise.all(Array.from({ length: 200 }, () => answer(store)));
    expect(answers).toEqual(Array(200).fill(undefined));
    proxy.delay = 0;
    await untilAlive(store);
  });

  it('is believed where its answer came in time and this process was busy', async () => {
    const { scripts } = await open({ url: (await startRedis()).url, command_timeout: 200 });
    const asked = scripts.command('ECHO', 'in time');
    await setImmediate();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    expect(await asked).toBe('in time');
  });

  it('is looked for again when it has become a replica', async () => {
    const server = await startRedis();
    const store = await withSession({ url: server.url });
    await server.ask((client) => client.call('REPLICAOF', '127.0.0.1', '1'));
    expect(await answer(store)).toBeUndefined();
    await expect(store.ping()).rejects.toThrow(StoreUnavailable);
    await server.ask((client) => client.call('REPLICAOF', 'NO', 'ONE'));
    await untilAlive(store);
  });

  it('lets nobody in who has the password of before, until it is the password again', async () => {
    const server = await startRedis(['requirepass', 'one']);
    const client = new Redis(server.port, '127.0.0.1', { password: 'one' });
    onTestFinished(() => client.disconnect());
    const store = await withSession({ url: server.url.replace('//', '//:one@') });
    await client.config('SET', 'requirepass', 'two');
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    expect(await answer(store)).toBeUndefined();
    await client.config('SET', 'requirepass', 'one');
    await untilAlive(store);
  });

  it('is not stormed when it comes back: attempts grow apart, and no two instances keep step', () => {
    const delays = Array.from({ length: 12 }, (_, attempt) => connectDelay(attempt));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(25);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2000);
    const atOnce = new Set(Array.from({ length: 100 }, () => connectDelay(8)));
    expect(atOnce.size).toBeGreaterThan(90);
    expect(Math.max(...atOnce) - Math.min(...atOnce)).toBeGreaterThan(500);
  });
});

async function idOf(server: RedisServer): Promise<string> {
  return String(await server.ask((client) => client.call('CLUSTER', 'MYID')));
}

describe('a cluster that moves slots', () => {
  it('keeps every session, before, meanwhile and afterwards', async () => {
    const servers = await startCluster(2);
    onTestFinished(async () => void (await Promise.all(servers.map((each) => each.stop()))));
    const nodes = servers.map(({ address }) => address);
    const store = await withSession({ url: 'redis://cluster', mode: 'cluster', nodes });
    const key = `test:{${refOf('a').tag}}:s:a`;
    const slot = String(await servers[0]?.ask((client) => client.call('CLUSTER', 'KEYSLOT', key)));
    const holds = (server: RedisServer): Promise<boolean> =>
      server.ask(async (client) => {
        const found = await client.call('CLUSTER', 'GETKEYSINSLOT', slot, '10');
        return Array.isArray(found) && found.length > 0;
      });
    const [one, two] = servers;
    if (one === undefined || two === undefined) throw new Error('There are no two nodes');
    const [from, to] = (await holds(one)) ? [one, two] : [two, one];
    const [fromId, toId] = [await idOf(from), await idOf(to)];

    await to.ask((client) => client.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId));
    await from.ask((client) => client.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId));
    expect(await answer(store)).toBe(true);
    await from.ask(async (client) => {
      const found = await client.call('CLUSTER', 'GETKEYSINSLOT', slot, '10');
      const names = Array.isArray(found) ? found.map(String) : [];
      expect(names).toHaveLength(2);
      const target = ['127.0.0.1', String(to.port), '', '0', '30000', 'KEYS'];
      await client.call('MIGRATE', ...target, ...names);
    });
    // The slot is still the old node's: it answers ASK.
    expect(await answer(store)).toBe(true);
    expect(await store.list(record('a').user, START)).toHaveLength(1);
    for (const each of [to, from]) {
      await each.ask((client) => client.call('CLUSTER', 'SETSLOT', slot, 'NODE', toId));
    }
    // Now it answers MOVED.
    await untilAlive(store);
    expect(await holds(to)).toBe(true);
    expect(await store.revokeUser(record('a').user)).toHaveLength(1);
    expect(await answer(store)).toBe(false);
  });
});

async function startProtected(): Promise<Partial<RedisSettings>> {
  const master = await startRedis(['requirepass', 'for-the-master']);
  const sentinel = await RedisServer.startSentinel(
    { mymaster: master },
    ['sentinel', 'auth-pass', 'mymaster', 'for-the-master'],
    ['requirepass', 'for-the-sentinel'],
  );
  onTestFinished(() => sentinel.stop());
  const url = 'redis://:for-the-master@sentinels';
  return { url, mode: 'sentinel', nodes: [sentinel.address] };
}

describe('a sentinel with a password', () => {
  it('lets the server in, and leads it to a master with a password of its own', async () => {
    const sentinel_password = new Secret('for-the-sentinel');
    const store = await withSession({ ...(await startProtected()), sentinel_password });
    expect(await answer(store)).toBe(true);
  });

  it.each([
    ['a wrong password', new Secret('another-password')],
    ['none', undefined],
  ])('is a reason not to start with %s', async (_which, password) => {
    const settings = {
      ...(await startProtected()),
      ...(password && { sentinel_password: password }),
    };
    await expect(open(settings)).rejects.toThrow(
      /^Redis does not let the server in: (?:WRONGPASS|NOAUTH)(?!.*(?:another-password|for-the))/u,
    );
  });
});
