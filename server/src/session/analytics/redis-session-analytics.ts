import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { RedisReply, RedisScript, ScriptRunner } from '../../kernel/script-runner.ts';
import type { SessionRef } from '../session-id.ts';
import { dateOf, DAYS, lastDates } from './session-analytics.ts';
import type { SessionAnalytics, SessionDay } from './session-analytics.ts';

/** Requests of so many milliseconds are told to Redis in one command. */
const INTERVAL = 1000;
/** As many arguments as Lua takes at once, and some less. */
const MAX_FAMILIES = 4000;
const DAY = 24 * 60 * 60 * 1000;
/** A day is told for a week, and was not over when it was last written. */
const LIFETIME = String((DAYS + 1) * DAY);

/** KEYS families, requests; ARGV requests, ttl, families… */
const ADD: RedisScript = {
  name: 'add-to-day',
  lua: `
redis.call('PFADD', KEYS[1], unpack(ARGV, 3))
redis.call('INCRBY', KEYS[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1`,
};

/** KEYS families, requests */
const READ: RedisScript = {
  name: 'read-day',
  lua: `return {redis.call('PFCOUNT', KEYS[1]), redis.call('GET', KEYS[2]) or '0'}`,
};

interface Batch {
  readonly date: string;
  readonly families: Set<string>;
  requests: number;
}

/**
 * The numbers of all instances, in a HyperLogLog and a counter for each day. On a Cluster they lie in other slots than
 * sessions do, so they cannot go along with the command that a request waits for: they are sent by themselves, at most
 * once a second.
 */
export class RedisSessionAnalytics implements SessionAnalytics, BeforeApplicationShutdown {
  readonly #redis: ScriptRunner;
  readonly #prefix: string;
  #batch: Batch | undefined;

  /** @param keyPrefix `redis.key_prefix` */
  constructor(redis: ScriptRunner, keyPrefix: string) {
    this.#redis = redis;
    this.#prefix = keyPrefix;
  }

  note({ family }: SessionRef, now: number): void {
    const date = dateOf(now);
    if (this.#batch?.date !== date) this.#sendQuietly();
    const batch = this.#batch ?? this.#begin(date);
    batch.families.add(family);
    batch.requests += 1;
    if (batch.families.size >= MAX_FAMILIES) this.#sendQuietly();
  }

  async days(now: number): Promise<readonly SessionDay[]> {
    await this.#send();
    return Promise.all(lastDates(now).map((date) => this.#read(date)));
  }

  /** What was not told yet, while there is still a connection. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#send().catch(() => undefined);
  }

  #begin(date: string): Batch {
    const batch: Batch = { date, families: new Set(), requests: 0 };
    this.#batch = batch;
    const send = (): void => {
      if (this.#batch === batch) this.#sendQuietly();
    };
    setTimeout(send, INTERVAL).unref();
    return batch;
  }

  /** An outage is in the log already; what was counted meanwhile is lost. */
  #sendQuietly(): void {
    void this.#send().catch(() => undefined);
  }

  async #send(): Promise<void> {
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch === undefined) return;
    const args = [String(batch.requests), LIFETIME, ...batch.families];
    await this.#redis.run(ADD, this.#keys(batch.date), args);
  }

  async #read(date: string): Promise<SessionDay> {
    const reply: RedisReply = await this.#redis.run(READ, this.#keys(date), []);
    const [activeSessions, requests] = Array.isArray(reply) ? reply.map(Number) : [];
    return { date, activeSessions: activeSessions ?? 0, requests: requests ?? 0 };
  }

  #keys(date: string): readonly string[] {
    return ['f', 'r'].map((kind) => `${this.#prefix}{a:${date}}:${kind}`);
  }
}
