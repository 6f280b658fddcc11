import { Migrator } from 'kysely';
import type { Kysely } from 'kysely';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './schema.ts';

const TABLES = {
  migrationTableName: 'lockstep_migrations',
  migrationLockTableName: 'lockstep_migration_lock',
};

/**
 * Brings a database up to date, in one transaction. Instances that start at the same time do it one after the other,
 * and the later ones find it done: PostgreSQL by an advisory lock, libsql by its write lock.
 *
 * @throws what the database said, or that the database is from a newer version of the server
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) };
  const { error } = await new Migrator({ db, provider, ...TABLES }).migrateToLatest();
  if (error === undefined) return;
  if (error instanceof Error && error.message.startsWith('corrupted migrations')) {
    throw new Error('its tables were made by another version of the server', { cause: error });
  }
  throw error;
}
