import type { EphemeralStore } from '../../kernel/ephemeral.store.ts';
import type { RedisScript, ScriptRunner } from '../../kernel/script-runner.ts';

/**
 * KEYS text; ARGV text, lifetime
 *
 * The first write needs no memory: a Redis that is full still remembers which logout tokens were used (session-scripts.ts
 * tells why).
 */
const PUT: RedisScript = {
  name: 'put',
  lua: `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`,
};

/** An {@link EphemeralStore} in Redis, shared by all instances; each operation is one round trip. */
export class RedisEphemeralStore implements EphemeralStore {
  readonly #redis: ScriptRunner;
  readonly #prefix: string;

  /** @param keyPrefix `redis.key_prefix` */
  constructor(redis: ScriptRunner, keyPrefix: string) {
    this.#redis = redis;
    this.#prefix = `${keyPrefix}e:`;
  }

  async put(name: string, text: string, lifetime: number): Promise<boolean> {
    const args = [text, String(Math.ceil(lifetime))];
    return (await this.#redis.run(PUT, [this.#prefix + name], args)) === 1;
  }

  async keep(name: string, lifetime: number): Promise<void> {
    await this.#redis.command('PEXPIRE', this.#prefix + name, String(Math.ceil(lifetime)));
  }

  async take(name: string): Promise<string | undefined> {
    const text = await this.#redis.command('GETDEL', this.#prefix + name);
    return typeof text === 'string' ? text : undefined;
  }
}
