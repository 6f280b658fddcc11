import { Module } from '@nestjs/common';
import { CLOCK } from '../kernel/clock.ts';
import { EPHEMERAL_STORE } from '../kernel/ephemeral.store.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { REDIS } from '../redis/redis-gateway.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { AnnouncingSessionStore } from './announcing-session.store.ts';
import { makeSessionStore } from './make-session-store.ts';
import { makeEphemeralStore } from './make-ephemeral-store.ts';
import { SessionEndings } from './session-endings.ts';
import { SESSION_STORE } from './session.store.ts';
import type { SessionStore } from './session.store.ts';
import { SessionService } from './session.service.ts';

/** Sessions and where they are kept. */
@Module({
  providers: [
    SessionEndings,
    {
      provide: SESSION_STORE,
      useFactory: (
        endings: SessionEndings,
        ...from: Parameters<typeof makeSessionStore>
      ): SessionStore => new AnnouncingSessionStore(makeSessionStore(...from), endings),
      inject: [SessionEndings, SETTINGS, REDIS, LOGGER],
    },
    { provide: EPHEMERAL_STORE, useFactory: makeEphemeralStore, inject: [SETTINGS, REDIS, CLOCK] },
    SessionService,
  ],
  exports: [SessionService, SessionEndings, SESSION_STORE, EPHEMERAL_STORE],
})
export class SessionModule {}
