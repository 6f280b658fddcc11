import { Module } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { DATABASE } from '../database/database.token.ts';
import type { Tables } from '../database/schema.ts';
import { SqlUserStore } from './sql-user.store.ts';
import { USER_STORE } from './user.store.ts';
import { UserService } from './user.service.ts';

/** People and their identities. */
@Module({
  providers: [
    {
      provide: USER_STORE,
      useFactory: (db: Kysely<Tables>) => new SqlUserStore(db),
      inject: [DATABASE],
    },
    UserService,
  ],
  exports: [UserService, USER_STORE],
})
export class UsersModule {}
