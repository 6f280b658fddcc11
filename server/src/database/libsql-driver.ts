import { setTimeout } from 'node:timers/promises';
import { SelectQueryNode } from 'kysely';
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type Libsql from 'libsql';
import { Turnstile } from './turnstile.ts';

/** How long to wait for another process that writes, and for the connection, in milliseconds. */
const BUSY_TIMEOUT = 2000;
const FIRST_DELAY = 1;
const LONGEST_DELAY = 50;

/**
 * One connection to a libsql file. The library is synchronous, so its own wait for a locked file would stop everything
 * else; the wait is here instead. Whatever writes takes the write lock at its start, with BEGIN IMMEDIATE: a transaction
 * that first reads and then writes would fail where somebody else wrote in between, and a prepared statement that fails
 * for the lock stays in progress until it is collected, and keeps every transaction from being committed.
 */
export class LibsqlDriver implements Driver {
  readonly #database: Libsql.Database;
  readonly #connection: LibsqlConnection;
  readonly #turnstile = new Turnstile(BUSY_TIMEOUT);

  constructor(database: Libsql.Database) {
    this.#database = database;
    this.#connection = new LibsqlConnection(database);
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turnstile.enter();
    return this.#connection;
  }

  releaseConnection(): Promise<void> {
    this.#turnstile.leave();
    return Promise.resolve();
  }

  async beginTransaction(): Promise<void> {
    await whenFree(() => this.#database.exec('begin immediate'));
  }

  async commitTransaction(): Promise<void> {
    await whenFree(() => this.#database.exec('commit'));
  }

  async rollbackTransaction(): Promise<void> {
    await whenFree(() => rollback(this.#database));
  }

  destroy(): Promise<void> {
    this.#database.close();
    return Promise.resolve();
  }
}

class LibsqlConnection implements DatabaseConnection {
  readonly #database: Libsql.Database;

  constructor(database: Libsql.Database) {
    this.#database = database;
  }

  async executeQuery<Row>(compiled: CompiledQuery): Promise<QueryResult<Row>> {
    const isAlone = !this.#database.inTransaction && !SelectQueryNode.is(compiled.query);
    return isAlone ? this.#runAlone(compiled) : this.#run(compiled);
  }

  async #runAlone<Row>(compiled: CompiledQuery): Promise<QueryResult<Row>> {
    await whenFree(() => this.#database.exec('begin immediate'));
    try {
      const result = this.#run<Row>(compiled);
      this.#database.exec('commit');
      return result;
    } catch (error) {
      rollback(this.#database);
      throw error;
    }
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.#database.prepare(sql);
    if (statement.reader) return { rows: rowsOf<Row>(statement.all([...parameters])) };
    const { changes } = statement.run([...parameters]);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  // oxlint-disable-next-line require-yield -- the interface asks for a generator
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Rows are not streamed');
  }
}

/** A failure such as a full disk has ended the transaction already. */
function rollback(database: Libsql.Database): void {
  if (database.inTransaction) database.exec('rollback');
}

/** What the rows look like is what the query builder says; the driver cannot know. */
function rowsOf<Row>(rows: unknown[]): Row[];
function rowsOf(rows: unknown[]): unknown[] {
  return rows;
}

/** Does something with a file as soon as no other process writes to it. */
export function whenFree<T>(work: () => T): Promise<T> {
  return attempt(work, performance.now() + BUSY_TIMEOUT, FIRST_DELAY);
}

async function attempt<T>(work: () => T, deadline: number, delay: number): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (!isBusy(error) || performance.now() > deadline) throw error;
  }
  await setTimeout(delay * (0.5 + Math.random() / 2));
  return attempt(work, deadline, Math.min(delay * 2, LONGEST_DELAY));
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && String(Reflect.get(error, 'code')).startsWith('SQLITE_BUSY');
}
