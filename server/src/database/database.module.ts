import { Global, Inject, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.token.ts';
import { parseDatabaseUrl } from '../settings/database-url.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { DatabaseHealth } from './database-health.ts';
import { DATABASE } from './database.token.ts';
import { openDatabase } from './open-database.ts';
import type { Tables } from './schema.ts';

/** Opens the database of the settings. */
async function fromSettings({ database }: Settings, logger: Logger): Promise<Kysely<Tables>> {
  const address = parseDatabaseUrl(database.url);
  if (address === undefined) throw new Error('`database.url` cannot be read');
  return openDatabase({
    address,
    poolSize: database.pool_size,
    onError: (err) =>
      logger.warn({ event: 'database_connection_lost', err }, 'a connection to the database broke'),
  });
}

/** The database of the server: opened before it takes requests, closed when it has answered the last one. */
@Global()
@Module({
  providers: [
    { provide: DATABASE, useFactory: fromSettings, inject: [SETTINGS, LOGGER] },
    DatabaseHealth,
  ],
  exports: [DATABASE, DatabaseHealth],
})
export class DatabaseModule implements OnApplicationShutdown {
  readonly #db: Kysely<Tables>;

  constructor(@Inject(DATABASE) db: Kysely<Tables>) {
    this.#db = db;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#db.destroy();
  }
}
