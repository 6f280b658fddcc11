import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { BffModule } from '../bff/bff.module.ts';
import { DevIdpModule } from '../dev-idp/dev-idp.module.ts';
import { HealthModule } from '../health/health.module.ts';
import { HomeModule } from '../home/home.module.ts';
import { KernelModule } from './kernel.module.ts';
import type { KernelOptions } from './kernel.module.ts';
import { ProblemsModule } from '../problems/problems.module.ts';
import { WellKnownModule } from '../well-known/well-known.module.ts';

/** The whole server: the kernel and one module for each feature. */
@Module({
  imports: [BffModule, DevIdpModule, HealthModule, HomeModule, ProblemsModule, WellKnownModule],
})
export class AppModule {
  static register(kernel: KernelOptions): DynamicModule {
    return { module: AppModule, imports: [KernelModule.register(kernel)] };
  }
}
