/** What one session takes in Redis: every key that a sign-in leaves. */
import { RedisStore } from 'connect-redis';
import { createClient } from 'redis';
import { IDLE, makeSession, termsAt } from './make-session.mjs';
import { openServer } from './open-server.mjs';

/**
 * @param url of a Redis that is emptied
 * @returns bytes by name: `none`, `tokens`, `all` for `security.session.encrypt`, and `connect-redis` with the same contents
 */
export async function bytesOfOne(url) {
  const client = createClient({ url });
  await client.connect();
  const now = Date.now();
  const bytes = {};
  for (const encrypt of ['none', 'tokens', 'all']) {
    await client.flushAll();
    const { store, close } = await openServer({ redis: url, encrypt });
    await store.create(makeSession(1, now), termsAt(now));
    bytes[encrypt] = await total(client);
    await close();
  }
  await client.flushAll();
  const { record } = makeSession(1, now);
  const { user, origin, tokens, providerSession } = record;
  const cookie = {
    originalMaxAge: 1_800_000,
    expires: new Date(now + IDLE),
    httpOnly: true,
    path: '/',
  };
  const contents = { cookie, user, origin, tokens, providerSession, createdAt: now };
  await new RedisStore({ client }).set('x'.repeat(32), contents);
  bytes['connect-redis'] = await total(client);
  await client.flushAll();
  client.destroy();
  return bytes;
}

async function total(client) {
  const keys = await client.keys('*');
  const sizes = await Promise.all(
    keys.map((key) => client.sendCommand(['MEMORY', 'USAGE', key, 'SAMPLES', '0'])),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
