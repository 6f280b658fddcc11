import type { Clock } from '../kernel/clock.ts';
import type { EphemeralStore } from '../kernel/ephemeral.store.ts';
import type { RedisGateway } from '../redis/redis-gateway.ts';
import type { Settings } from '../settings/index.ts';
import { MemoryEphemeralStore } from './memory-ephemeral.store.ts';
import { RedisEphemeralStore } from './redis/redis-ephemeral.store.ts';

/** Redis where sessions are in Redis, else this process. */
export function makeEphemeralStore(
  settings: Settings,
  redis: RedisGateway | undefined,
  clock: Clock,
): EphemeralStore {
  if (redis === undefined || settings.security.session.store === 'memory') {
    return new MemoryEphemeralStore(clock);
  }
  return new RedisEphemeralStore(redis.scripts, settings.redis.key_prefix);
}
