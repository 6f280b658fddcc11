import { Global, Inject, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.token.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { REDIS, RedisGateway } from './redis-gateway.ts';
import { isTls } from './redis-options.ts';

/** The connection to Redis, where one is configured. It is closed last: requests in flight still need it. */
@Global()
@Module({
  providers: [{ provide: REDIS, useFactory: open, inject: [SETTINGS, LOGGER] }],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  readonly #redis: RedisGateway | undefined;

  constructor(@Inject(REDIS) redis: RedisGateway | undefined) {
    this.#redis = redis;
  }

  onApplicationShutdown(): void {
    this.#redis?.close();
  }
}

async function open({ redis }: Settings, logger: Logger): Promise<RedisGateway | undefined> {
  if (redis.url === undefined) return undefined;
  if (!isTls(redis.url) && redis.allow_plaintext) {
    logger.warn({ event: 'redis_plaintext' }, 'Redis is used without TLS: the network can read it');
  }
  const gateway = new RedisGateway(redis, logger);
  try {
    await gateway.start();
  } catch (error) {
    gateway.close();
    throw error;
  }
  return gateway;
}
