import type { Logger } from 'pino';
import { deriveKeys } from '../kernel/key-ring.ts';
import type { RedisGateway } from '../redis/redis-gateway.ts';
import type { Settings } from '../settings/index.ts';
import { FallbackSessionStore } from './fallback-session.store.ts';
import { MemorySessionStore } from './memory-session.store.ts';
import { RedisSessionStore } from './redis/redis-session.store.ts';
import { SessionCodec } from './redis/session-codec.ts';
import type { SessionStore } from './session.store.ts';

/** The store that `security.session.store` names; `auto` takes Redis where there is one. */
export function makeSessionStore(
  settings: Settings,
  redis: RedisGateway | undefined,
  logger: Logger,
): SessionStore {
  const { store, encrypt, on_store_failure: onFailure } = settings.security.session;
  if (redis === undefined || store === 'memory') return new MemorySessionStore();
  const keys = deriveKeys(settings.security.secret_keys, 'session store');
  const codec = new SessionCodec(keys, encrypt);
  const shared = new RedisSessionStore(redis.scripts, codec, settings.redis.key_prefix);
  if (onFailure === 'fail_closed') return shared;
  return new FallbackSessionStore(shared, new MemorySessionStore(), logger);
}
