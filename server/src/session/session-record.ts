import type { Identity, UserClaims } from '../users/user.ts';
import type { SessionRef } from './session-id.ts';

/** Who is signed in. `iss` and `sub` together name the person; every other claim may change (OpenID Connect Core, 5.7). */
export interface SessionUser extends Identity, UserClaims {
  /** Our own name for the person: the same whatever provider they sign in with. */
  readonly id: string;
}

/** What a person may do: another id goes with other rights (ASVS 5.0 7.2.4). */
export type UserRights = Pick<UserClaims, 'roles' | 'groups'>;

/**
 * What the provider issued. It stays on the server: no response, cookie or log ever holds any of it, except that the ID
 * token goes back to its provider as `id_token_hint` in the address, or the form, for signing out there.
 */
export interface ProviderTokens {
  readonly accessToken: string;
  /** Milliseconds since the epoch; `undefined` when the provider did not say. */
  readonly accessTokenExpiresAt?: number | undefined;
  /** How long it was good for when it was issued, in milliseconds. */
  readonly accessTokenLifetime?: number | undefined;
  readonly refreshToken?: string | undefined;
  /** `undefined` where a store has no room for it: then people confirm at the provider that they sign out there. */
  readonly idToken?: string | undefined;
}

/** Where a session was begun, for the person's own list and for noticing that it comes from somewhere else. */
export interface SessionOrigin {
  /** `User-Agent`, at most 256 characters; empty when there was none. */
  readonly userAgent: string;
  /** The client's address, as `app.trusted_proxies` allows to know it. */
  readonly address: string;
}

/** One session. Times are milliseconds since the epoch. */
export interface SessionRecord {
  readonly ref: SessionRef;
  /** The session's public name, for lists and logs. Nothing can be done with it alone. */
  readonly handle: string;
  /** Name of the provider in the configuration. */
  readonly provider: string;
  /** The provider's own session (`sid`), by which it can end ours (OpenID Connect Back-Channel Logout 1.0, 2.1). */
  readonly providerSession?: string | undefined;
  readonly user: SessionUser;
  readonly origin: SessionOrigin;
  readonly tokens: ProviderTokens;
  /** Grows whenever the tokens are replaced, so that nobody replaces newer ones by older ones. */
  readonly tokensVersion: number;
  /** CSRF tokens of an earlier epoch are void; each rotation begins a new one. */
  readonly csrfEpoch: number;
  /** While the id before still answers, so does the epoch before; `undefined` when it does not. */
  readonly graceUntil?: number | undefined;
  readonly createdAt: number;
  /** When the id that is used now came into being. */
  readonly rotatedAt: number;
  readonly lastSeenAt: number;
  /** How many requests it was used for; `undefined` where nobody counts. */
  readonly requests?: number | undefined;
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
