import { describe, expect, it, onTestFinished } from 'vitest';
import { startTestServer } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import { startRedis, statusOf, untilReady } from '../../chaos/support.ts';
import type { RedisServer } from './redis-server.ts';
import { startCluster } from './redis-server.ts';
import { makeCertificates } from './certificates.ts';

type Settings = Readonly<Record<string, unknown>>;

function start(settings: Settings): Promise<TestServer> {
  return startTestServer({
    'app.environment': 'test',
    'app.port': 0,
    'app.shutdown_grace': 0,
    'docs.enabled': false,
    'redis.command_timeout': '5s',
    'redis.connect_timeout': '5s',
    ...settings,
  });
}

const withPassword = ({ url }: RedisServer, password: string): string =>
  url.replace('//', `//:${password}@`);

describe('the start', () => {
  it('does not wait for a Redis that is not there, and says that it is not ready', async () => {
    const redis = await startRedis();
    await redis.kill();
    const server = await start({ 'redis.url': redis.url });
    expect(await statusOf(server, '/health/live')).toBe(200);
    expect(await statusOf(server, '/health/ready')).toBe(503);
    await redis.resume();
    await untilReady(server);
  });

  it.each(['standalone', 'cluster'])('fails without the right password: %s', async (mode) => {
    const directives = [
      ['requirepass', 'right-password'],
      ['masterauth', 'right-password'],
    ];
    const redis =
      mode === 'standalone' ? await startRedis(...directives) : await startProtectedCluster();
    const settings = { 'redis.mode': mode, 'redis.nodes': [redis.address] };
    for (const password of ['wrong-password', undefined]) {
      const url = password === undefined ? redis.url : withPassword(redis, password);
      await expect(start({ ...settings, 'redis.url': url })).rejects.toThrow(
        /Redis does not let the server in: (?:WRONGPASS|NOAUTH)(?!.*(?:wrong|right)-password)/u,
      );
    }
    const server = await start({
      ...settings,
      'redis.url': withPassword(redis, 'right-password'),
    });
    expect(await statusOf(server, '/health/ready')).toBe(200);
  });

  it('fails where Redis has no such database, and uses no other', async () => {
    const redis = await startRedis();
    await expect(start({ 'redis.url': `${redis.url}/99` })).rejects.toThrow(
      'Redis does not have the database of redis.url: ERR DB index is out of range',
    );
    await expect(start({ 'redis.url': `${redis.url}/sessions` })).rejects.toThrow(
      'redis-database-invalid',
    );
  });

  it('fails where Redis evicts sessions, with CONFIG disabled too', async () => {
    const redis = await startRedis(
      ['maxmemory-policy', 'allkeys-lru'],
      ['rename-command', 'CONFIG', ''],
    );
    await expect(start({ 'redis.url': redis.url })).rejects.toThrow(
      'maxmemory-policy is allkeys-lru',
    );
    const server = await start({ 'redis.url': redis.url, 'redis.require_noeviction': false });
    expect(await statusOf(server, '/health/ready')).toBe(200);
  });

  it('says in the log when a Redis that came late evicts', async () => {
    const redis = await startRedis(['maxmemory-policy', 'allkeys-lru']);
    await redis.kill();
    const server = await start({ 'redis.url': redis.url });
    await redis.resume();
    await untilReady(server);
    await expect.poll(() => server.log()).toContain('"redis_wrong"');
  });
});

async function startProtectedCluster(): Promise<RedisServer> {
  const [node] = await startCluster(1);
  if (node === undefined) throw new Error('There is no node');
  onTestFinished(() => node.stop());
  await node.ask((client) => client.config('SET', 'requirepass', 'right-password'));
  return node;
}

describe('TLS', () => {
  it.each([
    ['full', 'localhost', true, 200],
    ['full', '127.0.0.1', true, 503],
    ['full', 'localhost', false, 503],
    ['ca', '127.0.0.1', true, 200],
    ['ca', '127.0.0.1', false, 503],
    ['none', '127.0.0.1', false, 200],
  ] as const)(
    'with tls_verify = %s at %s, authority known: %s',
    async (verify, host, isKnown, status) => {
      const { directives, authority } = makeCertificates();
      const redis = await startRedis(...directives);
      const server = await start({
        'redis.url': `rediss://${host}:${redis.port}`,
        'redis.tls_verify': verify,
        ...(isKnown && { 'redis.tls_ca_file': authority }),
      });
      expect(await statusOf(server, '/health/ready')).toBe(status);
    },
  );

  it('fails when the authority cannot be read', async () => {
    await expect(
      start({ 'redis.url': 'rediss://127.0.0.1:1', 'redis.tls_ca_file': '/nowhere/ca.pem' }),
    ).rejects.toThrow('redis.tls_ca_file: /nowhere/ca.pem cannot be read');
  });
});
