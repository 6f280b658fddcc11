import { openForTest, temporaryDatabase } from '../database/open.ts';
import { userStoreContract } from './contract.ts';

userStoreContract('memory', async () => [await openForTest('memory:')]);

userStoreContract('a file', async () => {
  const url = temporaryDatabase();
  return [await openForTest(url), await openForTest(url)];
});
