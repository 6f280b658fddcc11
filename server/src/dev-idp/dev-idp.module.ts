import { Global, Module } from '@nestjs/common';
import { ISSUER_RESOLVER } from '../kernel/issuer-resolver.ts';
import { DevIdpService } from './dev-idp.service.ts';

/** The embedded provider of development and tests. Global, so that sign-in finds it without knowing of it. */
@Global()
@Module({
  providers: [DevIdpService, { provide: ISSUER_RESOLVER, useExisting: DevIdpService }],
  exports: [ISSUER_RESOLVER],
})
export class DevIdpModule {}
