import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.ts';
import { BackchannelLogoutService } from './backchannel-logout.service.ts';
import { LoginTransactionCookies } from './login-transaction.cookies.ts';
import { ProviderLogoutService } from './provider-logout.service.ts';
import { ProviderRegistry } from './provider-registry.ts';
import { SignInService } from './sign-in.service.ts';
import { TokenService } from './token.service.ts';

/** Sign-in with OpenID Connect providers, their tokens, and signing out. */
@Module({
  imports: [SessionModule],
  providers: [
    LoginTransactionCookies,
    ProviderRegistry,
    SignInService,
    TokenService,
    ProviderLogoutService,
    BackchannelLogoutService,
  ],
  exports: [
    LoginTransactionCookies,
    SignInService,
    TokenService,
    ProviderLogoutService,
    BackchannelLogoutService,
  ],
})
export class OidcModule {}
