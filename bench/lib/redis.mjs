/** A `redis-server` of a benchmark's own: on loopback, without persistence, gone when the benchmark is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createClient } from 'redis';

const READY = 'Ready to accept connections';

/** Starts it. */
export async function startRedis() {
  const port = await freePort();
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  for await (const chunk of child.stdout) if (chunk.toString().includes(READY)) break;
  child.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => {
      child.kill('SIGKILL');
      return once(child, 'exit');
    },
  };
}

/**
 * Counts the commands that clients send while something is done; what scripts call is part of them.
 *
 * @returns commands by name
 */
export async function commandsDuring(url, action) {
  const monitor = createClient({ url });
  const client = createClient({ url });
  await Promise.all([monitor.connect(), client.connect()]);
  const counts = new Map();
  const ended = new Promise((resolve) => {
    void monitor.monitor((line) => {
      const [, source, name] = /^\S+ \[\d+ (\S+)\] "([^"]+)"/.exec(line) ?? [];
      if (line.endsWith('"begin"')) counts.clear();
      else if (line.endsWith('"end"')) resolve();
      else if (source !== 'lua') counts.set(name, (counts.get(name) ?? 0) + 1);
    });
  });
  await client.echo('begin');
  await action();
  await client.echo('end');
  await ended;
  monitor.destroy();
  client.destroy();
  return counts;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await once(probe.close(), 'close');
  return port;
}
