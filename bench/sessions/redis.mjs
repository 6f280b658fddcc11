/** A million sessions in Redis. */
import { createClient } from 'redis';
import { fill } from './fill.mjs';
import { openServer } from './open-server.mjs';

const [url] = process.argv.slice(2);
const client = createClient({ url });
await client.connect();
const { store, close } = await openServer({ redis: url });
const results = await fill(store, async () => {
  const [, bytes] = /used_memory:(\d+)/.exec(await client.info('memory'));
  return Number(bytes);
});
await close();
client.destroy();
process.send({ results }, () => process.disconnect());
