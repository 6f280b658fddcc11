import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import type { Page } from '../server/bff/support/browser.ts';
import { until } from '../server/redis/redis-server.ts';
import type { RedisServer } from '../server/redis/redis-server.ts';
import {
  JSON_PLEASE,
  me,
  signedIn,
  signIn,
  signOut,
  startRedis,
  statusOf,
  untilReady,
} from './support.ts';
import type { SignedIn } from './support.ts';

const PERSISTENT = [
  ['appendonly', 'yes'],
  ['appendfsync', 'always'],
] as const;

const LOAD = 20;

/** The refusal of somebody whose session cannot be looked at: nothing is decided, and nothing taken away. */
function expectUnavailable(page: Page): void {
  expect(page.status).toBe(503);
  expect(JSON.parse(page.text)).toMatchObject({ type: '/problems/session-store-unavailable' });
  expect(page.headers.get('retry-after')).toBe('2');
  expect(page.cookies).toEqual([]);
}

/** Waits until the server has looked for Redis again that often, and found nothing that answers. */
async function soughtInVain({ url }: RedisServer, times: number): Promise<void> {
  const nothing = createServer((socket) => socket.destroy());
  nothing.listen(Number(new URL(url).port), '127.0.0.1');
  for (let time = 0; time < times; time += 1) await once(nothing, 'connection');
  nothing.close();
  await once(nothing, 'close');
}

async function expectOutage(state: SignedIn): Promise<void> {
  const pages = await Promise.all(Array.from({ length: LOAD }, () => me(state)));
  for (const page of pages) expectUnavailable(page);
  expect(await statusOf(state.server, '/health/live')).toBe(200);
  expect(await statusOf(state.server, '/health/ready')).toBe(503);
  expect(await statusOf(state.server, '/health/sessions')).toBe(503);
}

async function expectSignedIn({ browser, server }: SignedIn, expected = true): Promise<void> {
  expect((await browser.me(server.origin)).authenticated).toBe(expected);
}

/** Leaves no room for anything, and throws nothing out. */
async function fill(redis: RedisServer): Promise<void> {
  await redis.ask((client) => client.config('SET', 'maxmemory', '1'));
}

async function empty(redis: RedisServer): Promise<void> {
  await redis.ask((client) => client.config('SET', 'maxmemory', '0'));
}

describe('Redis is away', () => {
  it.each([
    ['stopped', (redis: RedisServer) => redis.kill(), (redis: RedisServer) => redis.resume()],
    [
      'hanging',
      async (redis: RedisServer) => redis.freeze(),
      async (redis: RedisServer) => redis.thaw(),
    ],
  ] as const)('%s: 503, the cookie stays, and so does the session', async (_way, end, begin) => {
    const redis = await startRedis(...PERSISTENT);
    const state = await signedIn({ 'redis.url': redis.url });
    await end(redis);
    await expectOutage(state);
    const late = await signIn(new Browser(), state.server.origin, state.provider);
    expect(late.status).toBe(503);
    expect(late.cookies.filter((cookie) => cookie.startsWith('session='))).toEqual([]);

    await begin(redis);
    await untilReady(state.server);
    await expectSignedIn(state);
    expect(await statusOf(state.server, '/health/sessions')).toBe(200);
  });

  it('full: new sign-ins get 503, and everybody else goes on', async () => {
    const redis = await startRedis(...PERSISTENT);
    const state = await signedIn({ 'redis.url': redis.url, 'redis.command_timeout': '5s' });
    await fill(redis);
    const late = await signIn(new Browser(), state.server.origin, state.provider);
    expect(late.status).toBe(503);
    expect(late.cookies.filter((cookie) => cookie.startsWith('session='))).toEqual([]);
    state.server.clock.advance(16 * 60);
    const pages = await Promise.all(Array.from({ length: LOAD }, () => me(state)));
    expect(pages.map(({ status }) => status)).toEqual(Array(LOAD).fill(200));
    await expectSignedIn(state);
    expect(await statusOf(state.server, '/health/live')).toBe(200);
    expect(await statusOf(state.server, '/health/ready')).toBe(200);
    expect(await statusOf(state.server, '/health/sessions')).toBe(503);
    const { csrf_token: token } = await state.browser.me(state.server.origin);
    expect((await signOut(state, token ?? '')).status).toBe(204);
    await empty(redis);
    await expectSignedIn(state, false);
    expect(await statusOf(state.server, '/health/sessions')).toBe(200);
    expect((await signIn(state.browser, state.server.origin, state.provider)).status).toBe(303);
  });

  it('does not say that a session has ended when it has not', async () => {
    const redis = await startRedis(...PERSISTENT);
    const state = await signedIn({ 'redis.url': redis.url });
    const { csrf_token: token } = await state.browser.me(state.server.origin);
    await redis.kill();
    expectUnavailable(await signOut(state, token ?? ''));
    await redis.resume();
    await untilReady(state.server);
    await expectSignedIn(state);
    expect((await signOut(state, token ?? '')).status).toBe(204);
    await expectSignedIn(state, false);
  });

  it('forgets nobody but whom Redis forgot', async () => {
    const redis = await startRedis();
    const state = await signedIn({ 'redis.url': redis.url });
    await redis.kill();
    await expectOutage(state);
    await redis.resume();
    await untilReady(state.server);
    await expectSignedIn(state, false);
    expect((await signIn(state.browser, state.server.origin, state.provider)).status).toBe(303);
    await expectSignedIn(state);
  });

  it('comes back after the scripts are gone', async () => {
    const redis = await startRedis();
    const state = await signedIn({ 'redis.url': redis.url });
    await expectSignedIn(state);
    await redis.ask((client) => client.script('FLUSH'));
    expect((await me(state)).status).toBe(200);
    await expectSignedIn(state);
  });

  it('says so in the log once for each outage, and again when it is over', async () => {
    const redis = await startRedis(...PERSISTENT);
    const state = await signedIn({ 'redis.url': redis.url });
    for (let outage = 0; outage < 2; outage += 1) {
      await redis.kill();
      await soughtInVain(redis, 3);
      await expectOutage(state);
      await redis.resume();
      await untilReady(state.server);
    }
    const count = (event: string): number => state.server.log().split(`"${event}"`).length - 1;
    expect(count('redis_unavailable')).toBe(2);
    expect(count('redis_available')).toBe(2);
  });
});

describe('security.session.on_store_failure = memory', () => {
  it('keeps new sessions in memory meanwhile, and leaves the others alone', async () => {
    const redis = await startRedis(...PERSISTENT);
    const state = await signedIn({
      'redis.url': redis.url,
      'security.session.on_store_failure': 'memory',
    });
    await redis.kill();
    expectUnavailable(await me(state));
    const other = { ...state, browser: new Browser() };
    expect((await signIn(other.browser, state.server.origin, state.provider)).status).toBe(303);
    await expectSignedIn(other);
    const ready = await other.browser.request(`${state.server.origin}/health/ready`, JSON_PLEASE);
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { status: 'degraded' }]);
    expect(state.server.log()).toContain('"session_store_fallback"');

    await redis.resume();
    const sessions = `${state.server.origin}/health/sessions`;
    await until(async () => {
      const page = await other.browser.request(sessions, JSON_PLEASE);
      return page.text === JSON.stringify({ status: 'ok', store: 'redis' });
    });
    await expectSignedIn(state);
    await expectSignedIn(other);
  });

  it('ends sessions in Redis as soon as it answers', async () => {
    const redis = await startRedis(...PERSISTENT);
    const state = await signedIn({
      'redis.url': redis.url,
      'security.session.on_store_failure': 'memory',
    });
    const thief = await state.browser.clone();
    await redis.kill();
    expect((await signIn(state.browser, state.server.origin, state.provider)).status).toBe(303);
    await expectSignedIn(state);
    const stolen = await me({ ...state, browser: thief });
    expect([stolen.status, JSON.parse(stolen.text).authenticated]).toEqual([200, false]);
    await redis.resume();
    await until(async () => {
      await statusOf(state.server, '/health/ready');
      return (await redis.ask((client) => client.keys('*}:s:*'))).length === 0;
    });
    await expectSignedIn(state);
  });
});
