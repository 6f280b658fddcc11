import type { RedisGateway } from '../../redis/redis-gateway.ts';
import type { Settings } from '../../settings/index.ts';
import { MemorySessionAnalytics } from './memory-session-analytics.ts';
import { RedisSessionAnalytics } from './redis-session-analytics.ts';
import type { SessionAnalytics } from './session-analytics.ts';

/** The numbers are where the sessions are; `undefined` where nothing is counted. */
export function makeSessionAnalytics(
  settings: Settings,
  redis: RedisGateway | undefined,
): SessionAnalytics | undefined {
  const { analytics, store } = settings.security.session;
  if (!analytics) return undefined;
  if (redis === undefined || store === 'memory') return new MemorySessionAnalytics();
  return new RedisSessionAnalytics(redis.scripts, settings.redis.key_prefix);
}
