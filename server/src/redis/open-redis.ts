import { Cluster, Redis } from 'ioredis';
import {
  addressOfNode,
  addressOfUrl,
  connectDelay,
  redisOptions,
  REPLIES,
} from './redis-options.ts';
import type { RedisSettings } from './redis-options.ts';

const SENTINEL_PORT = 26_379;
/** How often a cluster client looks which node has which slots, in milliseconds. */
const SLOTS_INTERVAL = 2000;

/** A client of one server, of what sentinels name, or of a cluster. */
export type RedisClient = Redis | Cluster;

/** Opens connections as `redis.mode` says; they come about later, and again whenever they break. */
export function openRedis(settings: RedisSettings): RedisClient {
  return OPEN[settings.mode](settings);
}

const OPEN: Readonly<Record<RedisSettings['mode'], (settings: RedisSettings) => RedisClient>> = {
  standalone: (settings) =>
    new Redis({
      ...redisOptions(settings),
      ...REPLIES,
      ...addressOfUrl(settings.url ?? ''),
      retryStrategy: connectDelay,
    }),
  sentinel: openSentinel,
  cluster: openCluster,
};

function openSentinel(settings: RedisSettings): Redis {
  const { tls, ...options } = redisOptions(settings);
  const { sentinel_password: password } = settings;
  return new Redis({
    ...options,
    ...REPLIES,
    ...(tls && { tls, sentinelTLS: tls, enableTLSForSentinelMode: true }),
    sentinels: settings.nodes.map((node) => addressOfNode(node, SENTINEL_PORT)),
    name: settings.sentinel_name,
    ...(password && { sentinelPassword: password.reveal() }),
    sentinelCommandTimeout: settings.command_timeout,
    sentinelRetryStrategy: connectDelay,
    retryStrategy: connectDelay,
  });
}

function openCluster(settings: RedisSettings): Cluster {
  return new Cluster(
    settings.nodes.map((node) => addressOfNode(node)),
    {
      enableOfflineQueue: false,
      // A command whose connection broke may have taken place.
      retryDelayOnFailover: 0,
      slotsRefreshTimeout: settings.command_timeout,
      slotsRefreshInterval: SLOTS_INTERVAL,
      clusterRetryStrategy: connectDelay,
      redisOptions: { ...redisOptions(settings), ...REPLIES },
    },
  );
}
