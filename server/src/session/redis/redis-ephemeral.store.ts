import type { EphemeralStore } from '../../kernel/ephemeral.store.ts';
import type { ScriptRunner } from '../../kernel/script-runner.ts';

/** An {@link EphemeralStore} in Redis, shared by all instances; each operation is one command. */
export class RedisEphemeralStore implements EphemeralStore {
  readonly #redis: ScriptRunner;
  readonly #prefix: string;

  /** @param keyPrefix `redis.key_prefix` */
  constructor(redis: ScriptRunner, keyPrefix: string) {
    this.#redis = redis;
    this.#prefix = `${keyPrefix}e:`;
  }

  async put(name: string, text: string, lifetime: number): Promise<boolean> {
    const options = ['NX', 'PX', String(Math.ceil(lifetime))];
    return (await this.#redis.command('SET', this.#prefix + name, text, ...options)) === 'OK';
  }

  async take(name: string): Promise<string | undefined> {
    const text = await this.#redis.command('GETDEL', this.#prefix + name);
    return typeof text === 'string' ? text : undefined;
  }
}
