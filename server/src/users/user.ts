/** What names a person for ever: every other claim may change (OpenID Connect Core 5.7). */
export interface Identity {
  readonly iss: string;
  readonly sub: string;
}

/** What a provider says about a person. `undefined` where it says nothing that can be used. */
export interface UserClaims {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly email_verified?: boolean | undefined;
  readonly preferred_username?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
}

/** Somebody whom a provider vouches for. */
export interface Person extends Identity, UserClaims {}

/** A person who has an account. Times are milliseconds since the epoch. */
export interface User {
  /** A UUID of ours: the same for every identity of the person, whatever the provider. */
  readonly id: string;
  /** As the last sign-in had them. */
  readonly claims: UserClaims;
  readonly createdAt: number;
  /** When a claim last changed. */
  readonly updatedAt: number;
  /** Since when the person may not sign in. */
  readonly disabledAt?: number | undefined;
}

/** An identity of a user, and its use. */
export interface UserIdentity extends Identity {
  /** Name of the provider in the configuration at the last sign-in. */
  readonly provider: string;
  readonly createdAt: number;
  readonly lastLoginAt: number;
}
