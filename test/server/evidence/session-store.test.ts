import { describe } from 'vitest';
import { startRedis } from '../chaos/support.ts';
import type { RedisServer } from '../redis/redis-server.ts';
import { outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import { signIn, withProvider } from './sign-in.ts';

const IN_TOKENS = 'nobody-may-see';

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

describe('evidence for [security.session]: the store', () => {
  probe({
    key: 'security.session.store',
    title: 'sessions are kept here',
    description: '`redis.url` is set, somebody signs in, and Redis is looked into.',
    a: { value: 'memory', sees: 'Redis has no session' },
    b: { value: 'redis', sees: 'Redis has the session' },
    prepare: async () => {
      const server = await startRedis();
      return withProvider({
        base: inRedis(server),
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          return `Redis has ${(await contents(server)).length === 0 ? 'no' : 'the'} session`;
        },
      })();
    },
  });

  probe({
    key: 'security.session.encrypt',
    title: 'tokens are encrypted in the store',
    description: 'Somebody signs in, and the tokens of the provider are searched for in Redis.',
    a: { value: 'none', sees: 'the tokens can be read' },
    b: { value: 'tokens', sees: 'the tokens cannot be read' },
    prepare: async () => {
      const server = await startRedis();
      return withProvider({
        base: inRedis(server),
        observe: async ({ url }, idp) => {
          await signIn(url, idp);
          const isLegible = (await contents(server)).some((text) => text.includes(IN_TOKENS));
          return `the tokens ${isLegible ? 'can' : 'cannot'} be read`;
        },
      })();
    },
  });

  probe({
    key: 'security.session.on_store_failure',
    title: 'a sign-in is refused, or kept in memory, while the store is away',
    description: 'Redis is stopped, and somebody signs in.',
    a: { value: 'fail_closed', sees: '503 session-store-unavailable' },
    b: { value: 'memory', sees: '303 to /' },
    prepare: async () => {
      const server = await startRedis();
      return withProvider({
        base: inRedis(server),
        observe: async ({ url }, idp) => {
          await server.kill();
          const { page } = await signIn(url, idp);
          await server.resume();
          return outcomeOfPage(page);
        },
      })();
    },
  });
});
