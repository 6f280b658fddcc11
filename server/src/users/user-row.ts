import type { IdentitiesTable, UsersTable } from '../database/schema.ts';
import type { User, UserClaims, UserIdentity } from './user.ts';

/** The columns that hold claims. */
export type ClaimColumns = Pick<
  UsersTable,
  'name' | 'email' | 'email_verified' | 'preferred_username' | 'roles' | 'groups'
>;

/** Claims as columns. */
export function toColumns(claims: UserClaims): ClaimColumns {
  const { name, email, email_verified: verified, preferred_username: username } = claims;
  return {
    name: name ?? null,
    email: email ?? null,
    email_verified: verified === undefined ? null : Number(verified),
    preferred_username: username ?? null,
    roles: claims.roles === undefined ? null : JSON.stringify(claims.roles),
    groups: claims.groups === undefined ? null : JSON.stringify(claims.groups),
  };
}

/** Whether a row has other claims than these. */
export function differs(row: UsersTable, claims: ClaimColumns): boolean {
  return (
    row.name !== claims.name ||
    row.email !== claims.email ||
    row.email_verified !== claims.email_verified ||
    row.preferred_username !== claims.preferred_username ||
    row.roles !== claims.roles ||
    row.groups !== claims.groups
  );
}

/** The user that a row describes. */
export function toUser(row: UsersTable): User {
  return {
    id: row.id,
    claims: {
      name: row.name ?? undefined,
      email: row.email ?? undefined,
      email_verified: row.email_verified === null ? undefined : row.email_verified === 1,
      preferred_username: row.preferred_username ?? undefined,
      roles: toList(row.roles),
      groups: toList(row.groups),
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    disabledAt: row.disabled_at ?? undefined,
  };
}

/** The identity that a row describes. */
export function toIdentity(row: IdentitiesTable): UserIdentity {
  return {
    iss: row.issuer,
    sub: row.subject,
    provider: row.provider,
    createdAt: row.created_at,
    lastLoginAt: row.last_login_at,
  };
}

function toList(json: string | null): readonly string[] | undefined {
  const list: unknown = json === null ? undefined : JSON.parse(json);
  return Array.isArray(list) ? list.map(String) : undefined;
}
