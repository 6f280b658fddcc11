import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { CsrfModule } from '../csrf/csrf.module.ts';
import { OidcModule } from '../oidc/oidc.module.ts';
import { SessionModule } from '../session/session.module.ts';
import type { Settings } from '../settings/index.ts';
import { UsersModule } from '../users/users.module.ts';
import { AdminGuard } from './admin.guard.ts';
import { AdminUsersController } from './admin-users.controller.ts';
import { AdminUsersService } from './admin-users.service.ts';

/** What administrators may do. Where `users.admin_role` is not set, the addresses do not exist. */
@Module({})
export class AdminModule {
  static register({ users }: Settings): DynamicModule {
    if (users.admin_role === undefined) return { module: AdminModule };
    return {
      module: AdminModule,
      imports: [CsrfModule, OidcModule, SessionModule, UsersModule],
      controllers: [AdminUsersController],
      providers: [AdminGuard, AdminUsersService],
    };
  }
}
