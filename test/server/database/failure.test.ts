import path from 'node:path';
import { setInterval } from 'node:timers';
import { sql } from 'kysely';
import Libsql from 'libsql';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseUnavailable } from '../../../server/src/kernel/database-unavailable.ts';
import { SqlUserStore } from '../../../server/src/users/sql-user.store.ts';
import { directoryWith } from '../../support/directory.ts';
import { openForTest } from './open.ts';
import { PostgresServer } from './postgres-server.ts';
import { userWith } from '../users/user-with.ts';

const SIGN_IN = {
  identity: { iss: 'https://login.example.test', sub: 'alice' },
  claims: { name: 'Alice' },
  provider: 'main',
  now: 1000,
  provisioning: 'jit',
} as const;

/** A store over a file that somebody else has locked, and one with another connection. */
async function locked(): Promise<{
  store: SqlUserStore;
  other: Libsql.Database;
  later: SqlUserStore;
}> {
  const file = path.join(directoryWith({}), 'data.db');
  const store = new SqlUserStore(await openForTest(`file:${file}`));
  const later = new SqlUserStore(await openForTest(`file:${file}`));
  const other = new Libsql(file);
  onTestFinished(() => void other.close());
  other.exec('begin immediate');
  return { store, other, later };
}

describe('an embedded database that another process writes to', () => {
  it('is waited for while everything else goes on', async () => {
    const { store, other } = await locked();
    const signedIn = store.signIn(SIGN_IN);
    await ticks(20);
    expect(await Promise.race([signedIn, Promise.resolve('waiting')])).toBe('waiting');
    other.exec('commit');
    expect(await signedIn).toMatchObject({ state: 'signed-in' });
    expect(await store.find('x')).toBeUndefined();
  });

  it('is given up after a while, and works again afterwards', async () => {
    const { store, other } = await locked();
    await expect(store.signIn(SIGN_IN)).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(store.setDisabled('x', 1)).rejects.toBeInstanceOf(DatabaseUnavailable);
    other.exec('commit');
    expect(await store.signIn(SIGN_IN)).toMatchObject({ state: 'signed-in' });
    expect(await store.setDisabled('x', 1)).toBe(false);
  });

  it('keeps nobody waiting in a queue for longer than for itself', async () => {
    const { store, other, later } = await locked();
    const queue = Array.from({ length: 6 }, () => store.signIn(SIGN_IN));
    const all = Promise.all(queue.map(failed));
    await failed(Promise.race(queue));
    const first = Promise.race([
      all.then(() => 'the queue'),
      Promise.allSettled([later.signIn(SIGN_IN)]).then(
        () => 'who came after its head had given up',
      ),
    ]);
    expect(await first).toBe('the queue');
    other.exec('commit');
    expect(await store.signIn(SIGN_IN)).toMatchObject({ state: 'signed-in' });
  });
});

describe('an embedded database', () => {
  it('is unavailable when the disk is full, and works again afterwards', async () => {
    const db = await openForTest('memory:');
    const store = new SqlUserStore(db);
    await sql`pragma max_page_count = 1`.execute(db);
    const long = {
      ...SIGN_IN,
      claims: { roles: Array.from({ length: 100 }, () => 'x'.repeat(256)) },
    };
    await expect(store.signIn(long)).rejects.toBeInstanceOf(DatabaseUnavailable);
    expect(await userWith(store, SIGN_IN.identity)).toBeUndefined();
    await sql`pragma max_page_count = 1000`.execute(db);
    expect(await store.signIn(long)).toMatchObject({ state: 'signed-in', isNew: true });
  });
});

describe('PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
  });
  afterAll(() => server.stop());

  it('is unavailable while it is down, and used again when it is back', async () => {
    const store = new SqlUserStore(await openForTest(await server.database()));
    await store.signIn(SIGN_IN);
    await server.kill();
    await expect(store.signIn(SIGN_IN)).rejects.toBeInstanceOf(DatabaseUnavailable);
    await expect(store.find('x')).rejects.toBeInstanceOf(DatabaseUnavailable);
    await server.resume();
    expect(await store.signIn(SIGN_IN)).toMatchObject({ state: 'signed-in', isNew: false });
  });

  it('may go in the middle of a transaction', async () => {
    const db = await openForTest(await server.database());
    const broken = db.transaction().execute(async (transaction) => {
      await transaction.selectFrom('users').selectAll().execute();
      await server.kill();
      await server.resume();
      return transaction.selectFrom('users').selectAll().execute();
    });
    await expect(broken).rejects.toThrow(/terminat|ECONN|not queryable/u);
    expect(await new SqlUserStore(db).signIn(SIGN_IN)).toMatchObject({ state: 'signed-in' });
  });

  it('is unavailable when every connection is busy, and nothing waits for ever', async () => {
    const url = await server.database();
    const store = new SqlUserStore(await openForTest(url, 1));
    await store.signIn(SIGN_IN);
    const blocker = new Client(url);
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('lock table users');
    const outcomes = await Promise.allSettled([store.signIn(SIGN_IN), store.signIn(SIGN_IN)]);
    await blocker.end();
    const reasons = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason);
    expect(reasons).toEqual([expect.any(DatabaseUnavailable), expect.any(DatabaseUnavailable)]);
    expect(await store.signIn(SIGN_IN)).toMatchObject({ state: 'signed-in', isNew: false });
  });
});

function failed(outcome: Promise<unknown>): Promise<void> {
  return expect(outcome).rejects.toBeInstanceOf(DatabaseUnavailable);
}

/** Lets the event loop come round a number of times. */
function ticks(count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
}
