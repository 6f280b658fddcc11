import { describe, onTestFinished } from 'vitest';
import { startRedis } from '../../chaos/support.ts';
import { temporaryDatabase } from '../database/open.ts';
import { ask } from '../http/support.ts';
import { makeCertificates } from '../redis/certificates.ts';
import { RedisServer, startCluster } from '../redis/redis-server.ts';
import { startSlowProxy } from '../redis/slow-proxy.ts';
import { BEHIND_HTTPS } from './configuration.ts';
import { outcomeOf, refusal } from './observe.ts';
import { probe } from './probe.ts';
import type { Probed } from './probe.ts';
import { signIn, withProvider } from './sign-in.ts';

/** More patience than servers need: the machine may be a busy one. */
const PATIENT = 'command_timeout = 10s\n';
const PASSWORDS = ['sentinel-one-0123456789', 'sentinel-two-0123456789'] as const;
const SESSION_KEYS = '*}:s:*';

function redis(...lines: readonly string[]): string {
  return ['[redis]', ...lines, ''].join('\n');
}

/** Whether the server can use its Redis. */
async function readiness({ url }: Probed): Promise<string> {
  return outcomeOf(await ask(url, '/health/ready'));
}

/** Where the session of somebody who signs in is kept. */
async function placeOf(servers: Readonly<Record<string, RedisServer>>): Promise<string> {
  for (const [name, server] of Object.entries(servers)) {
    const names = await server.ask((client) => client.keys(SESSION_KEYS));
    await server.ask((client) => client.flushall());
    if (names.length > 0) return `the session is in ${name}`;
  }
  return 'the session is in none of them';
}

async function startNode(): Promise<RedisServer> {
  const [node] = await startCluster(1);
  if (node === undefined) throw new Error('There is no node');
  onTestFinished(() => node.stop());
  return node;
}

describe('evidence for [redis]', () => {
  probe({
    key: 'redis.url',
    title: 'sessions are kept in this Redis',
    description: 'Somebody signs in, and two Redis servers are looked into.',
    a: { value: 'redis://redis-1.internal', sees: 'the session is in redis-1' },
    b: { value: 'redis://redis-2.internal', sees: 'the session is in redis-2' },
    prepare: withProvider(async () => {
      const [one, two] = [await startRedis(), await startRedis()];
      return {
        base: redis(PATIENT),
        given: [one.url, two.url],
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          return placeOf({ 'redis-1': one, 'redis-2': two });
        },
      };
    }),
  });

  probe({
    key: 'redis.key_prefix',
    title: 'every key in Redis begins with it',
    description: 'Somebody signs in, and the keys in Redis are listed.',
    a: { value: 'lockstep:', sees: 'all keys begin with lockstep:' },
    b: { value: 'portal:', sees: 'all keys begin with portal:' },
    prepare: withProvider(async () => {
      const server = await startRedis();
      return {
        base: redis(`url = ${server.url}`, PATIENT),
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          const names = await server.ask((client) => client.keys('*'));
          await server.ask((client) => client.flushall());
          const prefixes = new Set(names.map((name) => name.slice(0, name.indexOf(':') + 1)));
          return `all keys begin with ${[...prefixes].join(' or ')}`;
        },
      };
    }),
  });

  probe({
    key: 'redis.mode',
    title: 'sessions are kept in one server or in a cluster',
    description: '`redis.url` names a single server, `redis.nodes` a cluster. Somebody signs in.',
    a: { value: 'standalone', sees: 'the session is in the single server' },
    b: { value: 'cluster', sees: 'the session is in the cluster' },
    prepare: withProvider(async () => {
      const [single, node] = [await startRedis(), await startNode()];
      return {
        base: redis(`url = ${single.url}`, `nodes[] = ${node.address}`, PATIENT),
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          return placeOf({ 'the single server': single, 'the cluster': node });
        },
      };
    }),
  });

  probe({
    key: 'redis.nodes',
    title: 'the cluster is found by its nodes',
    description: 'There are two clusters, and somebody signs in.',
    a: { value: ['cluster-1.internal'], sees: 'the session is in cluster-1' },
    b: { value: ['cluster-2.internal'], sees: 'the session is in cluster-2' },
    prepare: withProvider(async () => {
      const [one, two] = [await startNode(), await startNode()];
      return {
        base: redis('url = redis://cluster.internal', 'mode = cluster', PATIENT),
        given: [[one.address], [two.address]],
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          return placeOf({ 'cluster-1': one, 'cluster-2': two });
        },
      };
    }),
  });

  probe({
    key: 'redis.sentinel_name',
    title: 'sentinels are asked for the master of this name',
    description: 'A sentinel watches two masters, and somebody signs in.',
    a: { value: 'mymaster', sees: 'the session is in mymaster' },
    b: { value: 'portal', sees: 'the session is in portal' },
    prepare: withProvider(async () => {
      const masters = { mymaster: await startRedis(), portal: await startRedis() };
      const sentinel = await RedisServer.startSentinel(masters);
      onTestFinished(() => sentinel.stop());
      const where = ['url = redis://sentinel', 'mode = sentinel', `nodes[] = ${sentinel.address}`];
      return {
        base: redis(...where, PATIENT),
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          return placeOf(masters);
        },
      };
    }),
  });

  probe({
    key: 'redis.sentinel_password',
    title: 'the sentinels let the server in by this password',
    description: 'The sentinels ask for password 2.',
    a: { value: 'password 1', sees: 'refuses to start: WrongRedis' },
    b: { value: 'password 2', sees: '200' },
    prepare: async () => {
      const master = await startRedis();
      const password = ['requirepass', PASSWORDS[1]];
      const sentinel = await RedisServer.startSentinel({ mymaster: master }, password);
      onTestFinished(() => sentinel.stop());
      const where = ['url = redis://sentinel', 'mode = sentinel', `nodes[] = ${sentinel.address}`];
      return {
        base: redis(...where, PATIENT),
        given: PASSWORDS,
        observe: readiness,
        refused: refusal,
      };
    },
  });

  probe({
    key: 'redis.tls_verify',
    title: 'the certificate of Redis is checked',
    description: 'Redis shows a certificate of a known authority, but for another host name.',
    a: { value: 'full', sees: '503 session-store-unavailable' },
    b: { value: 'ca', sees: '200' },
    prepare: async () => {
      const { authority, directives } = makeCertificates();
      const { port } = await startRedis(...directives);
      const lines = [`url = rediss://127.0.0.1:${port}`, `tls_ca_file = ${authority}`];
      return { base: redis(...lines, PATIENT), observe: readiness };
    },
  });

  probe({
    key: 'redis.tls_ca_file',
    title: 'certificates of this authority are accepted',
    description: 'Redis shows a certificate of an authority of its own.',
    a: { sees: '503 session-store-unavailable' },
    b: { value: '/etc/portal/redis-ca.pem', sees: '200' },
    prepare: async () => {
      const { authority, directives } = makeCertificates();
      const { port } = await startRedis(...directives);
      const base = redis(`url = rediss://localhost:${port}`, PATIENT);
      return { base, given: [undefined, authority], observe: readiness };
    },
  });

  probe({
    key: 'redis.allow_plaintext',
    title: 'production uses Redis without TLS only where that is allowed',
    description: 'A server is started in production, with a `redis:` address.',
    a: { value: 'false', sees: 'refuses to start: redis-plaintext' },
    b: { value: 'true', sees: '200' },
    prepare: async () => {
      const { url } = await startRedis();
      const database = `[database]\nurl = ${temporaryDatabase()}\n`;
      const production = `${BEHIND_HTTPS}environment = production\n`;
      const headers = { host: 'portal.example.com', 'x-forwarded-proto': 'https' };
      return {
        base: production + redis(`url = ${url}`, PATIENT) + database,
        observe: async (probed) => outcomeOf(await ask(probed.url, '/health/ready', { headers })),
        refused: refusal,
      };
    },
  });

  probe({
    key: 'redis.require_noeviction',
    title: 'a Redis that evicts sessions is refused',
    description: 'The server is started with a Redis whose `maxmemory-policy` is `allkeys-lru`.',
    a: { value: 'true', sees: 'refuses to start: WrongRedis' },
    b: { value: 'false', sees: '200' },
    prepare: async () => {
      const { url } = await startRedis(['maxmemory-policy', 'allkeys-lru']);
      return { base: redis(`url = ${url}`, PATIENT), observe: readiness, refused: refusal };
    },
  });

  probe({
    key: 'redis.command_timeout',
    title: 'nobody waits longer than this for Redis',
    description: 'Redis takes 300 milliseconds for each answer.',
    a: { value: '100ms', sees: '503 session-store-unavailable' },
    b: { value: '10s', sees: '200' },
    prepare: async () => {
      const proxy = await startSlowProxy((await startRedis()).port);
      return {
        base: redis(`url = redis://${proxy.address}`),
        observe: async (probed) => {
          proxy.delay = 300;
          const seen = await readiness(probed);
          proxy.delay = 0;
          return seen;
        },
      };
    },
  });

  probe({
    key: 'redis.connect_timeout',
    title: 'a connection that takes longer than this is given up',
    description: 'Redis takes 300 milliseconds for each step of the TLS handshake.',
    a: { value: '100ms', sees: '503 session-store-unavailable' },
    b: { value: '10s', sees: '200' },
    prepare: async () => {
      const proxy = await startSlowProxy((await startRedis(...makeCertificates().directives)).port);
      proxy.delay = 300;
      const base = redis(`url = rediss://${proxy.address}`, 'tls_verify = none', PATIENT);
      return { base, observe: readiness };
    },
  });
});
