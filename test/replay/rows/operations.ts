import { RedisServer } from '../../server/redis/redis-server.ts';
import { problemsOf } from '../support/command-line.ts';
import { outcomeOf } from '../support/observe.ts';
import type { Area, Row } from '../support/row.ts';
import type { Stage } from '../support/stage.ts';

const PLANNED = 'a file that sets it is refused: planned-key';
const NO_LIMITS =
  'Requests are not counted yet: a setting that would do nothing is refused, so that nobody relies on it.';

const limit = (id: Row['id'], what: string, line: string, before: string): Row => ({
  id,
  what,
  before,
  now: PLANNED,
  notHere: NO_LIMITS,
  observe: async () => {
    const ini = `[app]\nenvironment = test\n[security.rate_limit]\n${line}\n`;
    return `a file that sets it is refused: ${await problemsOf(ini)}`;
  },
});

export const rateLimit: Area = {
  title: 'Rate limits',
  rows: [
    limit('T85', 'a number of requests', 'requests = 10', '429 after that number'),
    limit('T86', 'a window', 'window = 5s', 'the number begins again'),
    limit('T87', 'a number for each address', 'login_requests = 5', '429 for that address alone'),
    limit('T88', 'a number that instances share', 'storage = redis', 'exactly that number passes'),
    limit('T89', 'a window of sign-ins', 'login_window = 5s', 'free again at its end'),
    {
      id: 'T85',
      what: 'twenty sign-ins that are started one after the other',
      before: '20 times 302: the limit was attached to no route',
      now: '20 times 303',
      notHere: NO_LIMITS,
      observe: async (stage) => {
        const { visitor } = await stage.scene();
        const statuses: number[] = [];
        for (let count = 0; count < 20; count += 1) {
          statuses.push((await visitor().login()).status);
        }
        return `${statuses.length} times ${[...new Set(statuses)].join()}`;
      },
    },
  ],
};

const PASSWORD = 'mDq8Xz2Lk5Vn7Rt4';

/** What health says of a server whose Redis has gone. */
async function withoutRedis(stage: Stage, address: string): Promise<string> {
  const redis = await RedisServer.start();
  try {
    const { visitor } = await stage.fresh(`[redis]\nurl = ${redis.url}\n`);
    await redis.kill();
    return outcomeOf(await visitor().get(address));
  } finally {
    await redis.stop();
  }
}

const health = async (stage: Stage, address: string, ini = ''): Promise<string> => {
  const { visitor } = await stage.scene(ini);
  const { status, text } = await visitor().get(address);
  return `${status} ${text}`;
};

export const operations: Area = {
  title: 'Health',
  rows: [
    {
      id: 'T90',
      what: 'whether the process runs',
      before: '200 {"status":"healthy","service":"api"} at /health',
      now: '200 {"status":"ok"} at /health/live',
      differs: 'The name says what is asked, as orchestrators have it.',
      observe: async (stage) => `${await health(stage, '/health/live')} at /health/live`,
    },
    {
      id: 'T91',
      what: 'GET /health/ready',
      before: '200 with the environment, the addresses and the errors of everything behind it',
      now: '200 {"status":"ok"}',
      differs: 'Anybody may ask; the log has the rest.',
      observe: (stage) => health(stage, '/health/ready'),
    },
    {
      id: 'T91',
      what: 'GET /health/ready, while what the server needs is away',
      before: '503 not_ready',
      now: '503 session-store-unavailable',
      differs: 'One stable name says what it is.',
      observe: (stage) => withoutRedis(stage, '/health/ready'),
    },
    {
      id: 'T92',
      what: 'GET /health/ready, while Redis alone is away',
      before: '200, with a note that memory is used, which is not so',
      now: '503 session-store-unavailable',
      differs: 'Without sessions the server is not ready, and load balancers have to know.',
      observe: (stage) => withoutRedis(stage, '/health/ready'),
    },
    {
      id: 'T92',
      what: 'GET /health/live, while Redis is away',
      now: '200',
      observe: (stage) => withoutRedis(stage, '/health/live'),
    },
    {
      id: 'T93',
      what: 'a workflow service, [temporal]',
      before: '503 while it is away',
      now: 'unknown-key',
      notHere: 'This server runs no workflows.',
      observe: () => problemsOf('[app]\nenvironment = test\n[temporal]\nenabled = true\n'),
    },
    {
      id: 'T94',
      what: 'GET /health/ready, while the provider is away',
      before: '503 in production, 200 in development',
      now: '200',
      differs: 'Sessions go on without it: taking the server out would sign out those who are in.',
      observe: async (stage) => {
        const { visitor, provider } = await stage.fresh();
        await provider.close();
        return outcomeOf(await visitor().get('/health/ready'));
      },
    },
    {
      id: 'T95',
      what: 'the session store, while Redis is away',
      before: '503 at /health/redis',
      now: '503 session-store-unavailable at /health/sessions',
      differs: 'It is about what the store does, not about which one it is.',
      observe: async (stage) =>
        `${await withoutRedis(stage, '/health/sessions')} at /health/sessions`,
    },
    {
      id: 'T95',
      what: 'the session store, without Redis',
      before: '200 disabled',
      now: '200 {"status":"ok","store":"memory"}',
      differs: 'It says which store there is.',
      observe: (stage) => health(stage, '/health/sessions'),
    },
    {
      id: 'T95',
      what: 'the password of Redis',
      before: 'is told to everybody at /health/redis, and in the log',
      now: 'is told to nobody',
      differs: 'A secret is printed nowhere.',
      observe: async (stage) => {
        const redis = await RedisServer.start(['requirepass', PASSWORD]);
        try {
          const url = redis.url.replace('//', `//:${PASSWORD}@`);
          const { visitor, log } = await stage.fresh(`[redis]\nurl = ${url}\n`);
          const paths = ['/health/live', '/health/ready', '/health/sessions', '/health/redis'];
          const answers = await Promise.all(paths.map((path) => visitor().get(path)));
          const said = answers.map(({ text }) => text).join() + log();
          return said.includes(PASSWORD) ? said : 'is told to nobody';
        } finally {
          await redis.stop();
        }
      },
    },
  ],
};
