import { Module } from '@nestjs/common';
import { SessionModule } from '../session/session.module.ts';
import { HealthController } from './health.controller.ts';

/** Health checks. */
@Module({ imports: [SessionModule], controllers: [HealthController] })
export class HealthModule {}
