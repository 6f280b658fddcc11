import { Module } from '@nestjs/common';
import { LoginTransactionCookies } from './login-transaction.cookies.ts';
import { ProviderRegistry } from './provider-registry.ts';
import { SignInService } from './sign-in.service.ts';

/** Sign-in with OpenID Connect providers. */
@Module({
  providers: [LoginTransactionCookies, ProviderRegistry, SignInService],
  exports: [LoginTransactionCookies, SignInService],
})
export class OidcModule {}
