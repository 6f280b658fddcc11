import type { Kysely, Migration } from 'kysely';

/**
 * People and their identities. The reference from identity to user is checked at the end of the transaction: the
 * identity is claimed first, and only who got it adds the user.
 */
export const users: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('users')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('disabled_at', 'bigint')
      .addColumn('name', 'text')
      .addColumn('email', 'text')
      .addColumn('email_verified', 'integer')
      .addColumn('preferred_username', 'text')
      .addColumn('roles', 'text')
      .addColumn('groups', 'text')
      .execute();
    await db.schema.createIndex('users_by_age').on('users').columns(['created_at', 'id']).execute();
    await db.schema
      .createTable('identities')
      .addColumn('issuer', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('provider', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_login_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('identities_pk', ['issuer', 'subject'])
      .addForeignKeyConstraint('identities_user', ['user_id'], 'users', ['id'], (reference) =>
        reference.onDelete('cascade').deferrable().initiallyDeferred(),
      )
      .execute();
    await db.schema.createIndex('identities_by_user').on('identities').column('user_id').execute();
  },
};
