import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { Program } from '../../support/program.ts';
import { SqlUserStore } from '../../../server/src/users/sql-user.store.ts';
import { SECRET_KEY } from '../http/support.ts';
import { openForTest, temporaryDatabase } from './open.ts';
import { PostgresServer } from './postgres-server.ts';

const SERVER = fileURLToPath(new URL('../cli/support/program.mjs', import.meta.url));

/** Starts two servers at the same time over one database; answers how they end and whether both were ready. */
async function startTwo(url: string): Promise<readonly unknown[]> {
  const app = '[app]\nenvironment = test\nport = 0\nshutdown_grace = 0\n[docs]\nenabled = false\n';
  const folder = directoryWith({ 'app.ini': `${app}[database]\nurl = ${url}\n` });
  const config = path.join(folder, 'app.ini');
  const programs = [1, 2].map(
    () => new Program(process.execPath, [SERVER, '-c', config], folder, { SECRET_KEY }),
  );
  onTestFinished(async () => {
    await Promise.all(programs.map((program) => program.kill()));
  });
  const listening = programs.map((program) => program.printed(/"url":"(http:[^"]+)"/u));
  const answers = await Promise.all(
    listening.map(async (printed) => (await fetch(`${(await printed)[1]}/health/ready`)).status),
  );
  const exits = await Promise.all(programs.map((program) => program.interrupt('SIGTERM')));
  return [answers, exits];
}

describe('two processes that start at the same time', () => {
  it('share an embedded database', async () => {
    const url = temporaryDatabase();
    expect(await startTwo(url)).toEqual([
      [200, 200],
      [0, 0],
    ]);
    expect(await new SqlUserStore(await openForTest(url)).list({ limit: 1 })).toEqual([]);
  });

  it('share PostgreSQL', async () => {
    const server = await PostgresServer.start();
    onTestFinished(() => server.stop());
    expect(await startTwo(await server.database())).toEqual([
      [200, 200],
      [0, 0],
    ]);
  });
});
