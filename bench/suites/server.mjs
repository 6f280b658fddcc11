/** The server: `/auth/web/me` of a signed-in user against the least that Nest and Fastify do. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openConnections } from '../lib/load.mjs';
import { compare, takeTurns } from '../lib/measure.mjs';
import { row } from '../lib/report.mjs';

const CONNECTIONS = 32;
const REQUESTS = 6000;
const TURNS = { rounds: 9, warmUp: 2 };

export async function measure() {
  const servers = await Promise.all([start('lockstep'), start('hello')]);
  try {
    const processorTimes = servers.map(() => []);
    const turns = servers.map((server, index) => async () => {
      const before = await server.processorTime();
      await server.connections.send(REQUESTS);
      processorTimes[index].push((await server.processorTime()) - before);
    });
    const results = await takeTurns(turns, TURNS);
    const rates = results.map(({ times, fastest }) => ({
      times: times.map(toRate),
      fastest: toRate(fastest),
    }));
    const used = processorTimes
      .map((series) => series.slice(TURNS.warmUp).map((time) => (time / REQUESTS) * 1000))
      .map((series) => ({ times: series, fastest: Math.min(...series) }));
    return [
      row('/auth/web/me, memory session / hello', compare(...rates), { unit: '/s', atLeast: 0.45 }),
      row('the same, processor time a request', compare(...used), { unit: 'us' }),
    ];
  } finally {
    for (const { child, connections } of servers) {
      connections.close();
      child.kill();
    }
  }
}

/** Requests a second. */
function toRate(milliseconds) {
  return (REQUESTS / milliseconds) * 1000;
}

/** Starts a server in a process of its own. */
async function start(name) {
  const child = fork(fileURLToPath(new URL(`../servers/${name}.mjs`, import.meta.url)));
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
