import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { onTestFinished } from 'vitest';
import { openDatabase } from '../../../server/src/database/open-database.ts';
import type { Tables } from '../../../server/src/database/schema.ts';
import { parseDatabaseUrl } from '../../../server/src/settings/database-url.ts';
import { directoryWith } from '../../support/directory.ts';

/** The URL of a database in a file of the test's own, which a server and the test can open together. */
export function temporaryDatabase(): string {
  return `file:${join(directoryWith({}), 'data.db')}`;
}

/** Opens the database of a URL as the server does; it is closed when the test ends. */
export async function openForTest(url: string, poolSize = 10): Promise<Kysely<Tables>> {
  const address = parseDatabaseUrl(url);
  if (address === undefined) throw new Error(`${url} is no address`);
  const db = await openDatabase({ address, poolSize, onError: () => undefined });
  onTestFinished(() => db.destroy());
  return db;
}
