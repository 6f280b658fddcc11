/** A Lua script for Redis, run as one atomic step. */
export interface RedisScript {
  readonly name: string;
  readonly lua: string;
}

/** What a script or a command answers: RESP2 shapes. */
export type RedisReply = string | number | null | readonly RedisReply[];

/**
 * The shared store as features see it. Keys of one call are in one hash slot, so that all of it works on a Cluster.
 *
 * @throws {StoreUnavailable} when there is no answer within `redis.command_timeout`, or the server refuses
 */
export interface ScriptRunner {
  run(script: RedisScript, keys: readonly string[], args: readonly string[]): Promise<RedisReply>;
  command(name: string, ...args: readonly string[]): Promise<RedisReply>;
}
