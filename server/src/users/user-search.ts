import { sql } from 'kysely';
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Tables } from '../database/schema.ts';

/** Backslashes mean something in strings of some databases already. */
const ESCAPE = '!';
const WILDCARDS = /[!%_]/gu;

const COLUMNS = ['name', 'email', 'preferred_username'] as const;

/**
 * Whether a row of `users` has a text in its name, user name, email address or in the subject of an identity. The text
 * is taken as it is, wildcards of LIKE included.
 */
export function isAbout(is: ExpressionBuilder<Tables, 'users'>, text: string): Expression<SqlBool> {
  const pattern = `%${text.replaceAll(WILDCARDS, (character) => ESCAPE + character)}%`;
  const identities = is
    .selectFrom('identities')
    .select('identities.subject')
    .whereRef('identities.user_id', '=', 'users.id')
    .where((inner) => contains(inner.ref('identities.subject'), pattern));
  return is.or([
    ...COLUMNS.map((column) => contains(is.ref(`users.${column}`), pattern)),
    is.exists(identities),
  ]);
}

/** The database lowers both sides: whatever it takes for lower case, it does so twice. */
function contains(column: Expression<string | null>, pattern: string): Expression<SqlBool> {
  return sql<SqlBool>`lower(${column}) like lower(${pattern}) escape ${sql.lit(ESCAPE)}`;
}
