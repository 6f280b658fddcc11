import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openForTest } from '../database/open.ts';
import { userStoreContract } from './contract.ts';

userStoreContract('memory', async () => [await openForTest('memory:')]);

userStoreContract('a file', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockstep-users-'));
  const file = path.join(folder, 'data.db');
  const instances = [await openForTest(`file:${file}`), await openForTest(`file:${file}`)] as const;
  onTestFinished(() => rm(folder, { recursive: true }));
  return [...instances];
});
