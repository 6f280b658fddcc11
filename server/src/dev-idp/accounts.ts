import type { Account, AccountClaims } from 'oidc-provider';

/** The claims of a user of the embedded provider; the domain is reserved for tests (RFC 2606). */
export function claimsOf(user: string): AccountClaims {
  const given = user.charAt(0).toUpperCase() + user.slice(1);
  return {
    sub: user,
    name: `${given} Example`,
    given_name: given,
    family_name: 'Example',
    preferred_username: user,
    email: `${user}@example.test`,
    email_verified: true,
  };
}

/** The role of the first user. */
const ADMIN_ROLE = 'admin';

/**
 * The account of a configured user; `undefined` for every other name. The first user has a role and the others have none,
 * so that both answers to an administrator's request can be tried.
 */
export function findAccount(users: readonly string[], user: string): Account | undefined {
  if (!users.includes(user)) return undefined;
  const roles = user === users[0] ? [ADMIN_ROLE] : [];
  return { accountId: user, claims: () => ({ ...claimsOf(user), roles }) };
}
