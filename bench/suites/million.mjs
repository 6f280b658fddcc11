/** Sessions in numbers: what one takes, and whether a million of them make anything slower. Takes minutes. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compare, figure, quantile } from '../lib/measure.mjs';
import { startRedis } from '../lib/redis.mjs';
import { row } from '../lib/report.mjs';
import { bytesOfOne } from '../sessions/bytes.mjs';

/** A million sessions with their tokens take more than the heap has by default. */
const HEAP = ['--expose-gc', '--max-old-space-size=12288'];
const BYTES = { unit: 'B' };

export async function measure() {
  const redis = await startRedis();
  try {
    const bytes = await bytesOfOne(redis.url);
    const before = await startTime(redis.url);
    const inRedis = await run('redis', [redis.url]);
    const after = await startTime(redis.url);
    const inMemory = await run('memory');
    return [
      ...['none', 'tokens', 'all'].map((mode) =>
        versus(
          `Redis, one session, encrypt ${mode} / connect-redis`,
          bytes[mode],
          bytes['connect-redis'],
          BYTES,
        ),
      ),
      ...growth('Redis', inRedis.results),
      versus('Redis, start of a server, 1M sessions / none', after, before),
      ...growth('memory', inMemory.results),
      versus(
        'memory, 1M expire, longest / median creation',
        inMemory.waits.at(-1),
        quantile(inMemory.waits, 0.5),
      ),
    ];
  } finally {
    await redis.stop();
  }
}

/** Larger sizes beside the smallest. */
function growth(where, [small, ...larger]) {
  return larger.flatMap(({ size, bytes, creations, times }) => {
    const sizes = `${label(size)} / ${label(small.size)} sessions`;
    return [
      versus(`${where}, bytes a session, ${sizes}`, bytes / size, small.bytes / small.size, BYTES),
      versus(`${where}, creations, ${sizes}`, creations, small.creations, { unit: '/s' }),
      ...Object.entries(times).flatMap(([name, series]) =>
        [0.5, 0.99].map((share) =>
          versus(
            `${where}, ${name}, p${share * 100}, ${sizes}`,
            quantile(series, share) * 1000,
            quantile(small.times[name], share) * 1000,
            { unit: 'us' },
          ),
        ),
      ),
    ];
  });
}

function versus(what, subject, base, options) {
  return row(what, compare(figure(subject), figure(base)), options);
}

function label(size) {
  return size >= 1_000_000 ? `${size / 1_000_000}M` : `${size / 1000}k`;
}

/** Milliseconds until a server with this Redis listens and has begun a session. */
async function startTime(url) {
  const start = performance.now();
  const child = fork(pathOf('../servers/lockstep.mjs'), [JSON.stringify({ redis: url })]);
  await once(child, 'message');
  const time = performance.now() - start;
  child.disconnect();
  await once(child, 'exit');
  return time;
}

async function run(name, args = []) {
  const child = fork(pathOf(`../sessions/${name}.mjs`), args, { execArgv: HEAP });
  const ended = once(child, 'disconnect').then(() => {
    throw new Error(`The sessions in ${name} were not measured`);
  });
  ended.catch(() => {});
  const [message] = await Promise.race([once(child, 'message'), ended]);
  return message;
}

function pathOf(file) {
  return fileURLToPath(new URL(file, import.meta.url));
}
