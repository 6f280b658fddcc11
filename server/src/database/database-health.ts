import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { askDatabase } from './ask-database.ts';
import { DATABASE } from './database.token.ts';
import type { Tables } from './schema.ts';

/** Whether the database answers. */
@Injectable()
export class DatabaseHealth {
  readonly #db: Kysely<Tables>;

  constructor(@Inject(DATABASE) db: Kysely<Tables>) {
    this.#db = db;
  }

  /** @throws DatabaseUnavailable when it does not, or has no connection left */
  async ping(): Promise<void> {
    await askDatabase(() => sql`select 1`.execute(this.#db));
  }
}
