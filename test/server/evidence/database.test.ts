import { Client } from 'pg';
import { describe, onTestFinished } from 'vitest';
import { openForTest, temporaryDatabase } from '../database/open.ts';
import { PostgresServer } from '../database/postgres-server.ts';
import { ask } from '../http/support.ts';
import { SqlUserStore } from '../../../server/src/users/sql-user.store.ts';
import { provider } from './configuration.ts';
import { outcomeOf, outcomeOfPage } from './observe.ts';
import { probe } from './probe.ts';
import { finishSignIn, signIn, startProvider, startSignIn } from './sign-in.ts';

describe('evidence for [database]', () => {
  probe({
    key: 'database.url',
    title: 'users are looked up in the database that the URL names',
    description:
      'Alice is a user in one file and not in the other, only known users may come in, and she signs in.',
    a: { value: 'file:with-alice.db', sees: '303 to /' },
    b: { value: 'file:without-alice.db', sees: '403 user-not-known' },
    prepare: async () => {
      const urls = [temporaryDatabase(), temporaryDatabase()] as const;
      const idp = await startProvider();
      await new SqlUserStore(await openForTest(urls[0])).signIn({
        identity: { iss: idp.issuer, sub: 'alice' },
        claims: {},
        provider: 'main',
        now: 0,
        provisioning: 'jit',
      });
      return {
        base: `${provider(idp.issuer)}\n[users]\nprovisioning = deny\n`,
        given: urls,
        observe: async ({ url }) => outcomeOfPage((await signIn(url, idp)).page),
      };
    },
  });

  probe({
    key: 'database.pool_size',
    title: 'PostgreSQL is asked over as many connections at a time',
    description:
      'While somebody signs in whose row in the database is locked, which takes one connection, the server is asked whether it is ready.',
    a: { value: '1', sees: '503 database-unavailable' },
    b: { value: '2', sees: '200' },
    prepare: async () => {
      const postgres = await PostgresServer.start();
      onTestFinished(() => postgres.stop());
      const database = await postgres.database();
      const idp = await startProvider();
      return {
        base: `${provider(idp.issuer)}\n[database]\nurl = ${database}\n`,
        observe: async ({ url }) => {
          const blocker = new Client(database);
          await blocker.connect();
          await blocker.query('begin');
          await blocker.query('lock table identities');
          const held = finishSignIn(await startSignIn(url), idp);
          await someoneWaits(blocker);
          const outcome = outcomeOf(await ask(url, '/health/ready'));
          await blocker.end();
          await held;
          return outcome;
        },
      };
    },
  });
});

/** Resolves when another connection waits for a lock. */
async function someoneWaits(client: Client): Promise<void> {
  const waiting = 'select from pg_locks where not granted';
  while ((await client.query(waiting)).rowCount === 0);
}
