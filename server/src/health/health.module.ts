import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.ts';

/** Health checks. */
@Module({ controllers: [HealthController] })
export class HealthModule {}
