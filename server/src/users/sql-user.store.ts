import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { askDatabase } from '../database/ask-database.ts';
import type { Tables, UsersTable } from '../database/schema.ts';
import { differs, toColumns, toIdentity, toUser } from './user-row.ts';
import { isAbout } from './user-search.ts';
import type { Identity, User, UserIdentity } from './user.ts';
import type { UserPage, UserSignIn, UserSignInOutcome, UserStore } from './user.store.ts';

type Db = Kysely<Tables> | Transaction<Tables>;

/** Users in SQL, the same on libsql and PostgreSQL. */
export class SqlUserStore implements UserStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  signIn(signIn: UserSignIn): Promise<UserSignInOutcome> {
    // Each statement sees what others have committed meanwhile: the one who lost a race has to find the winner's user.
    const transaction = this.#db.transaction().setIsolationLevel('read committed');
    return askDatabase(() =>
      transaction.execute(async (db) => {
        const known = await rowOf(db, signIn.identity);
        if (known !== undefined) return welcome(db, known, signIn);
        if (signIn.provisioning === 'deny') return { state: 'unknown' };
        const added = await add(db, signIn);
        if (added !== undefined) return { state: 'signed-in', user: added, isNew: true };
        const winner = await rowOf(db, signIn.identity);
        return winner === undefined ? { state: 'unknown' } : welcome(db, winner, signIn);
      }),
    );
  }

  find(id: string): Promise<User | undefined> {
    return askDatabase(async () => {
      const row = await this.#db
        .selectFrom('users')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toUser(row);
    });
  }

  async identities(id: string): Promise<readonly UserIdentity[]> {
    return (await this.identitiesOf([id])).get(id) ?? [];
  }

  identitiesOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly UserIdentity[]>> {
    return askDatabase(async () => {
      if (ids.length === 0) return new Map();
      const rows = await this.#db
        .selectFrom('identities')
        .selectAll()
        .where('user_id', 'in', ids)
        .orderBy('created_at')
        .execute();
      const found = new Map<string, UserIdentity[]>();
      for (const row of rows) {
        found.set(row.user_id, [...(found.get(row.user_id) ?? []), toIdentity(row)]);
      }
      return found;
    });
  }

  list({ search, after, limit }: UserPage): Promise<readonly User[]> {
    const all = this.#db.selectFrom('users').selectAll('users').orderBy('created_at').orderBy('id');
    const rest =
      after === undefined
        ? all
        : all.where((is) =>
            is(is.refTuple('created_at', 'id'), '>', is.tuple(after.createdAt, after.id)),
          );
    const matching = search === undefined ? rest : rest.where((is) => isAbout(is, search));
    return askDatabase(async () => (await matching.limit(limit).execute()).map(toUser));
  }

  setDisabled(id: string, at: number | undefined): Promise<boolean> {
    return askDatabase(async () => {
      const { numUpdatedRows } = await this.#db
        .updateTable('users')
        .set({ disabled_at: at ?? null })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }
}

function rowOf(db: Db, { iss, sub }: Identity): Promise<UsersTable | undefined> {
  return db
    .selectFrom('identities')
    .innerJoin('users', 'users.id', 'identities.user_id')
    .selectAll('users')
    .where('issuer', '=', iss)
    .where('subject', '=', sub)
    .executeTakeFirst();
}

/** Lets a known user in, unless they are disabled, and takes over what the provider says now. */
async function welcome(db: Db, row: UsersTable, signIn: UserSignIn): Promise<UserSignInOutcome> {
  if (row.disabled_at !== null) return { state: 'disabled', user: toUser(row) };
  const { identity, provider, now } = signIn;
  await db
    .updateTable('identities')
    .set({ last_login_at: now, provider })
    .where('issuer', '=', identity.iss)
    .where('subject', '=', identity.sub)
    .execute();
  const columns = toColumns(signIn.claims);
  if (!differs(row, columns)) return { state: 'signed-in', user: toUser(row), isNew: false };
  const changed = { ...columns, updated_at: now };
  await db.updateTable('users').set(changed).where('id', '=', row.id).execute();
  return { state: 'signed-in', user: toUser({ ...row, ...changed }), isNew: false };
}

/** Adds an identity and its user; `undefined` when somebody else has just added the identity. */
async function add(db: Db, signIn: UserSignIn): Promise<User | undefined> {
  const { identity, provider, now } = signIn;
  const id = randomUUID();
  const { numInsertedOrUpdatedRows: claimed } = await db
    .insertInto('identities')
    .values({
      issuer: identity.iss,
      subject: identity.sub,
      user_id: id,
      provider,
      created_at: now,
      last_login_at: now,
    })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .executeTakeFirst();
  if (claimed === 0n) return undefined;
  const row = {
    id,
    created_at: now,
    updated_at: now,
    disabled_at: null,
    ...toColumns(signIn.claims),
  };
  await db.insertInto('users').values(row).execute();
  return toUser(row);
}
