import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AccountModule } from '../account/account.module.ts';
import { AdminModule } from '../admin/admin.module.ts';
import { BffModule } from '../bff/bff.module.ts';
import { DatabaseModule } from '../database/database.module.ts';
import { DevIdpModule } from '../dev-idp/dev-idp.module.ts';
import { HealthModule } from '../health/health.module.ts';
import { HomeModule } from '../home/home.module.ts';
import { KernelModule } from './kernel.module.ts';
import type { KernelOptions } from './kernel.module.ts';
import { ProblemsModule } from '../problems/problems.module.ts';
import { ProxyModule } from '../proxy/proxy.module.ts';
import { RedisModule } from '../redis/redis.module.ts';
import { WellKnownModule } from '../well-known/well-known.module.ts';

/** The whole server: the kernel and one module for each feature. */
@Module({
  imports: [
    RedisModule,
    DatabaseModule,
    BffModule,
    DevIdpModule,
    HealthModule,
    HomeModule,
    ProblemsModule,
    ProxyModule,
    WellKnownModule,
  ],
})
export class AppModule {
  static register(kernel: KernelOptions): DynamicModule {
    const { settings } = kernel.loaded;
    const imports = [
      KernelModule.register(kernel),
      AccountModule.register(settings),
      AdminModule.register(settings),
    ];
    return { module: AppModule, imports };
  }
}
