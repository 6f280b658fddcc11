import type { SessionRef, UserKey } from './session-id.ts';
import type { ProviderTokens, SessionRecord, UserRights } from './session-record.ts';

/** Injection token of the {@link SessionStore}. */
export const SESSION_STORE: unique symbol = Symbol('SESSION_STORE');

/**
 * Where sessions are kept. What an operation does to the sessions of a user is one atomic step, and none of them revives
 * a session: what is revoked or expired stays so, whatever runs at the same time. A session that is not there means "not signed in", never "unknown".
 *
 * Times are parameters, in milliseconds since the epoch: a store has no clock of its own.
 *
 * @throws {StoreUnavailable} from every operation of a store outside the process that does not answer in time; then
 *   nothing may be claimed done
 */
export interface SessionStore {
  /** Keeps a new session, within the limit for its user. */
  create(session: NewSession, terms: CreationTerms): Promise<Creation>;
  /** A request with a session id: moves the idle deadline, rotates the id when it is due, notices old ids. */
  use(ref: SessionRef, use: SessionUse): Promise<UseOutcome>;
  /** The session, unchanged, unless it is missing or expired. */
  find(ref: SessionRef, now: number): Promise<SessionRecord | undefined>;
  /** The live sessions of a user, oldest first. */
  list(user: UserKey, now: number): Promise<readonly SessionRecord[]>;
  /** Ends a session and says which one it was; `undefined` when there was none. */
  revoke(ref: SessionRef): Promise<SessionRecord | undefined>;
  /** Ends all sessions of a user, but for one where `except` names it; says which ones. */
  revokeUser(user: UserKey, except?: SessionRef): Promise<readonly SessionRecord[]>;
  /** Ends what a provider says is over, sign-ins that are under way included; says which sessions it were. */
  endByProvider(logout: ProviderLogout): Promise<readonly SessionRecord[]>;
  /** Asks to be the one who renews the tokens of a session. */
  claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome>;
  /**
   * Takes over what a renewal gave and gives the claim back; without a renewal it only gives the claim back.
   *
   * @returns whether the claim was still held and the session still there; otherwise nothing was changed
   */
  finishRefresh(ref: SessionRef, owner: string, renewal?: Renewal): Promise<boolean>;
  /** Resolves when the store answers, and tells in which state it is. */
  ping(): Promise<StoreHealth>;
}

/** A store that answers. */
export interface StoreHealth {
  /** Where new sessions go. */
  readonly store: 'memory' | 'redis' | 'cookie';
  /** Whether that is a makeshift, because the store that is configured does not answer. */
  readonly isFallback: boolean;
  /** Whether it serves the sessions that it has and takes no new ones, because its memory is full. */
  readonly isFull?: boolean;
}

/** A session to keep, and the hash of its id's secret. */
export interface NewSession {
  readonly record: SessionRecord;
  readonly secretHash: string;
}

/** Under which conditions a session comes into being. */
export interface CreationTerms {
  /** How many sessions the user may have, this one included; `0` sets no limit. */
  readonly limit: number;
  /** What gives way when there are as many: the oldest ones, or the new one. */
  readonly onLimit: 'evict_oldest' | 'reject';
  /** When the provider authenticated this sign-in (`iat` of the ID token): a logout from then on ends it. */
  readonly authenticatedAt: number;
  readonly now: number;
}

/** What became of a new session. */
export type Creation =
  | { readonly state: 'created'; readonly evicted: readonly SessionRecord[] }
  | { readonly state: 'limit-reached' }
  | { readonly state: 'logged-out' };

/** A use of a session. */
export interface SessionUse {
  /** Hash of the secret that was presented. */
  readonly secretHash: string;
  /** Hashes of the secrets that may follow it, the preferred one first. */
  readonly successors: readonly string[];
  readonly now: number;
  /** How long the session may now stay unused. */
  readonly idleTimeout: number;
  /** How old an id gets before it is replaced; `0`: it is not. */
  readonly rotationInterval: number;
  /** How long a replaced id still answers, counted from the first use of its successor. */
  readonly rotationGrace: number;
  /** Whether the id is to be replaced now, whatever its age. */
  readonly rotate: boolean;
  /** Whether the use is added to {@link SessionRecord.requests}. */
  readonly isCounted?: boolean | undefined;
}

/**
 * What a use of a session found.
 *
 * `live`: `successor` is the index, among the successors that were offered, of the id that the browser should have now;
 * `undefined` when it has the right one, or when none of them is.
 * `replayed`: an id of before, after its grace: the whole session was ended (RFC 9700, 4.14.2, has the same for refresh
 * tokens).
 */
export type UseOutcome =
  | {
      readonly state: 'live';
      readonly record: SessionRecord;
      readonly successor?: number | undefined;
      /** Whether this very use replaced the id. */
      readonly rotated: boolean;
    }
  | { readonly state: 'missing' }
  | {
      readonly state: 'expired';
      readonly record: SessionRecord;
      readonly reason: 'idle' | 'absolute';
    }
  | { readonly state: 'replayed'; readonly record: SessionRecord };

/** A provider's word that sessions are over: all of a subject, or those of one session at the provider. */
export interface ProviderLogout {
  readonly iss: string;
  readonly sub?: string | undefined;
  readonly sid?: string | undefined;
  /** When the provider said so (`iat` of the logout token). Sign-ins authenticated until then are refused. */
  readonly at: number;
  readonly now: number;
  /** How long sign-ins that are under way have to be kept out. */
  readonly remember: number;
}

/** A wish to renew tokens. */
export interface RefreshClaim {
  /** Who asks; unique to the attempt. */
  readonly owner: string;
  /** The tokens that the asker has seen. */
  readonly tokensVersion: number;
  readonly now: number;
  /** When the claim ends by itself, should its owner vanish. */
  readonly until: number;
}

/** What a renewal of tokens gave. */
export interface Renewal {
  readonly tokens: ProviderTokens;
  /** Those that the person has from now on, where they changed: the next use replaces the session id. */
  readonly rights?: UserRights | undefined;
}

/**
 * `granted`: renew them. `busy`: somebody else does. `renewed`: somebody else did, and these are the successors.
 */
export type ClaimOutcome =
  | { readonly state: 'granted' | 'renewed' | 'busy'; readonly record: SessionRecord }
  | { readonly state: 'missing' };
