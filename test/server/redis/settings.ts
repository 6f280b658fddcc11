import type { RedisSettings } from '../../../server/src/redis/redis-options.ts';

/** `[redis]` with its defaults, but with more patience: the machine that runs tests is a busy one. */
export function redisSettings(change: Partial<RedisSettings>): RedisSettings {
  return {
    key_prefix: 'test:',
    mode: 'standalone',
    nodes: [],
    sentinel_name: 'mymaster',
    tls_verify: 'full',
    allow_plaintext: false,
    require_noeviction: true,
    command_timeout: 5000,
    connect_timeout: 5000,
    ...change,
  };
}
