import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { IssuerResolver } from '../kernel/issuer-resolver.ts';
import { LOGGER } from '../logging/logger.token.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { embeddedClients, isEmbedded } from './clients.ts';
import { loadDevIdp } from './load-dev-idp.ts';
import type { RunningDevIdp } from './start-dev-idp.ts';

/** Runs the embedded provider beside the server when `dev_idp.enabled` says so. */
@Injectable()
export class DevIdpService
  implements IssuerResolver, OnApplicationBootstrap, OnApplicationShutdown
{
  readonly #settings: Settings;
  readonly #logger: Logger;
  #running: RunningDevIdp | undefined;

  constructor(@Inject(SETTINGS) settings: Settings, @Inject(LOGGER) logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { enabled, port, users } = this.#settings.dev_idp;
    if (!enabled) return;
    const { startDevIdp } = await loadDevIdp();
    this.#running = await startDevIdp({
      port,
      users,
      clients: () => embeddedClients(this.#settings),
      onError: (err) => this.#logger.error({ err }, 'The embedded provider failed'),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#running?.close();
  }

  /** `http://127.0.0.1:0` means the embedded provider wherever it listens. */
  resolveIssuer(configured: string): string {
    return this.#running !== undefined && isEmbedded(this.#settings, configured)
      ? this.#running.issuer
      : configured;
  }
}
