import { afterAll, beforeAll } from 'vitest';
import { openForTest } from '../database/open.ts';
import { PostgresServer } from '../database/postgres-server.ts';
import { userStoreContract } from './contract.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server.stop());

userStoreContract('PostgreSQL', async () => {
  const url = await server.database();
  return [await openForTest(url), await openForTest(url)];
});
