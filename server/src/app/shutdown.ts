import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import { MILLISECONDS } from '../kernel/clock.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';
import { ProxyService } from '../proxy/proxy.service.ts';

/**
 * Stops taking connections and requests, lets those in flight finish, and closes what is still open after the grace.
 *
 * @param graceSeconds `app.shutdown_grace`
 */
export async function shutDown(
  app: NestFastifyApplication,
  lifecycle: Lifecycle,
  graceSeconds: number,
): Promise<void> {
  lifecycle.beginShutdown();
  const server: Server = app.getHttpServer();
  const { upgrades } = app.get(ProxyService, { strict: false });
  const cutOff = setTimeout(() => {
    server.closeAllConnections();
    upgrades.cutOff();
  }, graceSeconds * MILLISECONDS);
  try {
    await app.close();
  } finally {
    clearTimeout(cutOff);
  }
}
