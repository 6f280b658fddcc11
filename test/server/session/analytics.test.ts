import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisGateway } from '../../../server/src/redis/redis-gateway.ts';
import { MemorySessionAnalytics } from '../../../server/src/session/analytics/memory-session-analytics.ts';
import { RedisSessionAnalytics } from '../../../server/src/session/analytics/redis-session-analytics.ts';
import type { SessionAnalytics } from '../../../server/src/session/analytics/session-analytics.ts';
import type { SessionRef } from '../../../server/src/session/session-id.ts';
import { Browser } from '../bff/support/browser.ts';
import type { Page } from '../bff/support/browser.ts';
import { startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import { startCluster } from '../redis/redis-server.ts';
import type { RedisServer } from '../redis/redis-server.ts';
import { redisSettings } from '../redis/settings.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOON = Date.parse('2026-03-01T12:00:00Z');
const JSON_PLEASE = { accept: 'application/json' };

let redis: RedisServer;
let gateway: RedisGateway;

beforeAll(async () => {
  // A cluster of one refuses keys of two slots in one command, as any cluster does.
  const [server] = await startCluster(1);
  if (server === undefined) throw new Error('There is no server');
  redis = server;
  const settings = { url: 'redis://cluster', mode: 'cluster', nodes: [redis.address] } as const;
  gateway = new RedisGateway(redisSettings(settings), pino({ enabled: false }));
  await gateway.start();
});
afterAll(async () => {
  gateway.close();
  await redis.stop();
});
beforeEach(() => redis.ask((client) => client.flushall()));

function makeInRedis(): RedisSessionAnalytics {
  return new RedisSessionAnalytics(gateway.scripts, 'test:');
}

const ref = (family: string): SessionRef => ({ tag: 'abcd', family });

describe.each<readonly [string, () => SessionAnalytics]>([
  ['memory', () => new MemorySessionAnalytics()],
  ['redis', makeInRedis],
])('the numbers of days in %s', (_name, make) => {
  it('are those of sessions and of their requests, by UTC day', async () => {
    const analytics = make();
    const midnight = Date.parse('2026-03-02T00:00:00Z');
    for (const family of ['a', 'b', 'a', 'a']) analytics.note(ref(family), NOON);
    analytics.note(ref('a'), midnight - 1);
    analytics.note(ref('c'), midnight);
    const days = await analytics.days(midnight);
    expect(days).toHaveLength(7);
    expect(days.slice(0, 3)).toEqual([
      { date: '2026-03-02', activeSessions: 1, requests: 1 },
      { date: '2026-03-01', activeSessions: 2, requests: 5 },
      { date: '2026-02-28', activeSessions: 0, requests: 0 },
    ]);
  });

  it('are told for seven days', async () => {
    const analytics = make();
    analytics.note(ref('a'), NOON);
    const requests = async (now: number): Promise<number> =>
      (await analytics.days(now)).reduce((sum, day) => sum + day.requests, 0);
    expect(await requests(NOON + 6 * DAY)).toBe(1);
    analytics.note(ref('a'), NOON + 7 * DAY);
    expect(await requests(NOON + 7 * DAY)).toBe(1);
  });

  it('are near the truth for many sessions', async () => {
    const analytics = make();
    for (let index = 0; index < 10_000; index += 1) analytics.note(ref(`s${index}`), NOON);
    const [today] = await analytics.days(NOON);
    expect(today?.requests).toBe(10_000);
    expect(Math.abs((today?.activeSessions ?? 0) - 10_000)).toBeLessThan(300);
  });
});

describe('the numbers in Redis', () => {
  it('are those of all instances, and expire', async () => {
    const [one, other] = [makeInRedis(), makeInRedis()];
    one.note(ref('a'), NOON);
    other.note(ref('a'), NOON);
    other.note(ref('b'), NOON);
    await one.days(NOON);
    const [today] = await other.days(NOON);
    expect(today).toEqual({ date: '2026-03-01', activeSessions: 2, requests: 3 });
    const lives = await redis.ask(async (client) => {
      const names = await client.keys('*');
      return Promise.all(names.map((name) => client.pttl(name)));
    });
    expect(lives).toHaveLength(2);
    expect(Math.min(...lives)).toBeGreaterThan(7 * DAY);
  });

  it('are lost in silence when Redis refuses them, and the reader is told', async () => {
    const analytics = makeInRedis();
    await redis.ask((client) => client.set('test:{a:2026-03-01}:f', 'no HyperLogLog'));
    // So many are sent at once.
    for (let index = 0; index < 4000; index += 1) analytics.note(ref(`s${index}`), NOON);
    await expect(analytics.days(NOON)).rejects.toThrow('The session store does not answer');
    await analytics.beforeApplicationShutdown();
  });

  it('are told once more when the server shuts down', async () => {
    const analytics = makeInRedis();
    analytics.note(ref('a'), NOON);
    await analytics.beforeApplicationShutdown();
    expect((await makeInRedis().days(NOON))[0]?.requests).toBe(1);
  });
});

/** A server, and somebody who is signed in. */
async function signedIn(
  settings: Readonly<Record<string, unknown>>,
): Promise<TestServer & { readonly browser: Browser }> {
  const server = await startWithMisbehaving(settings);
  const browser = new Browser();
  const login = await browser.request(`${server.origin}/auth/web/login`);
  await browser.request(server.provider.authorize(login.location ?? ''));
  return { ...server, browser };
}

const inMemory = (): Readonly<Record<string, unknown>> => ({});
const inRedis = (): Readonly<Record<string, unknown>> => ({
  'redis.url': redis.url,
  'redis.mode': 'cluster',
  'redis.nodes': [redis.address],
  'redis.allow_plaintext': true,
  'redis.require_noeviction': false,
});

async function get(browser: Browser, url: string): Promise<Page> {
  return browser.request(url, { headers: JSON_PLEASE });
}

/** What Redis was asked to do meanwhile, scripts from within included. */
async function commandsDuring(action: () => Promise<unknown>): Promise<readonly string[]> {
  return redis.ask(async (client) => {
    const monitor = await client.monitor();
    const commands: string[] = [];
    const ended = new Promise<void>((resolve) => {
      monitor.on('monitor', (_time: string, args: readonly string[]) => {
        if (args[0]?.toUpperCase() === 'ECHO') resolve();
        else commands.push(args.join(' '));
      });
    });
    await action();
    await client.echo('the end');
    await ended;
    monitor.disconnect();
    return commands;
  });
}

describe.each([
  ['memory', inMemory],
  ['redis', inRedis],
])('a server with sessions in %s', (store, settings) => {
  it('counts the requests of each session and of days, and tells both', async () => {
    const counting = { ...settings(), 'security.session.analytics': true };
    const { origin, browser, clock } = await signedIn(counting);
    await browser.me(origin);
    const list = JSON.parse((await get(browser, `${origin}/auth/web/sessions`)).text);
    expect(list.sessions).toEqual([expect.objectContaining({ requests: 2 })]);
    await get(new Browser(), `${origin}/auth/web/me`);
    const health = JSON.parse((await get(browser, `${origin}/health/sessions`)).text);
    const date = new Date(clock.now()).toISOString().slice(0, 10);
    expect(health).toEqual({ status: 'ok', store, analytics: { days: expect.any(Array) } });
    expect(health.analytics.days[0]).toEqual({ date, active_sessions: 1, requests: 2 });
  });

  it('counts a refresh once, though it rotates the session', async () => {
    const counting = { ...settings(), 'security.session.analytics': true };
    const { origin, browser } = await signedIn(counting);
    const { csrf_token: token } = await browser.me(origin);
    await browser.request(`${origin}/auth/web/refresh`, {
      method: 'POST',
      headers: { ...JSON_PLEASE, origin, 'x-csrf-token': token ?? '' },
    });
    const page = await browser.request(`${origin}/account`);
    expect(page.text).toMatch(/<dt>Requests<\/dt>\s*<dd>3<\/dd>/u);
  });

  it('says nothing of numbers when it is not to count', async () => {
    const { origin, browser } = await signedIn(settings());
    const list = await get(browser, `${origin}/auth/web/sessions`);
    const health = await get(browser, `${origin}/health/sessions`);
    expect(list.text + health.text).not.toMatch(/requests|analytics/u);
    expect((await browser.request(`${origin}/account`)).text).not.toContain('Requests');
  });
});

describe('what Redis is asked for a request', () => {
  it('is one script, which writes no numbers, when nothing is counted', async () => {
    const { origin, browser } = await signedIn(inRedis());
    await browser.me(origin);
    const commands = await commandsDuring(() => browser.me(origin));
    expect(commands.filter((text) => /^evalsha/iu.test(text))).toHaveLength(1);
    expect(commands.filter((text) => /PFADD|INCRBY/u.test(text))).toEqual([]);
  });

  it('is one script, and a second of requests one more, when they are counted', async () => {
    const counting = { ...inRedis(), 'security.session.analytics': true };
    const { origin, browser } = await signedIn(counting);
    await browser.me(origin);
    await get(browser, `${origin}/health/sessions`);
    const requests = await commandsDuring(async () => {
      for (let count = 0; count < 5; count += 1) await browser.me(origin);
      await get(browser, `${origin}/health/sessions`);
    });
    expect(
      requests.filter((text) => text.startsWith('HINCRBY') && text.endsWith(' rq 1')),
    ).toHaveLength(5);
    const added = requests.filter((text) => text.startsWith('INCRBY'));
    expect(added.reduce((sum, text) => sum + Number(text.split(' ').at(-1)), 0)).toBe(5);
    expect(added.length).toBeLessThan(5);
  });

  it('does not keep anybody waiting, and fails no request', async () => {
    const { origin, browser } = await signedIn({
      ...inRedis(),
      'security.session.analytics': true,
    });
    // Where the numbers of a day should be, there is something else.
    const date = new Date().toISOString().slice(0, 10);
    await redis.ask((client) => client.set(`lockstep:{a:${date}}:f`, 'no HyperLogLog'));
    expect((await browser.me(origin)).authenticated).toBe(true);
    expect((await get(browser, `${origin}/health/sessions`)).status).toBe(503);
    expect((await get(browser, `${origin}/health/ready`)).status).toBe(200);
    expect((await browser.me(origin)).authenticated).toBe(true);
  });
});
