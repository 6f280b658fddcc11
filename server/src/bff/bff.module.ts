import { Module } from '@nestjs/common';
import { CsrfModule } from '../csrf/csrf.module.ts';
import { OidcModule } from '../oidc/oidc.module.ts';
import { SessionModule } from '../session/session.module.ts';
import { SessionController } from './session.controller.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInProblemFilter } from './sign-in-problem.filter.ts';

/** The endpoints that a browser application talks to: HTTP only, the rules are elsewhere. */
@Module({
  imports: [SessionModule, CsrfModule, OidcModule],
  controllers: [SignInController, SessionController],
  providers: [SignInProblemFilter],
})
export class BffModule {}
