import { Module } from '@nestjs/common';
import { MemorySessionStore } from './memory-session.store.ts';
import { SESSION_STORE } from './session.store.ts';
import { SessionService } from './session.service.ts';

/** Sessions and where they are kept. */
@Module({
  providers: [
    { provide: SESSION_STORE, useFactory: () => new MemorySessionStore() },
    SessionService,
  ],
  exports: [SessionService],
})
export class SessionModule {}
