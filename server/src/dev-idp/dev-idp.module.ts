import { Module } from '@nestjs/common';
import { DevIdpService } from './dev-idp.service.ts';

/** The embedded provider of development and tests. */
@Module({ providers: [DevIdpService], exports: [DevIdpService] })
export class DevIdpModule {}
