import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import { JSON_PLEASE, me, signedIn, signIn, signOut, startBeside, startRedis } from './support.ts';

const RACE = 20;

describe('two instances on one Redis', () => {
  it('have the same sessions, and rotate an id to one successor', async () => {
    const settings = { 'redis.url': (await startRedis()).url, 'redis.command_timeout': '5s' };
    const one = await signedIn(settings);
    const server = await startBeside(one, settings);
    const other = { ...one, server };
    expect((await one.browser.me(server.origin)).authenticated).toBe(true);

    one.server.clock.advance(16 * 60);
    server.clock.advance(16 * 60);
    const before = (await one.browser.cookies(one.server.origin)).get('session');
    const thief = await one.browser.clone();
    const pages = await Promise.all(
      Array.from({ length: RACE }, (_, index) => me(index % 2 === 0 ? one : other)),
    );
    expect(pages.map(({ status }) => status)).toEqual(Array(RACE).fill(200));
    expect(pages.map(({ text }) => isAuthenticated(text))).toEqual(Array(RACE).fill(true));
    const successors = new Set(pages.flatMap(({ cookies }) => cookies));
    expect(successors.size).toBe(1);
    expect([...successors][0]).not.toContain(before);

    expect((await one.browser.me(server.origin)).authenticated).toBe(true);
    for (const { clock } of [one.server, server]) clock.advance(31);
    const replay = await thief.request(`${server.origin}/auth/web/me`, JSON_PLEASE);
    expect(isAuthenticated(replay.text)).toBe(false);
    expect((await one.browser.me(one.server.origin)).authenticated).toBe(false);
  });

  it('see at once that a session has ended on the other', async () => {
    const settings = { 'redis.url': (await startRedis()).url, 'redis.command_timeout': '5s' };
    const one = await signedIn(settings);
    const server = await startBeside(one, settings);
    const twin = await one.browser.clone();
    const { csrf_token: token } = await one.browser.me(server.origin);
    expect((await signOut({ ...one, server }, token ?? '')).status).toBe(204);
    expect((await twin.me(one.server.origin)).authenticated).toBe(false);
  });

  it('let a user who signs in twenty times at once keep exactly the limit', async () => {
    const redis = await startRedis();
    const settings = { 'redis.url': redis.url, 'redis.command_timeout': '5s' };
    const one = await signedIn(settings);
    const server = await startBeside(one, settings);
    const origins = [one.server.origin, server.origin];
    const visits = await Promise.all(
      Array.from({ length: RACE }, async (_, index) => {
        const browser = new Browser();
        const page = await signIn(browser, origins[index % 2] ?? '', one.provider);
        return { browser, page };
      }),
    );
    expect(visits.map(({ page }) => page.status)).toEqual(Array(RACE).fill(303));
    const states = await Promise.all(visits.map(({ browser }) => browser.me(server.origin)));
    expect(states.filter(({ authenticated }) => authenticated)).toHaveLength(3);
  });
});

describe('an authenticated request', () => {
  it('is one round trip to Redis', async () => {
    const redis = await startRedis();
    const state = await signedIn({ 'redis.url': redis.url, 'redis.command_timeout': '5s' });
    await me(state);
    const client = new Redis(redis.port, '127.0.0.1', { replyMapping: 'legacy' });
    onTestFinished(() => client.disconnect());
    const monitor = await client.monitor();
    onTestFinished(() => monitor.disconnect());
    const seen: string[] = [];
    const marked = new Promise<void>((resolve) => {
      monitor.on('monitor', (_time: string, args: readonly string[], source: string) => {
        if (args[0] === 'ECHO') resolve();
        else if (source !== 'lua') seen.push(args[0] ?? '');
      });
    });
    const page = await me(state);
    expect(isAuthenticated(page.text)).toBe(true);
    await client.call('ECHO', 'done');
    await marked;
    expect(seen.map((name) => name.toUpperCase())).toEqual(['EVALSHA']);
  });
});

function isAuthenticated(text: string): unknown {
  const body: { readonly authenticated?: unknown } = JSON.parse(text);
  return body.authenticated;
}
