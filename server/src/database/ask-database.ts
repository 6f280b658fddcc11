import { DatabaseUnavailable } from '../kernel/database-unavailable.ts';

/**
 * SQLSTATE classes that speak of the server and not of the statement: connection, rollback by conflict, resources,
 * operator, system; and a server that only reads, as after a failover (PostgreSQL, appendix A).
 */
const POSTGRES = /^(?:08|40|53|57|58)...$|^25006$|^55P03$/u;
const LIBSQL =
  /^SQLITE_(?:BUSY|LOCKED|NOMEM|READONLY|IOERR|CORRUPT|FULL|CANTOPEN|PROTOCOL|NOTADB)/u;
/** Errors of the network have a code of Node. */
const NETWORK = /^E[A-Z]{3,}/u;

/**
 * Uses the database; a failure of it, as opposed to one of ours, is a {@link DatabaseUnavailable}.
 *
 * @throws DatabaseUnavailable
 */
export async function askDatabase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUnavailable(error) ? new DatabaseUnavailable(error) : error;
  }
}

/** The PostgreSQL driver gives no code to a connection that is lost or too slow to come. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code !== 'string')
    return /\b(?:connect(?:ion)?|timeout|timed out)\b/iu.test(error.message);
  return [POSTGRES, LIBSQL, NETWORK].some((codes) => codes.test(code));
}
