import { Module } from '@nestjs/common';
import { OidcModule } from '../../oidc/oidc.module.ts';
import { SessionModule } from '../../session/session.module.ts';
import { OwnSessionsService } from './own-sessions.service.ts';

/** The sessions of whoever is signed in, for the endpoint and for the page. */
@Module({
  imports: [SessionModule, OidcModule],
  providers: [OwnSessionsService],
  exports: [OwnSessionsService],
})
export class OwnSessionsModule {}
