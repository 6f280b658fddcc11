/** `users`: people. Times are milliseconds since the epoch, truth values 0 and 1, on both databases. */
export interface UsersTable {
  /** A random UUID. */
  readonly id: string;
  readonly created_at: number;
  /** When a claim last changed. */
  readonly updated_at: number;
  /** Since when the user may not sign in; `null` when the user may. */
  readonly disabled_at: number | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly email_verified: number | null;
  readonly preferred_username: string | null;
  /** A JSON list of texts. */
  readonly roles: string | null;
  /** A JSON list of texts. */
  readonly groups: string | null;
}

/** `identities`: what a provider knows a person by. One user may have several. */
export interface IdentitiesTable {
  readonly issuer: string;
  readonly subject: string;
  readonly user_id: string;
  /** Name of the provider in the configuration at the last sign-in. */
  readonly provider: string;
  readonly created_at: number;
  readonly last_login_at: number;
}

/** The tables, as the last migration leaves them. */
export interface Tables {
  readonly users: UsersTable;
  readonly identities: IdentitiesTable;
}
