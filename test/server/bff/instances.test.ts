import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePorts } from '../../support/free-ports.ts';
import { RedisServer } from '../redis/redis-server.ts';
import { Browser } from './support/browser.ts';
import { startMisbehavingProvider } from './support/misbehaving-provider.ts';
import type { Answer, MisbehavingProvider } from './support/misbehaving-provider.ts';
import { startTestServer } from './support/server.ts';
import type { TestServer } from './support/server.ts';

let redis: RedisServer;

beforeAll(async () => {
  redis = await RedisServer.start();
});
afterAll(() => redis.stop());

const never: Answer = () => undefined;

interface Pair {
  readonly servers: readonly [TestServer, TestServer];
  readonly provider: MisbehavingProvider;
  readonly browser: Browser;
}

/** Two instances of one server, on one Redis, and somebody who is signed in. */
async function startPair(): Promise<Pair> {
  const provider = await startMisbehavingProvider();
  onTestFinished(() => provider.close());
  const [one = 0, other = 0] = await freePorts(2);
  const start = (port: number): Promise<TestServer> =>
    startTestServer({
      'app.environment': 'test',
      'app.port': port,
      'app.public_url': `http://127.0.0.1:${one}`,
      'app.allowed_hosts': [`127.0.0.1:${one}`, `127.0.0.1:${other}`],
      'app.shutdown_grace': 0,
      'docs.enabled': false,
      'database.url': 'memory:',
      'redis.url': redis.url,
      'redis.allow_plaintext': true,
      'redis.require_noeviction': false,
      'redis.command_timeout': '10s',
      'redis.key_prefix': `test-${one}:`,
      'oidc.timeout': '1h',
      'oidc.providers.main.issuer': provider.issuer,
      'oidc.providers.main.client_id': 'lockstep',
      'oidc.providers.main.client_secret': 'a secret of some length, 0123456789',
    });
  const servers = [await start(one), await start(other)] as const;
  const browser = new Browser();
  const login = await browser.request(`${servers[0].origin}/auth/web/login`);
  const landed = await browser.request(provider.authorize(login.location ?? ''));
  expect(landed.status).toBe(303);
  return { servers, provider, browser };
}

describe('two instances on one Redis', () => {
  it('renew tokens with one request, however many ask each of them at the same time', async () => {
    const { servers, provider, browser } = await startPair();
    const { csrf_token: token } = await browser.me(servers[0].origin);
    for (const { clock } of servers) clock.advance(4 * 60);
    const headers = { origin: servers[0].origin, 'x-csrf-token': token ?? '' };
    const asked = servers.flatMap(({ origin }) => Array<string>(20).fill(origin));
    const pages = await Promise.all(
      asked.map(async (origin) =>
        (await browser.clone()).request(`${origin}/auth/web/refresh`, { method: 'POST', headers }),
      ),
    );
    expect(pages.map(({ status }) => status)).toEqual(Array(40).fill(200));
    const renewals = provider.tokenRequests.filter(
      ({ form }) => form.get('grant_type') === 'refresh_token',
    );
    expect(renewals).toHaveLength(1);
    const ids = pages.map(({ cookies }) => /session=([^;]*)/u.exec(cookies.join())?.[1]);
    expect(new Set(ids).size).toBe(1);
  });

  it('follow a logout token once, whichever of them gets it', async () => {
    const { servers, provider, browser } = await startPair();
    const form = { logout_token: await provider.logoutToken() };
    const send = ({ origin }: TestServer): Promise<{ readonly status: number }> =>
      new Browser().request(`${origin}/auth/backchannel-logout`, { form });
    expect((await send(servers[1])).status).toBe(200);
    expect((await browser.me(servers[0].origin)).authenticated).toBe(false);
    expect((await send(servers[0])).status).toBe(400);
  });

  it('hand out the page of a long sign-out, whichever of them is asked for it', async () => {
    const { servers, provider, browser } = await startPair();
    const [{ origin }, other] = servers;
    provider.misbehaviour = {
      discovery: (document) => ({ ...document, end_session_endpoint: `${provider.issuer}/end` }),
      claims: (claims) => ({ ...claims, padding: 'x'.repeat(5000) }),
    };
    for (const { clock } of servers) clock.advance(60 * 60);
    const login = await browser.request(`${origin}/auth/web/login`);
    await browser.request(provider.authorize(login.location ?? ''));
    const { csrf_token: token } = await browser.me(origin);
    const headers = { origin, 'x-csrf-token': token ?? '' };
    const out = await browser.request(`${origin}/auth/web/logout`, { method: 'POST', headers });
    const { provider_logout_url: url }: { provider_logout_url: string } = JSON.parse(out.text);
    const { pathname, search, searchParams } = new URL(url);
    // The form holds the ID token: nobody who reads the store can read it, or ask for the page.
    const kept = await redis.ask(async (client) => {
      const [name = ''] = await client.keys(`*:e:form:*`);
      return `${name} ${await client.get(name)}`;
    });
    expect(kept).toMatch(/e:form:[\w-]{43} [\w-]{5000,}$/u);
    expect(kept).not.toContain('eyJ');
    expect(kept).not.toContain(searchParams.get('ticket'));
    const page = await browser.request(other.origin + pathname + search);
    expect(page.text).toContain(`action="${provider.issuer}/end"`);
  });

  it('sign out soon although the provider is silent, and one of them has never heard of it', async () => {
    const { servers, provider, browser } = await startPair();
    const [{ origin }, other] = servers;
    provider.misbehaviour = { answers: { '/.well-known/openid-configuration': never } };
    const { csrf_token: token } = await browser.me(origin);
    const headers = { origin, 'x-csrf-token': token ?? '' };
    const out = await browser.request(`${other.origin}/auth/web/logout`, {
      method: 'POST',
      headers,
    });
    expect(out.status).toBe(204);
    expect((await browser.me(origin)).authenticated).toBe(false);
  });
});
