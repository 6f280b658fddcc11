/** Who is signed in. `iss` and `sub` together name the person; every other claim may change (OpenID Connect Core, 5.7). */
export interface SessionUser {
  readonly iss: string;
  readonly sub: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly email_verified?: boolean | undefined;
  readonly preferred_username?: string | undefined;
}

/**
 * What the provider issued at sign-in. It stays on the server: no response, cookie or log ever holds any of it, except
 * that the ID token goes back to its provider as `id_token_hint` in the address for signing out there.
 */
export interface ProviderTokens {
  readonly accessToken: string;
  /** Milliseconds since the epoch; `undefined` when the provider did not say. */
  readonly accessTokenExpiresAt?: number | undefined;
  readonly refreshToken?: string | undefined;
  readonly idToken: string;
}

/** One session. Times are milliseconds since the epoch. */
export interface SessionRecord {
  /** The session's public name, for lists and logs. Nothing can be done with it alone. */
  readonly handle: string;
  /** SHA-256 of the session id. The id itself exists only in the cookie. */
  readonly idHash: string;
  /** Name of the provider in the configuration. */
  readonly provider: string;
  readonly user: SessionUser;
  readonly tokens: ProviderTokens;
  /** CSRF tokens of an earlier epoch are void. */
  readonly csrfEpoch: number;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** `security.session.idle_timeout` after `lastSeenAt`. */
  readonly idleExpiresAt: number;
  /** `security.session.absolute_timeout` after `createdAt`; nothing moves it. */
  readonly absoluteExpiresAt: number;
}

/** When the session ends if nobody uses it again. */
export function expiresAt(record: SessionRecord): number {
  return Math.min(record.idleExpiresAt, record.absoluteExpiresAt);
}

/** Whether the session is over; its last millisecond is the one before the deadline. */
export function isExpired(record: SessionRecord, now: number): boolean {
  return now >= expiresAt(record);
}
