import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { outcomeOf, set } from '../conformance/support/relying-party.ts';
import { Browser } from '../server/bff/support/browser.ts';
import { startWithMisbehaving } from '../server/bff/support/server.ts';
import {
  head,
  open as openWire,
  route,
  startProxied,
  startUpstream,
} from '../server/proxy/support.ts';
import { RedisServer } from '../server/redis/redis-server.ts';
import { isSignedIn, open, post, signIn } from './support.ts';

let redis: RedisServer;
beforeAll(async () => {
  redis = await RedisServer.start(['maxmemory-policy', 'noeviction']);
});
afterAll(() => redis.stop());

const LIMIT = 3;

/** Settings with Redis, below a prefix of the test's own. */
const inRedis = (prefix: string): Readonly<Record<string, unknown>> => ({
  'redis.url': redis.url,
  'redis.key_prefix': `${prefix}:`,
  'security.session.store': 'redis',
  'security.session.max_concurrent': LIMIT,
});

async function keysOf(client: Redis, prefix: string): Promise<readonly string[]> {
  const names: unknown = await client.call('KEYS', `${prefix}:*`);
  return Array.isArray(names) ? names.map(String) : [];
}

/** Everything that Redis holds under a prefix, names included. */
function dump(prefix: string): Promise<string> {
  return redis.ask(async (client) => {
    const names = await keysOf(client, prefix);
    const values = await Promise.all(
      names.map(async (name) => {
        const type = await client.type(name);
        if (type === 'hash') return client.hgetall(name);
        if (type === 'zset') return client.zrange(name, '0', '-1');
        return type === 'set' ? client.smembers(name) : client.get(name);
      }),
    );
    return JSON.stringify([names, values]);
  });
}

/** Keeps what Redis holds under a prefix. @returns puts it back as it was */
async function keep(prefix: string): Promise<() => Promise<void>> {
  const kept = await redis.ask(async (client) =>
    Promise.all(
      (await keysOf(client, prefix)).map(
        async (name) => [name, await client.dumpBuffer(name)] as const,
      ),
    ),
  );
  return () =>
    redis.ask(async (client) => {
      for (const [name, bytes] of kept) await client.restore(name, 0, bytes ?? '', 'REPLACE');
    });
}

describe('somebody who can read the store', () => {
  it('finds no session id and no token of the provider in it', async () => {
    const server = await startWithMisbehaving(inRedis('read'));
    const victim = new Browser();
    await signIn(server, victim);
    const before = (await victim.cookies(server.origin)).get('session') ?? '';
    await post(server, victim, '/auth/web/refresh');
    const after = (await victim.cookies(server.origin)).get('session') ?? '';
    const text = await dump('read');
    expect(text.length).toBeGreaterThan(500);
    for (const id of [before, after]) {
      expect(text).not.toContain(id);
      expect(text).not.toContain(id.slice(-43));
      expect(text).not.toContain(id.slice(4, 26));
    }
    expect(text).not.toMatch(/-that-nobody-may-see|eyJ/u);
  });

  it('cannot make a session id of what is there', async () => {
    const server = await startWithMisbehaving(inRedis('make'));
    await signIn(server, new Browser());
    const text = await dump('make');
    const parts = [...new Set(text.match(/[\w-]{22,}/gu))];
    const secrets = parts.filter(({ length }) => length >= 43);
    const tag = /\{([\w-]{4})\}/u.exec(text)?.[1] ?? '';
    expect(secrets.length).toBeGreaterThan(1);
    const again = await keep('make');
    for (const secret of secrets) {
      for (const family of parts) {
        // A guess that is half right would end the session.
        await again();
        const cookie = `session=${tag}${family.slice(0, 22)}${secret.slice(0, 43)}`;
        const headers = { cookie, accept: 'application/json' };
        const page = await new Browser().request(`${server.origin}/auth/web/me`, { headers });
        expect(JSON.parse(page.text).authenticated).toBe(false);
      }
    }
  });

  it('finds nothing that stays for ever', async () => {
    const server = await startWithMisbehaving(inRedis('life'));
    const [victim, other] = [new Browser(), new Browser()];
    await signIn(server, victim);
    await signIn(server, other);
    await post(server, victim, '/auth/web/refresh');
    await isSignedIn(server, victim);
    await post(server, other, '/auth/web/logout');
    for (const change of [{ sub: 'bob' }, { sub: undefined, sid: 'another' }]) {
      const form = { logout_token: await server.provider.logoutToken(set(change)) };
      await new Browser().request(`${server.origin}/auth/backchannel-logout`, { form });
    }
    const lives = await redis.ask(async (client) => {
      const names = await keysOf(client, 'life');
      return Promise.all(names.map(async (name) => [name, (await client.pttl(name)) > 0]));
    });
    expect(lives.length).toBeGreaterThan(3);
    expect(lives.filter(([, isMortal]) => isMortal !== true)).toEqual([]);
  });
});

describe('somebody with a stolen cookie', () => {
  it('in another browser ends the session where it is bound to its browser', async () => {
    const server = await startWithMisbehaving({ 'security.session.binding_user_agent': 'revoke' });
    const victim = new Browser();
    await signIn(server, victim);
    const thief = await victim.clone();
    const headers = { 'user-agent': 'Thief/1.0', accept: 'application/json' };
    const page = await thief.request(`${server.origin}/auth/web/me`, { headers });
    expect(JSON.parse(page.text).authenticated).toBe(false);
    expect(await isSignedIn(server, victim)).toBe(false);
    expect(server.log()).toContain('session_hijack_suspected');
  });

  it('in another network does so too', async () => {
    const server = await startWithMisbehaving({
      'security.session.binding_ip': 'revoke',
      'app.trusted_proxies': ['127.0.0.0/8'],
    });
    const victim = new Browser();
    await signIn(server, victim);
    const thief = await victim.clone();
    const headers = { 'x-forwarded-for': '203.0.113.9', accept: 'application/json' };
    const page = await thief.request(`${server.origin}/auth/web/me`, { headers });
    expect(JSON.parse(page.text).authenticated).toBe(false);
    expect(await isSignedIn(server, victim)).toBe(false);
  });

  it('cannot say where it comes from where no proxy is trusted', async () => {
    const server = await startWithMisbehaving({ 'security.session.binding_ip': 'revoke' });
    const victim = new Browser();
    await signIn(server, victim);
    const headers = { 'x-forwarded-for': '203.0.113.9', accept: 'application/json' };
    const page = await victim.request(`${server.origin}/auth/web/me`, { headers });
    expect(JSON.parse(page.text).authenticated).toBe(true);
  });

  it('cannot hide among more sessions than a person may have', async () => {
    const server = await startWithMisbehaving(inRedis('limit'));
    const browsers = Array.from({ length: 20 }, () => new Browser());
    await Promise.all(browsers.map((browser) => signIn(server, browser)));
    const states = await Promise.all(browsers.map((browser) => isSignedIn(server, browser)));
    expect(states.filter(Boolean)).toHaveLength(LIMIT);
  });
});

describe('somebody with a stolen cookie and an open stream', () => {
  it('is cut off in the moment in which the victim signs out', async () => {
    // Without the regular look at the store: the end itself has to be heard.
    vi.useFakeTimers({ toFake: ['setInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    });
    const victim = await startProxied(route(upstream.url));
    const lines = [`Host: ${victim.own['host']}`, `Cookie: ${victim.cookie}`];
    const wire = openWire(victim.port, head('GET /api/orders HTTP/1.1', ...lines));
    await wire.until('data: 1');
    const closed = once(wire.socket, 'close');
    expect((await post(victim, victim.browser, '/auth/web/logout')).status).toBe(204);
    expect(victim.log()).toContain('"event":"stream_closed"');
    await closed;
  });
});

describe('somebody who learns a handle', () => {
  it('can do nothing with it: it is no id, and only its owner can name it', async () => {
    const server = await startWithMisbehaving();
    const victim = new Browser();
    await signIn(server, victim);
    const list = await open(victim, `${server.origin}/auth/web/sessions`);
    const { sessions }: { sessions: readonly { handle: string }[] } = JSON.parse(list.text);
    const handle = sessions[0]?.handle ?? '';
    const attacker = new Browser();
    const mallory = { sub: 'mallory' };
    server.provider.misbehaviour = { claims: set(mallory), userInfo: set(mallory) };
    await signIn(server, attacker);
    const { csrf_token: token } = await attacker.me(server.origin);
    const page = await attacker.request(`${server.origin}/auth/web/sessions/${handle}`, {
      method: 'DELETE',
      headers: { accept: '*/*', origin: server.origin, 'x-csrf-token': token ?? '' },
    });
    expect(outcomeOf(page)).toBe('404 not-found');
    const headers = { cookie: `session=AAAA${'A'.repeat(22)}${handle}`, accept: '*/*' };
    const forged = await new Browser().request(`${server.origin}/auth/web/me`, { headers });
    expect(JSON.parse(forged.text).authenticated).toBe(false);
    expect(await isSignedIn(server, victim)).toBe(true);
  });
});
