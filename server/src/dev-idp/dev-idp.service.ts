import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.token.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { embeddedClients, isEmbedded } from './clients.ts';
import { startDevIdp } from './start-dev-idp.ts';
import type { RunningDevIdp } from './start-dev-idp.ts';

/** Runs the embedded provider beside the server when `dev_idp.enabled` says so. */
@Injectable()
export class DevIdpService implements OnApplicationBootstrap, OnApplicationShutdown {
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

  /** The real issuer of a configured one: `http://127.0.0.1:0` means the embedded provider wherever it listens. */
  resolveIssuer(issuer: string): string {
    return this.#running !== undefined && isEmbedded(this.#settings, issuer) ? this.#running.issuer : issuer;
  }
}
