import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:net';

/** Different TCP ports that are free on loopback at this moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const probes = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(probes.map((probe) => once(probe, 'listening')));
  const ports = probes.map(portOf);
  await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
  return ports;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port was given');
  return address.port;
}
