import type { Kysely } from 'kysely';
import type { DatabaseAddress } from '../settings/database-url.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './schema.ts';

/** How long statements may take, in milliseconds; other instances may be at work on the tables at the start. */
const STATEMENT_TIMEOUT = 5000;
const MIGRATION_TIMEOUT = 60_000;

/** How a database is opened. */
export interface DatabaseOptions {
  readonly address: DatabaseAddress;
  /** Connections at most; an embedded database has one. */
  readonly poolSize: number;
  /** Told when an idle connection breaks. */
  readonly onError: (error: Error) => void;
}

/**
 * Opens a database and brings its tables up to date.
 *
 * @throws Error with the place of the database, never its password
 */
export async function openDatabase(options: DatabaseOptions): Promise<Kysely<Tables>> {
  const { address } = options;
  try {
    return await (address.kind === 'libsql'
      ? embedded(address.path)
      : remote(address.url, options));
  } catch (error) {
    const place = address.kind === 'libsql' ? address.path : address.place;
    throw new Error(`the database ${place} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

/** The drivers are loaded late: a server needs one of them. */
async function embedded(path: string): Promise<Kysely<Tables>> {
  const { openLibsql } = await import('./open-libsql.ts');
  const db = await openLibsql(path);
  return migrated(db);
}

async function remote(
  url: string,
  { poolSize: size, onError }: DatabaseOptions,
): Promise<Kysely<Tables>> {
  const { openPostgres } = await import('./open-postgres.ts');
  const patient = openPostgres(url, { size: 1, statementTimeout: MIGRATION_TIMEOUT, onError });
  try {
    await migrate(patient);
  } finally {
    await patient.destroy();
  }
  return openPostgres(url, { size, statementTimeout: STATEMENT_TIMEOUT, onError });
}

async function migrated(db: Kysely<Tables>): Promise<Kysely<Tables>> {
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Several addresses of one host fail together, and the error of that has no message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
