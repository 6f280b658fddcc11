import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Dialect } from 'kysely';
import Libsql from 'libsql';
import { LibsqlDriver, whenFree } from './libsql-driver.ts';
import type { Tables } from './schema.ts';

const MEMORY = ':memory:';
const OWNER_ONLY = { directory: 0o700, file: 0o600 };

/** Tables are made in transactions here too, so that two instances never make them at the same time. */
class LibsqlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * Opens an embedded database. A file that is not there is made, with its directories, for nobody but the user that the
 * server runs as.
 */
export async function openLibsql(path: string): Promise<Kysely<Tables>> {
  if (path !== MEMORY) makeFile(path);
  const database = connect(path);
  try {
    await whenFree(() => database.pragma('journal_mode = wal'));
    database.pragma('foreign_keys = on');
  } catch (error) {
    database.close();
    throw error;
  }
  const dialect: Dialect = {
    createAdapter: () => new LibsqlAdapter(),
    createDriver: () => new LibsqlDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}

function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY.directory });
  closeSync(openSync(path, 'a', OWNER_ONLY.file));
}

/** The library throws things that are no errors here. */
function connect(path: string): Libsql.Database {
  try {
    return new Libsql(path);
  } catch (error) {
    throw error instanceof Error ? error : new Error(String(error), { cause: error });
  }
}
