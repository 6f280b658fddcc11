import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { OwnSessionsModule } from '../bff/sessions/own-sessions.module.ts';
import { CsrfModule } from '../csrf/csrf.module.ts';
import { OidcModule } from '../oidc/oidc.module.ts';
import type { Settings } from '../settings/index.ts';
import { AccountProblemFilter } from './account-problem.filter.ts';
import { AccountController } from './account.controller.ts';
import { FormCsrfGuard } from './form-csrf.guard.ts';
import { RevocationController } from './revocation.controller.ts';
import { SignOutController } from './sign-out.controller.ts';

/** The account page. Where `account.enabled` is off, its addresses do not exist. */
@Module({})
export class AccountModule {
  static register({ account }: Settings): DynamicModule {
    if (!account.enabled) return { module: AccountModule };
    return {
      module: AccountModule,
      imports: [CsrfModule, OidcModule, OwnSessionsModule],
      controllers: [AccountController, RevocationController, SignOutController],
      providers: [AccountProblemFilter, FormCsrfGuard],
    };
  }
}
