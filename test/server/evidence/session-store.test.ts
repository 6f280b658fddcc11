import { describe } from 'vitest';
import { startRedis } from '../../chaos/support.ts';
import type { RedisServer } from '../redis/redis-server.ts';
import { outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import { signIn, withProvider } from './sign-in.ts';

const IN_TOKENS = 'nobody-may-see';
const ID_LENGTH = 69;

function inRedis({ url }: RedisServer): string {
  return `[redis]\nurl = ${url}\ncommand_timeout = 10s\n`;
}

/** Everything that the sessions in Redis hold. */
function contents(server: RedisServer): Promise<readonly string[]> {
  return server.ask(async (client) => {
    const names = await client.keys('*}:s:*');
    const hashes = await Promise.all(names.map((name) => client.hvals(name)));
    await client.flushall();
    return hashes.flat();
  });
}

/** What the health check says of the latest day. */
function numbersIn(text: string): string {
  const { analytics }: Health = JSON.parse(text);
  const [today] = analytics?.days ?? [];
  if (today === undefined) return 'no numbers';
  return `today ${today.active_sessions} active session, ${today.requests} requests`;
}

interface Health {
  readonly analytics?: {
    readonly days: readonly { readonly active_sessions: number; readonly requests: number }[];
  };
}

describe('evidence for [security.session]: the store', () => {
  probe({
    key: 'security.session.store',
    title: 'sessions are kept here',
    description:
      '`redis.url` is set and what sessions in cookies cannot have is off. Somebody signs in, and Redis and the cookie are looked into.',
    a: { value: 'redis', sees: 'Redis has the session, and the cookie an id' },
    b: { value: 'cookie', sees: 'Redis has no session, and the cookie has it' },
    prepare: withProvider(async () => {
      const server = await startRedis();
      return {
        base: `${inRedis(server)}[security.session]\nmax_concurrent = 0\n[account]\nenabled = false\n`,
        observe: async ({ url }, idp) => {
          const { browser } = await signIn(url, idp);
          const { length } = (await browser.cookies(url)).get('session') ?? '';
          const isInRedis = (await contents(server)).length > 0;
          const inCookie = length > ID_LENGTH ? 'has it' : 'an id';
          return `Redis has ${isInRedis ? 'the' : 'no'} session, and the cookie ${inCookie}`;
        },
      };
    }),
  });

  probe({
    key: 'security.session.encrypt',
    title: 'tokens are encrypted in the store',
    description: 'Somebody signs in, and the tokens of the provider are searched for in Redis.',
    a: { value: 'none', sees: 'the tokens can be read' },
    b: { value: 'tokens', sees: 'the tokens cannot be read' },
    prepare: withProvider(async () => {
      const server = await startRedis();
      return {
        base: inRedis(server),
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          const isLegible = (await contents(server)).some((text) => text.includes(IN_TOKENS));
          return `the tokens ${isLegible ? 'can' : 'cannot'} be read`;
        },
      };
    }),
  });

  probe({
    key: 'security.session.analytics',
    title: 'requests and active sessions are counted',
    description:
      'Somebody signs in and sends two requests, and `/health/sessions` is asked for its numbers.',
    a: { value: 'false', sees: 'no numbers' },
    b: { value: 'true', sees: 'today 1 active session, 2 requests' },
    prepare: withProvider({
      observe: async ({ url }, idp) => {
        const { browser } = await signIn(url, idp);
        await browser.me(url);
        await browser.me(url);
        return numbersIn((await browser.request(`${url}/health/sessions`)).text);
      },
    }),
  });

  probe({
    key: 'security.session.on_store_failure',
    title: 'a sign-in is refused, or kept in memory, while the store is away',
    description: 'Redis is stopped, and somebody signs in.',
    a: { value: 'fail_closed', sees: '503 session-store-unavailable' },
    b: { value: 'memory', sees: '303 to /' },
    prepare: withProvider(async () => {
      const server = await startRedis();
      return {
        base: inRedis(server),
        observe: async ({ url }, idp) => {
          await server.kill();
          const { page } = await signIn(url, idp);
          await server.resume();
          return outcomeOfPage(page);
        },
      };
    }),
  });
});
