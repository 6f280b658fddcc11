import type { Logger } from 'pino';
import type { Clock } from '../kernel/clock.ts';
import { MILLISECONDS } from '../kernel/clock.ts';
import { deriveKeys } from '../kernel/key-ring.ts';
import type { RedisGateway } from '../redis/redis-gateway.ts';
import type { Settings } from '../settings/index.ts';
import { BoxCarrier } from './cookie/box-carrier.ts';
import { CookieRoom } from './cookie/cookie-room.ts';
import { CookieSessionStore } from './cookie/cookie-session.store.ts';
import { RecentSessions } from './cookie/recent-sessions.ts';
import { SessionBox } from './cookie/session-box.ts';
import { FallbackSessionStore } from './fallback-session.store.ts';
import { MemorySessionStore } from './memory-session.store.ts';
import { RedisSessionStore } from './redis/redis-session.store.ts';
import { SessionCodec } from './redis/session-codec.ts';
import { IdCarrier } from './session-carrier.ts';
import type { SessionCarrier } from './session-carrier.ts';
import { sessionCookie } from './session-cookie.ts';
import type { SessionStore } from './session.store.ts';

/** Where sessions are, and how a request leads to its own. */
export interface SessionKeeping {
  readonly store: SessionStore;
  readonly carrier: SessionCarrier;
}

/** The store that `security.session.store` names; `auto` takes Redis where there is one. */
export function makeSessionKeeping(
  settings: Settings,
  redis: RedisGateway | undefined,
  clock: Clock,
  logger: Logger,
): SessionKeeping {
  if (settings.security.session.store === 'cookie') return inCookies(settings, clock, logger);
  const keys = deriveKeys(settings.security.secret_keys, 'session rotation');
  return { store: makeSessionStore(settings, redis, logger), carrier: new IdCarrier(keys) };
}

function makeSessionStore(
  settings: Settings,
  redis: RedisGateway | undefined,
  logger: Logger,
): SessionStore {
  const { store, encrypt, on_store_failure: onFailure } = settings.security.session;
  if (redis === undefined || store === 'memory') return new MemorySessionStore();
  const keys = deriveKeys(settings.security.secret_keys, 'session store');
  const codec = new SessionCodec(keys, encrypt);
  const shared = new RedisSessionStore(redis.scripts, codec, settings.redis.key_prefix, logger);
  if (onFailure === 'fail_closed') return shared;
  return new FallbackSessionStore(shared, new MemorySessionStore(), logger);
}

function inCookies(settings: Settings, clock: Clock, logger: Logger): SessionKeeping {
  const cookie = sessionCookie(settings);
  const keys = deriveKeys(settings.security.secret_keys, 'session cookie');
  const recent = new RecentSessions(clock);
  const idleTimeout = settings.security.session.idle_timeout * MILLISECONDS;
  logger.warn(
    { event: 'session_store_stateless' },
    'sessions are kept in cookies: they cannot be listed, limited or ended from elsewhere, and a copied cookie stays good until its timeout',
  );
  return {
    store: new CookieSessionStore(recent, new CookieRoom(cookie), logger),
    carrier: new BoxCarrier(new SessionBox(keys, cookie.name), recent, idleTimeout),
  };
}
