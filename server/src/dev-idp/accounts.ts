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

/** The account of a configured user; `undefined` for every other name. */
export function findAccount(users: readonly string[], user: string): Account | undefined {
  return users.includes(user) ? { accountId: user, claims: () => claimsOf(user) } : undefined;
}
