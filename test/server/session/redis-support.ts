import { Secret } from '@lockstep/config';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { deriveKeys } from '../../../server/src/kernel/key-ring.ts';
import type { KeyRing } from '../../../server/src/kernel/key-ring.ts';
import type { ScriptRunner } from '../../../server/src/kernel/script-runner.ts';
import { RedisGateway } from '../../../server/src/redis/redis-gateway.ts';
import type { RedisSettings } from '../../../server/src/redis/redis-options.ts';
import { RedisSessionStore } from '../../../server/src/session/redis/redis-session.store.ts';
import { SessionCodec } from '../../../server/src/session/redis/session-codec.ts';
import type { Encryption } from '../../../server/src/session/redis/session-codec.ts';
import { redisSettings } from '../redis/settings.ts';

/** A logger that says nothing. */
export const silent: Logger = pino({ enabled: false });

/** The keys of a ring, one for each letter. */
export function keys(...letters: readonly string[]): KeyRing {
  const secrets = letters.map(
    (letter) => new Secret(Buffer.from(letter.repeat(32)).toString('base64url')),
  );
  return deriveKeys(secrets, 'session store');
}

/** How a store under test differs from the usual one. */
export interface StoreOptions {
  readonly ring?: KeyRing;
  readonly encryption?: Encryption;
  readonly logger?: Logger;
}

/** A store over scripts that are run somewhere. */
export function storeOver(scripts: ScriptRunner, options: StoreOptions = {}): RedisSessionStore {
  const { ring = keys('a'), encryption = 'tokens', logger = silent } = options;
  return new RedisSessionStore(scripts, new SessionCodec(ring, encryption), 'test:', logger);
}

/** A connection that is ready. Whoever opens it closes it. */
export async function openGateway(settings: Partial<RedisSettings>): Promise<RedisGateway> {
  const opened = new RedisGateway(redisSettings(settings), silent);
  await opened.start();
  return opened;
}
