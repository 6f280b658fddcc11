import { Module } from '@nestjs/common';
import { CsrfModule } from '../csrf/csrf.module.ts';
import { OidcModule } from '../oidc/oidc.module.ts';
import { SessionModule } from '../session/session.module.ts';
import { UsersModule } from '../users/users.module.ts';
import { BackchannelLogoutController } from './backchannel-logout.controller.ts';
import { LogoutController } from './logout.controller.ts';
import { SessionController } from './session.controller.ts';
import { OwnSessionsModule } from './sessions/own-sessions.module.ts';
import { SessionsController } from './sessions/sessions.controller.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInProblemFilter } from './sign-in-problem.filter.ts';

/** The endpoints that a browser application talks to: HTTP only, the rules are elsewhere. */
@Module({
  imports: [SessionModule, CsrfModule, OidcModule, UsersModule, OwnSessionsModule],
  controllers: [
    SignInController,
    SessionController,
    SessionsController,
    LogoutController,
    BackchannelLogoutController,
  ],
  providers: [SignInProblemFilter],
})
export class BffModule {}
