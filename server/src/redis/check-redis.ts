import { Cluster } from 'ioredis';
import type { Redis } from 'ioredis';
import type { RedisClient } from './open-redis.ts';
import type { RedisSettings } from './redis-options.ts';
import { within } from './within.ts';

/** What Redis, or a sentinel, says to a client that it will never serve, and what it means. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:All sentinels .*Last error: )?((?:WRONGPASS|NOAUTH|NOPERM)\b.*)/u,
    'Redis does not let the server in',
  ],
  // The client would go on in database 0, where somebody else's keys may be.
  [/^(ERR DB index is out of range.*)/u, 'Redis does not have the database of redis.url'],
];
const POLICY = /^maxmemory_policy:(.+?)\r?$/mu;

/** Redis answers and is not the one that the settings describe. */
export class WrongRedis extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'WrongRedis';
  }
}

/**
 * Looks at Redis once.
 *
 * @throws {WrongRedis} when it refuses the credentials or the database, or would evict sessions
 * @throws Error when it does not answer in time
 */
export async function checkRedis(client: RedisClient, settings: RedisSettings): Promise<void> {
  const { command_timeout: command, connect_timeout: connect } = settings;
  try {
    await within(readiness(client), connect + command);
    if (!settings.require_noeviction) return;
    const policies = await within(Promise.all(serversOf(client).map(policyOf)), command);
    const wrong = policies.find((policy) => policy !== undefined && policy !== 'noeviction');
    if (wrong !== undefined) throw new WrongRedis(evictionMessage(wrong));
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function evictionMessage(policy: string): string {
  return `Redis evicts keys when its memory is full (maxmemory-policy is ${policy}), which ends sessions. Set it to noeviction, or turn off redis.require_noeviction`;
}

/** Resolves when commands can be sent, and tells why the first attempt failed. */
function readiness(client: RedisClient): Promise<void> {
  if (client.status === 'ready') return Promise.resolve();
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve());
    client.once('error', reject);
  });
}

/** `undefined` where the account may not ask. `INFO` instead of `CONFIG GET`, which hosted servers lack. */
async function policyOf(server: Redis): Promise<string | undefined> {
  try {
    return POLICY.exec(await server.info('memory'))?.[1];
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('NOPERM')) return undefined;
    throw error;
  }
}

function serversOf(client: RedisClient): readonly Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}

/** A cluster client hands on the error of the last node that it tried. */
function refusalOf(error: unknown): WrongRedis | undefined {
  if (!(error instanceof Error)) return undefined;
  const lastOfNodes: unknown = Reflect.get(error, 'lastNodeError');
  const reason = lastOfNodes instanceof Error ? lastOfNodes : error;
  for (const [pattern, meaning] of REFUSALS) {
    const [, refusal] = pattern.exec(reason.message) ?? [];
    if (refusal !== undefined) return new WrongRedis(`${meaning}: ${refusal}`, error);
  }
  return undefined;
}
