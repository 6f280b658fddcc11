import type { Logger } from 'pino';
import { checkRedis, WrongRedis } from './check-redis.ts';
import { openRedis } from './open-redis.ts';
import type { RedisClient } from './open-redis.ts';
import { RedisConnection } from './redis-connection.ts';
import { connectDelay } from './redis-options.ts';
import type { RedisSettings } from './redis-options.ts';

/** Injection token of the {@link RedisGateway}; there is none where `redis.url` and `redis.nodes` are not set. */
export const REDIS: unique symbol = Symbol('REDIS');

/** The server's way to Redis: one connection for all features, from start to shutdown. */
export class RedisGateway {
  readonly scripts: RedisConnection;
  readonly #client: RedisClient;
  readonly #settings: RedisSettings;
  readonly #logger: Logger;
  #isUp = true;
  #isClosed = false;

  constructor(settings: RedisSettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
    this.#client = openRedis(settings);
    this.scripts = new RedisConnection(this.#client, settings.command_timeout);
    this.#client.on('error', (error: unknown) => this.#report(error));
    this.#client.on('close', () => this.#report(new Error('The connection was closed')));
    this.#client.on('ready', () => this.#recover());
    this.#client.on('end', () => this.#openAgain());
  }

  /**
   * Waits for the first connection. A Redis that is not there does not stop the start: it may come later.
   *
   * @throws {WrongRedis} when what answers must not be used
   */
  async start(): Promise<void> {
    try {
      await checkRedis(this.#client, this.#settings);
    } catch (error) {
      if (error instanceof WrongRedis) throw error;
      this.#report(error);
      this.#client.once('ready', () => void this.#checkLate());
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#client.disconnect();
  }

  /** A client that lost its sentinels at the wrong moment gives up for good; nobody but us may say that it is over. */
  #openAgain(): void {
    if (this.#isClosed) return;
    setTimeout(() => {
      if (!this.#isClosed) this.#client.connect().catch((error: unknown) => this.#report(error));
    }, connectDelay(0));
  }

  /** The server runs already, so a Redis that turns out wrong is reported, loudly. */
  async #checkLate(): Promise<void> {
    try {
      await checkRedis(this.#client, this.#settings);
    } catch (error) {
      this.#logger.error({ event: 'redis_wrong', err: error }, 'Redis is not as it has to be');
    }
  }

  /** Once for each outage, however short: clients try again without end, and say no error when the first try succeeds. */
  #report(error: unknown): void {
    if (!this.#isUp || this.#isClosed) return;
    this.#isUp = false;
    this.#logger.error({ event: 'redis_unavailable', err: error }, 'Redis does not answer');
  }

  #recover(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    this.#logger.info({ event: 'redis_available' }, 'Redis answers again');
  }
}
