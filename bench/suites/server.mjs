/** The server: `/auth/web/me` of a signed-in user against the least that Nest and Fastify do, and against Express. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openConnections } from '../lib/load.mjs';
import { compare, figure, takeTurns } from '../lib/measure.mjs';
import { commandsDuring, startRedis } from '../lib/redis.mjs';
import { row } from '../lib/report.mjs';

const CONNECTIONS = 32;
const REQUESTS = 4000;
const COUNTED = 320;
const TURNS = { rounds: 9, warmUp: 2 };

export async function measure() {
  const redis = await startRedis();
  const servers = await Promise.all([
    start('lockstep', { redis: redis.url }),
    start('lockstep'),
    start('hello'),
    start('express-session', { redis: redis.url }),
    start('express-openid-connect', { redis: redis.url }),
  ]);
  try {
    return [...(await rates(servers)), await roundTrips(redis, servers)];
  } finally {
    for (const { child, connections } of servers) {
      connections.close();
      child.kill();
    }
    await redis.stop();
  }
}

async function rates(servers) {
  const processorTimes = servers.map(() => []);
  const turns = servers.map((server, index) => async () => {
    const before = await server.processorTime();
    await server.connections.send(REQUESTS);
    processorTimes[index].push((await server.processorTime()) - before);
  });
  const results = await takeTurns(turns, TURNS);
  const [ours, inMemory, hello, session, openid] = results.map(({ times, fastest }) => ({
    times: times.map(toRate),
    fastest: toRate(fastest),
  }));
  const [used, , least, byExpress] = processorTimes
    .map((series) => series.slice(TURNS.warmUp).map((time) => (time / REQUESTS) * 1000))
    .map((series) => ({ times: series, fastest: Math.min(...series) }));
  const rate = { unit: '/s' };
  return [
    row('/auth/web/me, Redis session / hello', compare(ours, hello), { ...rate, atLeast: 0.45 }),
    row('the same, processor time a request', compare(used, least), { unit: 'us' }),
    row('/auth/web/me, memory session / hello', compare(inMemory, hello), rate),
    row('/auth/web/me / express-session', compare(ours, session), { ...rate, atLeast: 4 }),
    row('the same, processor time a request', compare(used, byExpress), { unit: 'us' }),
    row('/auth/web/me / express-openid-connect', compare(ours, openid), rate),
  ];
}

async function roundTrips(redis, [ours, , , session]) {
  const counts = [];
  for (const { connections } of [ours, session]) {
    const commands = await commandsDuring(redis.url, () => connections.send(COUNTED));
    const each = [...commands.values()].reduce((sum, count) => sum + count, 0) / COUNTED;
    counts.push(figure(each));
  }
  const what = 'Redis round trips a request / express-session';
  return row(what, compare(...counts), { unit: '', exactly: 1 });
}

/** Requests a second. */
function toRate(milliseconds) {
  return (REQUESTS / milliseconds) * 1000;
}

/** Starts a server in a process of its own. */
async function start(name, options = {}) {
  const file = fileURLToPath(new URL(`../servers/${name}.mjs`, import.meta.url));
  const child = fork(file, [JSON.stringify(options)], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() =>
      Promise.reject(new Error(`The server \`${name}\` did not start`)),
    ),
  ]);
  return {
    child,
    connections: await openConnections(message, CONNECTIONS),
    /** Milliseconds of processor time that the process has used. */
    async processorTime() {
      child.send('processor time');
      const [{ milliseconds }] = await once(child, 'message');
      return milliseconds;
    },
  };
}
