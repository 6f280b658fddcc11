/** The server as a benchmark uses it, and the store of its sessions. */
import { randomBytes } from 'node:crypto';
import { startServer } from '@lockstep/server';
import { SESSION_STORE } from '../../server/dist/session/session.store.js';

/**
 * Starts it. The provider is not part of it, as in production: the embedded one turns on asynchronous context tracking
 * for the whole process. It logs errors alone, since the peers log nothing.
 *
 * @param options.redis URL of a Redis; without one there is none
 * @param options.encrypt `security.session.encrypt`
 */
export async function openServer({ redis, encrypt = 'tokens' }) {
  const settings = {
    app: { environment: 'test', port: 0 },
    security: { secret_keys: ['${SECRET_KEY}'], session: { encrypt } },
    docs: { enabled: false },
    logging: { level: 'error' },
    database: { url: 'memory:' },
    ...(redis && { redis: { url: redis, require_noeviction: false, command_timeout: '30s' } }),
  };
  const running = await startServer({
    sources: [{ file: 'bench.yaml', text: JSON.stringify(settings) }],
    env: { SECRET_KEY: randomBytes(32).toString('base64url') },
  });
  return {
    url: running.url,
    cookie: running.settings.security.cookie.name,
    store: running.app.get(SESSION_STORE, { strict: false }),
    close: () => running.close(),
  };
}
