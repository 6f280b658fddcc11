import { onTestFinished } from 'vitest';
import { Browser } from '../server/bff/support/browser.ts';
import type { Page } from '../server/bff/support/browser.ts';
import { startWithIssuer, startWithMisbehaving } from '../server/bff/support/server.ts';
import type { TestServer } from '../server/bff/support/server.ts';
import type { MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import { RedisServer, until } from '../server/redis/redis-server.ts';
import type { Directive } from '../server/redis/redis-server.ts';

type Settings = Readonly<Record<string, unknown>>;

/** Short, so that an outage is soon noticed. What is tested is that there is an answer, not when. */
const IMPATIENT: Settings = { 'redis.command_timeout': '2s', 'redis.connect_timeout': '2s' };

/** A Redis that ends with the test. */
export async function startRedis(...directives: readonly Directive[]): Promise<RedisServer> {
  const redis = await RedisServer.start(...directives);
  onTestFinished(() => redis.stop());
  return redis;
}

/** A server with a provider, and somebody who signed in. */
export interface SignedIn {
  readonly server: TestServer;
  readonly provider: MisbehavingProvider;
  readonly browser: Browser;
}

/** Starts a server whose sessions are in Redis, and signs somebody in. */
export async function signedIn(settings: Settings): Promise<SignedIn> {
  const server = await startWithMisbehaving({ ...IMPATIENT, ...settings });
  const browser = new Browser();
  const page = await signIn(browser, server.origin, server.provider);
  if (page.status !== 303) throw new Error(`The sign-in answered ${page.status} ${page.text}`);
  return { server, provider: server.provider, browser };
}

/** A second instance beside a first one: same Redis, same keys, same provider. */
export function startBeside({ provider }: SignedIn, settings: Settings): Promise<TestServer> {
  return startWithIssuer(provider.issuer, { ...IMPATIENT, ...settings });
}

/** A whole sign-in; the answer is that of the callback. */
export async function signIn(
  browser: Browser,
  origin: string,
  provider: MisbehavingProvider,
): Promise<Page> {
  const start = await browser.request(`${origin}/auth/web/login`);
  if (start.location === undefined) return start;
  return browser.request(provider.authorize(start.location), JSON_PLEASE);
}

export const JSON_PLEASE = { headers: { accept: 'application/json' } };

/** What `/auth/web/me` answers, whatever its status. */
export function me({ browser, server }: Pick<SignedIn, 'browser' | 'server'>): Promise<Page> {
  return browser.request(`${server.origin}/auth/web/me`, JSON_PLEASE);
}

/** Asks to sign out, as a page of the server would. */
export function signOut({ browser, server }: SignedIn, token: string): Promise<Page> {
  const headers = { ...JSON_PLEASE.headers, origin: server.origin, 'x-csrf-token': token };
  return browser.request(`${server.origin}/auth/web/logout`, { method: 'POST', headers });
}

/** The status of a path of the server. */
export async function statusOf({ origin }: TestServer, path: string): Promise<number> {
  const response = await fetch(origin + path);
  await response.arrayBuffer();
  return response.status;
}

/** Asks until the server says that it is ready again. */
export function untilReady(server: TestServer): Promise<void> {
  return until(async () => (await statusOf(server, '/health/ready')) === 200);
}

/** Asks until the server says that it is not. */
export function untilNotReady(server: TestServer): Promise<void> {
  return until(async () => (await statusOf(server, '/health/ready')) !== 200);
}
