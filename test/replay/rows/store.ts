import type { Redis } from 'ioredis';
import { clearsSession, outcomeOf } from '../support/observe.ts';
import type { Area } from '../support/row.ts';
import type { Scene, Stage } from '../support/stage.ts';
import { RedisServer } from '../../server/redis/redis-server.ts';

const onRedis = (url: string, prefix: string): string =>
  `[redis]\nurl = ${url}\nkey_prefix = ${prefix}:\n`;

/** A server of the row's own on the shared Redis, and how to look at its keys. */
async function stored(
  stage: Stage,
  prefix: string,
): Promise<
  Scene & {
    readonly look: <T>(question: (client: Redis, keys: string[]) => Promise<T>) => Promise<T>;
  }
> {
  const redis = await stage.redis();
  const scene = await stage.fresh(onRedis(redis.url, prefix));
  return {
    ...scene,
    look: (question) =>
      redis.ask(async (client) => question(client, await client.keys(`${prefix}:*`))),
  };
}

/** How much of a cookie is too much to be found elsewhere. */
const PIECE = 12;

/** What a key holds, whatever its kind. */
async function contents(client: Redis, key: string): Promise<unknown> {
  const type = await client.type(key);
  if (type === 'hash') return client.hgetall(key);
  if (type === 'zset') return client.zrange(key, '0', '-1');
  return type === 'set' ? client.smembers(key) : client.get(key);
}

/** A server whose Redis goes away after somebody has signed in. */
async function orphaned(stage: Stage): Promise<{
  readonly scene: Scene;
  readonly redis: RedisServer;
  readonly browser: Awaited<ReturnType<Scene['signedIn']>>;
}> {
  const redis = await RedisServer.start();
  try {
    const scene = await stage.fresh(onRedis(redis.url, 'gone'));
    const browser = await scene.signedIn();
    await redis.kill();
    return { scene, redis, browser };
  } finally {
    await redis.stop();
  }
}

export const store: Area = {
  title: 'The session store',
  rows: [
    {
      id: 'T59',
      what: 'a session that nobody uses, where the timeout is a second',
      now: 'not signed in',
      observe: async (stage) => {
        const { signedIn, clock } = await stage.fresh('[security.session]\nidle_timeout = 1\n');
        const browser = await signedIn();
        clock.advance(1);
        return browser.who();
      },
    },
    {
      id: 'T59',
      what: 'keys in Redis without a time to live',
      before: 'none, but each read begins the time again',
      now: 'none, and the last one goes a minute after the absolute timeout of 8 hours',
      differs: 'What is written ends by itself, however often it is read.',
      observe: async (stage) => {
        const { signedIn, look } = await stored(stage, 'ttl');
        const browser = await signedIn();
        await browser.who();
        const times = await look((client, keys) => Promise.all(keys.map((key) => client.ttl(key))));
        const last = Math.max(...times.map((seconds) => (seconds < 0 ? Infinity : seconds)));
        const isBounded = last <= 8 * 60 * 60 + 60;
        return isBounded
          ? 'none, and the last one goes a minute after the absolute timeout of 8 hours'
          : times.join();
      },
    },
    {
      id: 'T59',
      what: 'how sessions are kept in Redis',
      before: 'under their id, with the tokens of the provider in the clear',
      now: 'neither the cookie nor a token can be read there',
      differs: 'Who can read the store can sign in as nobody.',
      observe: async (stage) => {
        const { signedIn, look } = await stored(stage, 'dump');
        const cookie = (await signedIn()).cookies.get('session') ?? '';
        const dump = await look(async (client, keys) => {
          const values = await Promise.all(keys.map((key) => contents(client, key)));
          return JSON.stringify([keys, values]);
        });
        const pieces = Array.from({ length: cookie.length - PIECE }, (_, start) =>
          cookie.slice(start, start + PIECE),
        );
        const isKept = dump.includes('127.0.0.1') && pieces.length > PIECE;
        const isReadable = ['access-token', ...pieces].some((secret) => dump.includes(secret));
        return isKept && !isReadable ? 'neither the cookie nor a token can be read there' : dump;
      },
    },
    {
      id: 'T60',
      what: 'a session in Redis that somebody has overwritten',
      now: 'not signed in, and its entry is removed',
      observe: async (stage) => {
        const { signedIn, look } = await stored(stage, 'corrupt');
        const browser = await signedIn();
        const changed = await look(async (client, keys) => {
          const hashes: string[] = [];
          for (const key of keys) if ((await client.type(key)) === 'hash') hashes.push(key);
          for (const key of hashes) {
            for (const field of await client.hkeys(key)) await client.hset(key, field, 'x');
          }
          return hashes;
        });
        const who = await browser.who();
        const left = await look(async (_client, keys) =>
          keys.filter((key) => changed.includes(key)),
        );
        return left.length === 0 && changed.length > 0 ? `${who}, and its entry is removed` : who;
      },
    },
    {
      id: 'T61',
      what: 'Redis does not answer',
      before: '/auth/web/me says: not signed in; the login is 500',
      now: '503 session-store-unavailable, Retry-After, the cookie stays',
      differs: 'Nobody is signed out by a failure, and nothing is claimed that nobody knows.',
      observe: async (stage) => {
        const { browser } = await orphaned(stage);
        const answer = await browser.get('/auth/web/me');
        const parts = [
          outcomeOf(answer),
          ...(answer.headers['retry-after'] === undefined ? [] : ['Retry-After']),
          clearsSession(answer) ? 'the cookie is taken away' : 'the cookie stays',
        ];
        return parts.join(', ');
      },
    },
  ],
};
