import { Module } from '@nestjs/common';
import { CLOCK } from '../kernel/clock.ts';
import { EPHEMERAL_STORE } from '../kernel/ephemeral.store.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { REDIS } from '../redis/redis-gateway.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { makeSessionAnalytics } from './analytics/make-session-analytics.ts';
import { SESSION_ANALYTICS } from './analytics/session-analytics.ts';
import { announcingStore } from './announcing-session.store.ts';
import { makeSessionKeeping } from './make-session-store.ts';
import type { SessionKeeping } from './make-session-store.ts';
import { makeEphemeralStore } from './make-ephemeral-store.ts';
import { SESSION_CARRIER } from './session-carrier.ts';
import { SessionEndings } from './session-endings.ts';
import { SESSION_STORE } from './session.store.ts';
import type { SessionStore } from './session.store.ts';
import { SessionService } from './session.service.ts';

const KEEPING: unique symbol = Symbol('SESSION_KEEPING');

/** Sessions and where they are kept. */
@Module({
  providers: [
    SessionEndings,
    {
      provide: KEEPING,
      useFactory: makeSessionKeeping,
      inject: [SETTINGS, REDIS, CLOCK, LOGGER],
    },
    {
      provide: SESSION_STORE,
      useFactory: ({ store }: SessionKeeping, endings: SessionEndings): SessionStore =>
        announcingStore(store, endings),
      inject: [KEEPING, SessionEndings],
    },
    {
      provide: SESSION_CARRIER,
      useFactory: ({ carrier }: SessionKeeping) => carrier,
      inject: [KEEPING],
    },
    { provide: EPHEMERAL_STORE, useFactory: makeEphemeralStore, inject: [SETTINGS, REDIS, CLOCK] },
    { provide: SESSION_ANALYTICS, useFactory: makeSessionAnalytics, inject: [SETTINGS, REDIS] },
    SessionService,
  ],
  exports: [SessionService, SessionEndings, SESSION_STORE, SESSION_ANALYTICS, EPHEMERAL_STORE],
})
export class SessionModule {}
