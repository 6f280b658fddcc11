import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tables } from '../../../server/src/database/schema.ts';
import { parseDatabaseUrl } from '../../../server/src/settings/database-url.ts';
import { SqlUserStore } from '../../../server/src/users/sql-user.store.ts';
import { directoryWith } from '../../support/directory.ts';
import { freePorts } from '../../support/free-ports.ts';
import { openForTest, temporaryDatabase } from './open.ts';
import { PostgresServer } from './postgres-server.ts';
import { userWith } from '../users/user-with.ts';

const INSTANCES = 8;
const SIGN_IN = {
  identity: { iss: 'https://login.example.test', sub: 'alice' },
  claims: { name: 'Alice' },
  provider: 'main',
  now: 1000,
  provisioning: 'jit',
} as const;

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server.stop());

/** Pretends that a later version of the server was here. */
async function addLaterMigration(db: Kysely<Tables>): Promise<void> {
  await sql`insert into lockstep_migrations values ('9999-later', '2030-01-01T00:00:00Z')`.execute(
    db,
  );
}

async function failure(url: string): Promise<string> {
  const error: unknown = await openForTest(url).catch((reason: unknown) => reason);
  return error instanceof Error ? error.message : 'it opened';
}

describe('parseDatabaseUrl', () => {
  it.each([
    ['memory:', { kind: 'libsql', path: ':memory:' }],
    ['file:.lockstep/data.db', { kind: 'libsql', path: '.lockstep/data.db' }],
    ['file:/var/lib/data.db', { kind: 'libsql', path: '/var/lib/data.db' }],
    ['file:///var/lib/a%20b.db', { kind: 'libsql', path: '/var/lib/a b.db' }],
    ['postgres://u:p@db.example.test/app', { kind: 'postgres', place: 'db.example.test/app' }],
    ['postgresql://u@[::1]:5433/app?x=y', { kind: 'postgres', place: '[::1]:5433/app' }],
    ['postgres:///app?host=/run/postgresql', { kind: 'postgres', place: 'local socket/app' }],
  ])('reads %s', (text, expected) => {
    expect(parseDatabaseUrl(text)).toMatchObject(expected);
  });

  it.each([
    '',
    'file:',
    'file:data/',
    'file::memory:',
    'file://host/data.db',
    'postgres:app',
    'mysql://h/d',
    'memory:x',
  ])('refuses %o', (text) => {
    expect(parseDatabaseUrl(text)).toBeUndefined();
  });
});

describe('an embedded database', () => {
  it('is made with its folders, for its owner alone, and keeps what was written', async () => {
    const file = path.join(directoryWith({}), 'deep', 'er', 'data.db');
    const first = await openForTest(`file:${file}`);
    const { state } = await new SqlUserStore(first).signIn(SIGN_IN);
    expect(state).toBe('signed-in');
    const modes = [file, `${file}-wal`, path.dirname(file), path.dirname(path.dirname(file))].map(
      async (name) => ((await stat(name)).mode & 0o777).toString(8),
    );
    expect(await Promise.all(modes)).toEqual(['600', '600', '700', '700']);
    await first.destroy();
    const again = await openForTest(`file:${file}`);
    expect(await userWith(new SqlUserStore(again), SIGN_IN.identity)).toBeDefined();
  });

  it('has its tables made once by instances that start at the same time', async () => {
    const url = temporaryDatabase();
    const opened = await Promise.all(Array.from({ length: INSTANCES }, () => openForTest(url)));
    const stores = opened.map((db) => new SqlUserStore(db));
    await Promise.all(stores.map((store) => store.signIn(SIGN_IN)));
    expect(await stores[0]?.list({ limit: 10 })).toHaveLength(1);
  });

  it('is named where it cannot be opened', async () => {
    const inside = path.join(directoryWith({}), 'data.db');
    await openForTest(`file:${inside}`);
    expect(await failure(`file:${inside}/data.db`)).toMatch(
      /^the database \S+data\.db\/data\.db cannot be used: (?:ENOTDIR|EEXIST)/u,
    );
    const noDatabase = import.meta.filename;
    const before = await readFile(noDatabase);
    expect(await failure(`file:${noDatabase}`)).toBe(
      `the database ${noDatabase} cannot be used: file is not a database`,
    );
    expect(await readFile(noDatabase)).toEqual(before);
  });

  it('is as it was when its tables cannot all be made', async () => {
    const file = path.join(directoryWith({}), 'data.db');
    const inTheWay = new Libsql(file);
    inTheWay.exec('create table identities (id)');
    expect(await failure(`file:${file}`)).toContain('table "identities" already exists');
    const tables = inTheWay.prepare("select name from sqlite_master where name = 'users'").all();
    inTheWay.close();
    expect(tables).toEqual([]);
  });

  it('is left alone when a later version of the server has made it', async () => {
    const file = path.join(directoryWith({}), 'data.db');
    await addLaterMigration(await openForTest(`file:${file}`));
    expect(await failure(`file:${file}`)).toBe(
      `the database ${file} cannot be used: its tables were made by another version of the server`,
    );
  });

  it('refuses a row whose user is missing', async () => {
    const db = await openForTest('memory:');
    const orphan = {
      issuer: 'i',
      subject: 's',
      user_id: 'none',
      provider: 'p',
      created_at: 1,
      last_login_at: 1,
    };
    await expect(db.insertInto('identities').values(orphan).execute()).rejects.toThrow(
      /FOREIGN KEY/u,
    );
    expect(await db.selectFrom('identities').selectAll().execute()).toEqual([]);
  });
});

describe('PostgreSQL', () => {
  it('has its tables made once by instances that start at the same time', async () => {
    const url = await server.database();
    const opened = await Promise.all(Array.from({ length: INSTANCES }, () => openForTest(url, 2)));
    const stores = opened.map((db) => new SqlUserStore(db));
    await Promise.all(stores.map((store) => store.signIn(SIGN_IN)));
    expect(await stores[0]?.list({ limit: 10 })).toHaveLength(1);
  });

  it('is named, without its password, where it cannot be used', async () => {
    const [port = 0] = await freePorts(1);
    const url = await server.database();
    await addLaterMigration(await openForTest(url));
    const failures = [
      await failure(`postgres://lockstep:hunter2hunter2@127.0.0.1:${port}/app`),
      await failure(server.url('postgres', 'hunter2hunter2')),
      await failure(server.url('missing')),
      await failure(url),
    ];
    const place = `127.0.0.1:${server.port}`;
    expect(failures).toEqual([
      `the database 127.0.0.1:${port}/app cannot be used: connect ECONNREFUSED 127.0.0.1:${port}`,
      `the database ${place}/postgres cannot be used: password authentication failed for user "lockstep"`,
      `the database ${place}/missing cannot be used: database "missing" does not exist`,
      `the database ${place}/${path.basename(url)} cannot be used: its tables were made by another version of the server`,
    ]);
  });

  it('is used by no more connections than allowed', async () => {
    const url = await server.database();
    const db = await openForTest(url, 3);
    const store = new SqlUserStore(db);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        store.signIn({ ...SIGN_IN, identity: { ...SIGN_IN.identity, sub: `user-${index}` } }),
      ),
    );
    const [counted] = await server.query(
      `select count(*)::int as n from pg_stat_activity where datname = '${path.basename(url)}'`,
    );
    expect(counted).toEqual({ n: 3 });
  });
});
