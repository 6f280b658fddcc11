import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A TCP port that is free on a host at this moment. The public URL holds the port, and everything is made from the
 * public URL, so the port must be known before the server is put together.
 */
export async function reservePort(host: string): Promise<number> {
  const probe = createServer();
  probe.listen(0, host);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No TCP port was given');
  return address.port;
}
