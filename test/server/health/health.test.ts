import { describe, expect, it } from 'vitest';
import { startRedis } from '../../chaos/support.ts';
import { startTestServer } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import { until } from '../redis/redis-server.ts';
import { startSlowProxy } from '../redis/slow-proxy.ts';

const PATHS = ['/health/live', '/health/ready', '/health/sessions'];

function startOn(redisUrl: string): Promise<TestServer> {
  return startTestServer({
    'app.environment': 'test',
    'app.port': 0,
    'app.shutdown_grace': 0,
    'docs.enabled': false,
    'redis.url': redisUrl,
    'redis.command_timeout': '2s',
    'redis.connect_timeout': '2s',
  });
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask({ origin }: TestServer, path: string, method = 'GET'): Promise<Answer> {
  const response = await fetch(origin + path, { method });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function statuses(server: TestServer): Promise<readonly number[]> {
  const answers = await Promise.all(PATHS.map((path) => ask(server, path)));
  return answers.map(({ status }) => status);
}

const OK = [200, 200, 200];
const STORE_AWAY = [200, 503, 503];

/** Asks until the answers are these; one that never comes is a timeout. */
async function become(server: TestServer, expected: readonly number[]): Promise<readonly number[]> {
  await until(async () => String(await statuses(server)) === String(expected));
  return statuses(server);
}

describe('health checks', () => {
  it('say ok, and are kept by nobody', async () => {
    const server = await startOn((await startRedis()).url);
    const answers = await Promise.all(PATHS.map((path) => ask(server, path)));
    expect(answers.map(({ text }) => JSON.parse(text))).toEqual([
      { status: 'ok' },
      { status: 'ok' },
      { status: 'ok', store: 'redis' },
    ]);
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toContain('no-store');
      expect(headers.getSetCookie()).toEqual([]);
    }
    for (const path of PATHS) expect((await ask(server, path, 'POST')).status).toBe(405);
  });

  it('tell nobody where things are, or what they said', async () => {
    const redis = await startRedis(['requirepass', 'a-password-of-redis']);
    const url = redis.url.replace('//', '//:a-password-of-redis@');
    const server = await startOn(url);
    await redis.kill();
    await become(server, STORE_AWAY);
    for (const path of PATHS.slice(1)) {
      const { headers, text } = await ask(server, path);
      expect(JSON.parse(text)).toMatchObject({ type: '/problems/session-store-unavailable' });
      expect(headers.get('retry-after')).toBe('2');
      expect(text).not.toMatch(/127\.0\.0\.1|ECONN|redis/iu);
      expect(text).not.toContain(String(redis.port));
    }
    expect(server.log()).toContain('"redis_unavailable"');
    expect(server.log()).not.toContain('a-password-of-redis');
  });

  it.each([
    ['has become a replica', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    [
      'takes no writes',
      ['CONFIG', 'SET', 'min-replicas-to-write', '1'],
      ['CONFIG', 'SET', 'min-replicas-to-write', '0'],
    ],
  ])('say so while Redis %s', async (_trouble, begin, end) => {
    const redis = await startRedis();
    const server = await startOn(redis.url);
    const say = ([name = '', ...args]: readonly string[]): Promise<unknown> =>
      redis.ask((client) => client.call(name, ...args));
    await say(begin);
    expect(await become(server, STORE_AWAY)).toEqual(STORE_AWAY);
    await say(end);
    expect(await become(server, OK)).toEqual(OK);
  });

  it('say so while Redis is slow, and answer in time', async () => {
    const proxy = await startSlowProxy((await startRedis()).port);
    const server = await startOn(`redis://${proxy.address}`);
    expect(await statuses(server)).toEqual(OK);
    proxy.delay = 60_000;
    expect(await statuses(server)).toEqual(STORE_AWAY);
    proxy.delay = 0;
    expect(await become(server, OK)).toEqual(OK);
  });
});
