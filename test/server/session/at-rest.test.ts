import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import { SECRET_KEY, startWithIssuer, startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import { RedisServer } from '../redis/redis-server.ts';

const NEW_KEY = Buffer.from('another key of 32 bytes, as it is').toString('base64url');

let redis: RedisServer;
let client: Redis;

beforeAll(async () => {
  redis = await RedisServer.start();
  client = new Redis(redis.url, { replyMapping: 'legacy' });
});
beforeEach(() => client.flushall());
afterAll(async () => {
  client.disconnect();
  await redis.stop();
});

/** Every byte of every key and value, as Redis would write it to a disk. */
async function dump(): Promise<string> {
  const names = await client.keys('*');
  const values = await Promise.all(
    names.map(async (name) => {
      const type = await client.type(name);
      if (type === 'hash') return JSON.stringify(await client.hgetall(name));
      return String(await (type === 'zset' ? client.zrange(name, '0', '-1') : client.get(name)));
    }),
  );
  return [...names, ...values].join('\n').replaceAll('\\"', '"');
}

describe('what is in Redis after a sign-in', () => {
  it.each(['none', 'tokens', 'all'])('encrypt = %s: no id, no secret of ours', async (encrypt) => {
    const server = await startWithMisbehaving({
      'redis.url': redis.url,
      'redis.command_timeout': '5s',
      'security.session.encrypt': encrypt,
    });
    const { origin, provider, clock } = server;
    const browser = new Browser();
    const login = await browser.request(`${origin}/auth/web/login`);
    await browser.request(provider.authorize(login.location ?? ''));
    clock.advance(16 * 60);
    const { csrf_token: csrf, user } = await browser.me(origin);
    await browser.me(origin);
    const cookie = (await browser.cookies(origin)).get('session') ?? '';
    expect(cookie).toHaveLength(69);

    const text = await dump();
    const [family, secret] = [cookie.slice(4, 26), cookie.slice(26)];
    for (const each of [cookie, family, secret, csrf ?? '', SECRET_KEY])
      expect(text).not.toContain(each);
    const tokens = provider.issued.filter((token) => text.includes(token));
    expect(tokens.length > 0).toBe(encrypt === 'none');
    expect(text.includes(String(user?.['name']))).toBe(encrypt !== 'all');
    expect(text.includes('127.0.0.1')).toBe(encrypt !== 'all');
  });
});

describe('a new secret key', () => {
  it('signs nobody out while the one before is listed, and everybody when it is not', async () => {
    const settings = {
      'redis.url': redis.url,
      'redis.command_timeout': '5s',
      'security.session.encrypt': 'all',
    };
    const first = await startWithMisbehaving(settings);
    const beside = (...keys: readonly string[]): Promise<TestServer> =>
      startWithIssuer(first.provider.issuer, settings, keys.join(','));
    const browser = new Browser();
    const login = await browser.request(`${first.origin}/auth/web/login`);
    await browser.request(first.provider.authorize(login.location ?? ''));
    const { csrf_token: token } = await browser.me(first.origin);

    const second = await beside(NEW_KEY, SECRET_KEY);
    second.clock.advance(16 * 60);
    const headers = { origin: second.origin, 'x-csrf-token': token ?? '' };
    const refreshed = await browser.request(`${second.origin}/auth/web/refresh`, {
      method: 'POST',
      headers,
    });
    expect(refreshed.status).toBe(200);
    expect((await browser.me(second.origin)).authenticated).toBe(true);

    const third = await beside(NEW_KEY);
    third.clock.advance(16 * 60);
    const page = await browser.request(`${third.origin}/auth/web/me`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('"authenticated":false');
    expect(page.cookies.join()).toContain('Max-Age=0');
    expect(third.log()).toContain('"session_unreadable"');
    expect(await client.keys('*}:s:*')).toEqual([]);
  });
});
