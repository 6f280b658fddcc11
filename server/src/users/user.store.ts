import type { Identity, User, UserClaims, UserIdentity } from './user.ts';

/** Injection token of the {@link UserStore}. */
export const USER_STORE: unique symbol = Symbol('USER_STORE');

/** A sign-in that a provider vouches for. */
export interface UserSignIn {
  readonly identity: Identity;
  readonly claims: UserClaims;
  /** Name of the provider in the configuration. */
  readonly provider: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** `jit` makes a user of an identity that is not known. */
  readonly provisioning: 'jit' | 'deny';
}

/** What became of a sign-in. */
export type UserSignInOutcome =
  | { readonly state: 'signed-in'; readonly user: User; readonly isNew: boolean }
  | { readonly state: 'unknown' }
  | { readonly state: 'disabled'; readonly user: User };

/** Which users to list. */
export interface UserPage {
  /**
   * A part of a name, user name, email address or subject; letter case does not count, that of letters beyond ASCII only
   * where the database knows better. Left out, everybody is listed.
   */
  readonly search?: string | undefined;
  /** The last user of the page before. */
  readonly after?: Pick<User, 'id' | 'createdAt'> | undefined;
  readonly limit: number;
}

/**
 * Users and their identities. Issuers and subjects are compared by character: `Alice` is not `alice`, and the same
 * subject at two issuers is two people (OpenID Connect Core 2, 5.7). Every operation happens as a whole or not at all.
 *
 * @throws DatabaseUnavailable when the database does not answer
 */
export interface UserStore {
  /**
   * Finds the user of an identity, or makes one; however many sign-ins of a new identity come at once, there is one
   * user. Changed claims are taken over. Nothing changes when the sign-in is refused.
   */
  signIn(signIn: UserSignIn): Promise<UserSignInOutcome>;
  find(id: string): Promise<User | undefined>;
  /** What the user signs in with, oldest first. */
  identities(id: string): Promise<readonly UserIdentity[]>;
  /** The same for several users, by their ids. */
  identitiesOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly UserIdentity[]>>;
  /** Users, oldest first. */
  list(page: UserPage): Promise<readonly User[]>;
  /**
   * Refuses the user from now on, or no longer. Sessions that live are not ended by this.
   *
   * @param at milliseconds since the epoch; `undefined` lets the user sign in again
   * @returns whether there is such a user
   */
  setDisabled(id: string, at: number | undefined): Promise<boolean>;
}
