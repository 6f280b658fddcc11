import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Ports below those that systems hand out by themselves (Linux from 32768 on, others from 49152 on): neither a connection
 * nor a server that asks for any port gets one of these between the moment that it was found free and that of its use,
 * nor while a server that had it starts again. Beyond the last one lie, 10,000 higher, those that nodes of a Redis
 * Cluster take for each other.
 */
const FIRST = 11_000;
/** How many ports belong to one worker of Vitest, and how many workers there are until two share. */
const SHARE = 500;
const SHARES = 20;

let next = process.pid % SHARE;

/** Different TCP ports that are free on loopback, and that no other worker gets. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = FIRST + share() * SHARE + next;
    next = (next + 1) % SHARE;
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function share(): number {
  return Number(process.env['VITEST_POOL_ID'] ?? 0) % SHARES;
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  await once(probe.close(), 'close');
  return true;
}
