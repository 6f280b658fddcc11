import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { RedisReply, RedisScript, ScriptRunner } from '../kernel/script-runner.ts';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';

/** Delays between attempts to connect, in milliseconds: they grow, and instances do not try in step. */
const FIRST_DELAY = 50;
const LONGEST_DELAY = 2000;

/** A client of one server, of sentinels or of a cluster; only what is used of it. */
interface Client {
  call(command: string, ...args: readonly (string | number)[]): Promise<unknown>;
}

/** Runs scripts by their digest; a server that does not have one is given it. */
export class RedisConnection implements ScriptRunner {
  readonly #client: Client;
  readonly #digests = new WeakMap<RedisScript, string>();

  constructor(client: Client) {
    this.#client = client;
  }

  async run(
    script: RedisScript,
    keys: readonly string[],
    args: readonly string[],
  ): Promise<RedisReply> {
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await this.#call('EVALSHA', this.#digest(script), ...rest);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return this.#call('EVAL', script.lua, ...rest);
    }
  }

  command(name: string, ...args: readonly string[]): Promise<RedisReply> {
    return this.#call(name, ...args);
  }

  async #call(name: string, ...args: readonly string[]): Promise<RedisReply> {
    try {
      return toReply(await this.#client.call(name, ...args));
    } catch (error) {
      throw new StoreUnavailable(error);
    }
  }

  #digest(script: RedisScript): string {
    const known = this.#digests.get(script);
    if (known !== undefined) return known;
    const digest = createHash('sha1').update(script.lua).digest('hex');
    this.#digests.set(script, digest);
    return digest;
  }
}

/**
 * Options of every client: no command waits for a connection, and none waits longer than the timeout. A command whose
 * connection broke is not sent again: whether it took place is not known.
 */
export function clientOptions(timeouts: {
  /** Milliseconds. */
  readonly command: number;
  /** Milliseconds. */
  readonly connect: number;
}): RedisOptions {
  return {
    commandTimeout: timeouts.command,
    connectTimeout: timeouts.connect,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    disableClientInfo: true,
    retryStrategy: (attempt) =>
      Math.min(FIRST_DELAY * 2 ** attempt, LONGEST_DELAY) * (0.5 + Math.random() / 2),
    // After a failover the old master says READONLY: the new one is found by connecting again.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
}

/** A connection to one server. */
export function connectStandalone(url: string, options: RedisOptions): Redis {
  return new Redis(url, { ...options, replyMapping: 'legacy' });
}

function isUnknownScript(error: unknown): boolean {
  const cause = error instanceof StoreUnavailable ? error.cause : undefined;
  return cause instanceof Error && cause.message.startsWith('NOSCRIPT');
}

/** Nothing else comes in the shapes of RESP2. */
function toReply(value: unknown): RedisReply {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return Array.isArray(value) ? value.map(toReply) : null;
}
