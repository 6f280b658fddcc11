import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A way to a server that can be made slow. */
export interface SlowProxy {
  /** `HOST:PORT` */
  readonly address: string;
  /** How many milliseconds what the server says is held back; nothing overtakes what came before it. */
  delay: number;
  /** Leaves the connections that there are open, and lets nothing through any more: a cable that was cut. */
  cut(): void;
}

/** Stands before a server on loopback until the test ends. */
export async function startSlowProxy(port: number): Promise<SlowProxy> {
  const sockets = new Set<Socket>();
  const alive = new Set<Socket>();
  const server = createServer((client) => {
    alive.add(client);
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk) => void (alive.has(client) && upstream.write(chunk)));
    let earlier: Promise<unknown> = Promise.resolve();
    upstream.on('data', (chunk) => {
      const due = setTimeout(proxy.delay, undefined, { ref: false });
      earlier = Promise.all([earlier, due]).then(() => alive.has(client) && client.write(chunk));
    });
  });
  const proxy = { address: '', delay: 0, cut: () => alive.clear() };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port was given');
  proxy.address = `127.0.0.1:${address.port}`;
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return proxy;
}
