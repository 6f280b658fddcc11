import { createHash } from 'node:crypto';
import type { RedisReply, RedisScript, ScriptRunner } from '../kernel/script-runner.ts';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';
import { within } from './within.ts';

interface Stream {
  cork(): void;
  uncork(): void;
}

/** A client of one server, of sentinels or of a cluster; only what is used of it. */
interface Client {
  /** The socket, where there is one connection; a cluster has several. */
  readonly stream?: Stream;
  call(command: string, ...args: readonly (string | number)[]): Promise<unknown>;
}

/**
 * Runs scripts by their digest; a server that does not have one is given it. Whatever a client does on the way, such as
 * following a cluster's redirections, all of it together takes no longer than the timeout.
 */
export class RedisConnection implements ScriptRunner {
  readonly #client: Client;
  readonly #timeout: number;
  readonly #digests = new WeakMap<RedisScript, string>();
  #gathering: Stream | undefined;

  /** @param timeout `redis.command_timeout`, milliseconds */
  constructor(client: Client, timeout: number) {
    this.#client = client;
    this.#timeout = timeout;
  }

  run(script: RedisScript, keys: readonly string[], args: readonly string[]): Promise<RedisReply> {
    this.#gather();
    return this.#inTime(this.#runScript(script, [String(keys.length), ...keys, ...args]));
  }

  command(name: string, ...args: readonly string[]): Promise<RedisReply> {
    return this.#inTime(this.#client.call(name, ...args));
  }

  /** What requests ask in one turn of the event loop leaves in one write: writing costs more than all else of a command. */
  #gather(): void {
    const { stream } = this.#client;
    if (stream === undefined || this.#gathering === stream) return;
    this.#gathering = stream;
    stream.cork();
    setImmediate(() => {
      this.#gathering = undefined;
      stream.uncork();
    });
  }

  async #runScript(script: RedisScript, rest: readonly string[]): Promise<unknown> {
    try {
      return await this.#client.call('EVALSHA', this.#digest(script), ...rest);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return this.#client.call('EVAL', script.lua, ...rest);
    }
  }

  async #inTime(answer: Promise<unknown>): Promise<RedisReply> {
    try {
      return toReply(await within(answer, this.#timeout));
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

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

/** Nothing else comes in the shapes of RESP2. */
function toReply(value: unknown): RedisReply {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return Array.isArray(value) ? value.map(toReply) : null;
}
