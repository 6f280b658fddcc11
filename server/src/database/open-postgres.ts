import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { CustomTypesConfig } from 'pg';
import type { Tables } from './schema.ts';

/** How long to wait for a connection, new or from the pool, in milliseconds. */
const CONNECT_TIMEOUT = 2000;
/** How much longer than the server the client waits: for a server that has gone without a word. */
const SILENCE = 1000;
const INT8 = types.builtins.INT8;

/** How a pool is used. */
export interface PoolOptions {
  /** Connections at most. */
  readonly size: number;
  /** How long a statement may take, in milliseconds. */
  readonly statementTimeout: number;
  /** Told when an idle connection breaks; the next use opens another. */
  readonly onError: (error: Error) => void;
}

/** Opens a pool of connections to PostgreSQL; none is made yet. */
export function openPostgres(url: string, options: PoolOptions): Kysely<Tables> {
  const pool = new Pool({
    connectionString: url,
    application_name: 'lockstep',
    max: options.size,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    statement_timeout: options.statementTimeout,
    query_timeout: options.statementTimeout + SILENCE,
    keepAlive: true,
    // A start that fails elsewhere must not leave the process waiting for these.
    allowExitOnIdle: true,
    types: { getTypeParser },
  });
  pool.on('error', options.onError);
  // A connection that breaks while it is in use says so here as well; whoever uses it is told by the query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Times are 64-bit integers in the tables, and numbers here: exact until the year 287396. */
const getTypeParser: CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === INT8 ? Number : types.getTypeParser(oid, format);
