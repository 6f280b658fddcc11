import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.token.ts';
import { LOADED_SETTINGS, SETTINGS } from '../settings/settings.token.ts';
import type { LoadedSettings } from '../settings/load-settings.ts';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { LIFECYCLE } from '../kernel/lifecycle.ts';
import type { Lifecycle } from '../kernel/lifecycle.ts';

/** What every feature is given. */
export interface KernelOptions {
  readonly loaded: LoadedSettings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
}

/** Provides settings, clock, log and lifecycle to every module. */
@Global()
@Module({})
export class KernelModule {
  static register(options: KernelOptions): DynamicModule {
    const providers = [
      { provide: LOADED_SETTINGS, useValue: options.loaded },
      { provide: SETTINGS, useValue: options.loaded.settings },
      { provide: CLOCK, useValue: options.clock },
      { provide: LOGGER, useValue: options.logger },
      { provide: LIFECYCLE, useValue: options.lifecycle },
    ];
    return { module: KernelModule, providers, exports: providers };
  }
}
