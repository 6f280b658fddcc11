import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../bff/support/browser.ts';
import type { Answer, MisbehavingProvider } from '../bff/support/misbehaving-provider.ts';
import { startWithMisbehaving } from '../bff/support/server.ts';
import type { TestServer } from '../bff/support/server.ts';
import { RedisServer } from '../redis/redis-server.ts';

let redis: RedisServer;
let client: Redis;

beforeAll(async () => {
  redis = await RedisServer.start();
  client = new Redis(redis.url, { replyMapping: 'legacy' });
});
afterAll(async () => {
  client.disconnect();
  await redis.stop();
});

interface SignedIn extends TestServer {
  readonly provider: MisbehavingProvider;
  readonly browser: Browser;
}

async function signedIn(settings = {}): Promise<SignedIn> {
  const server = await startWithMisbehaving({ 'oidc.timeout': 1, ...settings });
  const browser = new Browser();
  const login = await browser.request(`${server.origin}/auth/web/login`);
  await browser.request(server.provider.authorize(login.location ?? ''));
  expect((await browser.me(server.origin)).authenticated).toBe(true);
  return { ...server, browser };
}

/** The answer in a few words. */
async function follow({ origin }: TestServer, token: string): Promise<string> {
  const { status, text } = await new Browser().request(`${origin}/auth/backchannel-logout`, {
    headers: { accept: '*/*' },
    form: { logout_token: token },
  });
  const { type = '', error = '' }: { type?: string; error?: string } = JSON.parse(text);
  return `${status} ${type.replace('/problems/', '')}${error}`.trim();
}

const answered =
  (status: number, body: string): Answer =>
  (response) =>
    void response.writeHead(status).end(body);

const UNAVAILABLE = '503 provider-unavailable';
const INVALID = '502 provider-response-invalid';

describe('a logout token whose key cannot be had', () => {
  it.each<readonly [string, Answer, string]>([
    ['no connection', (response) => void response.destroy(), UNAVAILABLE],
    ['no answer', () => undefined, UNAVAILABLE],
    ['a broken provider', answered(500, '{}'), UNAVAILABLE],
    ['no such address', answered(404, '{}'), INVALID],
    ['no JSON', answered(200, 'keys'), INVALID],
    ['no key set', answered(200, '{"nothing":true}'), INVALID],
  ])('is no wrong token, and counts when it comes again: %s', async (_name, answer, outcome) => {
    const server = await signedIn();
    await server.provider.keys.rotate();
    server.clock.advance(30);
    const token = await server.provider.logoutToken();
    server.provider.misbehaviour = { answers: { '/jwks': answer } };
    expect(await follow(server, token)).toBe(outcome);
    expect((await server.browser.me(server.origin)).authenticated).toBe(true);
    server.provider.misbehaviour = {};
    server.clock.advance(30);
    expect(await follow(server, token)).toBe('200');
    expect((await server.browser.me(server.origin)).authenticated).toBe(false);
  });
});

it('a logout token that was followed is refused for as long as it would count', async () => {
  const server = await signedIn();
  const token = await server.provider.logoutToken();
  expect(await follow(server, token)).toBe('200');
  server.clock.advance(110);
  expect(await follow(server, token)).toBe('400 invalid_request');
});

describe('a logout token whose sessions could not be ended', () => {
  it('is refused for no longer than its sender waits, and counts when it comes again', async () => {
    const server = await signedIn({
      'redis.url': redis.url,
      'redis.allow_plaintext': true,
      'redis.require_noeviction': false,
    });
    const token = await server.provider.logoutToken();
    await client.call('ACL', 'SETUSER', 'default', '-zrange', '-getdel');
    expect(await follow(server, token)).toBe('503 session-store-unavailable');
    await client.call('ACL', 'SETUSER', 'default', '+@all');
    expect((await server.browser.me(server.origin)).authenticated).toBe(true);

    const [claim = ''] = await client.keys('*e:jti:*');
    const life = await client.pttl(claim);
    expect(life).toBeGreaterThan(0);
    expect(life).toBeLessThanOrEqual(2000);
    await client.del(claim);
    expect(await follow(server, token)).toBe('200');
    expect((await server.browser.me(server.origin)).authenticated).toBe(false);
    expect(await client.pttl(claim)).toBeGreaterThan(5 * 60 * 1000);
    expect(await follow(server, token)).toBe('400 invalid_request');
  });
});
