import { isExpired } from './session-record.ts';
import type { SessionRecord } from './session-record.ts';
import type { SessionRef, UserKey } from './session-id.ts';
import { useSession } from './session-transitions.ts';
import type { StoredSession } from './session-transitions.ts';
import type {
  ClaimOutcome,
  Creation,
  CreationTerms,
  NewSession,
  ProviderLogout,
  RefreshClaim,
  Renewal,
  SessionStore,
  SessionUse,
  StoreHealth,
  UseOutcome,
} from './session.store.ts';
import { LogoutMemory } from './logout-memory.ts';
import { NameIndex } from './name-index.ts';

const DEFAULT_CAPACITY = 10_000;
/** How many sessions a sign-in looks at, at most: more than it adds, and too few to be felt. */
const SWEEP_BATCH = 1000;

interface Held extends StoredSession {
  readonly claim?: { readonly owner: string; readonly until: number } | undefined;
}

/**
 * Sessions in this process: for development and tests. They end with the process. When it is full, the session that
 * was not used for longest ends. Expired ones are removed when a new one comes, so that no timer keeps the process
 * alive.
 *
 * No operation waits for anything, which makes each of them atomic.
 */
export class MemorySessionStore implements SessionStore {
  readonly #capacity: number;
  /** By tag and family; least recently used first. */
  readonly #sessions = new Map<string, Held>();
  readonly #byUser = new NameIndex();
  readonly #byProviderSession = new NameIndex();
  readonly #logouts = new LogoutMemory();

  constructor(capacity: number = DEFAULT_CAPACITY) {
    this.#capacity = capacity;
  }

  /** How many sessions are held, expired ones that were not swept yet included. */
  get size(): number {
    return this.#sessions.size;
  }

  async create({ record, secretHash }: NewSession, terms: CreationTerms): Promise<Creation> {
    this.#sweep(terms.now);
    if (this.#logouts.covers(record, terms)) return { state: 'logged-out' };
    const others = terms.limit === 0 ? [] : this.#of(record.user, terms.now);
    const excess = terms.limit === 0 ? 0 : others.length + 1 - terms.limit;
    if (excess > 0 && terms.onLimit === 'reject') return { state: 'limit-reached' };
    const evicted = others.slice(0, Math.max(0, excess));
    for (const each of evicted) this.#remove(each);
    this.#keep({ record, ids: { current: secretHash, previousUntil: 0 } });
    return { state: 'created', evicted: [...evicted, ...this.#makeRoom()] };
  }

  async use(ref: SessionRef, use: SessionUse): Promise<UseOutcome> {
    const held = this.#sessions.get(nameOf(ref));
    if (!held) return { state: 'missing' };
    const { outcome, kept } = useSession(held, use);
    if (kept) this.#moveToEnd(nameOf(ref), { ...held, ...kept });
    else this.#remove(held.record);
    return outcome;
  }

  async find(ref: SessionRef, now: number): Promise<SessionRecord | undefined> {
    return this.#live(nameOf(ref), now)?.record;
  }

  async list(user: UserKey, now: number): Promise<readonly SessionRecord[]> {
    return this.#of(user, now);
  }

  async revoke(ref: SessionRef): Promise<SessionRecord | undefined> {
    const record = this.#sessions.get(nameOf(ref))?.record;
    if (record) this.#remove(record);
    return record;
  }

  async revokeUser(user: UserKey, except?: SessionRef): Promise<readonly SessionRecord[]> {
    const ended = this.#of(user, -Infinity).filter(({ ref }) => ref.family !== except?.family);
    for (const record of ended) this.#remove(record);
    return ended;
  }

  async endByProvider(logout: ProviderLogout): Promise<readonly SessionRecord[]> {
    this.#logouts.add(logout);
    const ended = this.#meantBy(logout);
    for (const record of ended) this.#remove(record);
    return ended;
  }

  async claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    const held = this.#live(nameOf(ref), claim.now);
    if (!held) return { state: 'missing' };
    const { record } = held;
    if (record.tokensVersion > claim.tokensVersion) return { state: 'renewed', record };
    if (held.claim && held.claim.until > claim.now) return { state: 'busy', record };
    const { owner, until } = claim;
    this.#sessions.set(nameOf(ref), { ...held, claim: { owner, until } });
    return { state: 'granted', record };
  }

  async finishRefresh(ref: SessionRef, owner: string, renewal?: Renewal): Promise<boolean> {
    const held = this.#sessions.get(nameOf(ref));
    if (held?.claim?.owner !== owner) return false;
    this.#sessions.set(nameOf(ref), { ...renew(held, renewal), claim: undefined });
    return true;
  }

  /** Whether the session is here, whatever its state. */
  has(ref: SessionRef): boolean {
    return this.#sessions.has(nameOf(ref));
  }

  async ping(): Promise<StoreHealth> {
    return { store: 'memory', isFallback: false };
  }

  #live(name: string, now: number): Held | undefined {
    const held = this.#sessions.get(name);
    if (!held || !isExpired(held.record, now)) return held;
    this.#remove(held.record);
    return undefined;
  }

  #of(user: UserKey, now: number): readonly SessionRecord[] {
    return this.#byUser
      .get(userKey(user))
      .map((name) => this.#live(name, now)?.record)
      .filter((record) => record !== undefined)
      .toSorted((one, other) => one.createdAt - other.createdAt);
  }

  /** With both, the token is about that one session of the subject (Back-Channel Logout 1.0, 2.6). */
  #meantBy({ iss, sub, sid }: ProviderLogout): readonly SessionRecord[] {
    if (sub === undefined && sid === undefined) return [];
    const names =
      sub === undefined
        ? this.#byProviderSession.get(providerKey(iss, sid ?? ''))
        : this.#byUser.get(userKey({ iss, sub }));
    return names
      .map((name) => this.#sessions.get(name)?.record)
      .filter((record) => record !== undefined)
      .filter(({ providerSession }) => sid === undefined || providerSession === sid);
  }

  #keep(held: Held): void {
    const { ref, user, providerSession } = held.record;
    const name = nameOf(ref);
    this.#sessions.set(name, held);
    this.#byUser.add(userKey(user), name);
    if (providerSession === undefined) return;
    this.#byProviderSession.add(providerKey(user.iss, providerSession), name);
  }

  /** It is the most recently used one from now on; whose it is does not change. */
  #moveToEnd(name: string, held: Held): void {
    this.#sessions.delete(name);
    this.#sessions.set(name, held);
  }

  #remove({ ref, user, providerSession }: SessionRecord): void {
    const name = nameOf(ref);
    this.#sessions.delete(name);
    this.#byUser.remove(userKey(user), name);
    if (providerSession === undefined) return;
    this.#byProviderSession.remove(providerKey(user.iss, providerSession), name);
  }

  /** Those that were not used for longest are the first to expire. Ones that are passed over are looked at when used. */
  #sweep(now: number): void {
    this.#logouts.sweep(now);
    let looks = 0;
    for (const { record } of this.#sessions.values()) {
      looks += 1;
      if (looks > SWEEP_BATCH || !isExpired(record, now)) return;
      this.#remove(record);
    }
  }

  /** Ends the session that was not used for longest where there are too many. */
  #makeRoom(): readonly SessionRecord[] {
    const [least] = this.#sessions.values();
    if (least === undefined || this.#sessions.size <= this.#capacity) return [];
    this.#remove(least.record);
    return [least.record];
  }
}

function renew(held: Held, renewal?: Renewal): Held {
  if (!renewal) return held;
  const { tokens, rights } = renewal;
  const { record } = held;
  const renewed = { ...record, tokens, tokensVersion: record.tokensVersion + 1 };
  if (!rights) return { ...held, record: renewed };
  return {
    ...held,
    record: { ...renewed, user: { ...record.user, ...rights } },
    mustRotate: true,
  };
}

function nameOf({ tag, family }: SessionRef): string {
  return tag + family;
}

function userKey({ iss, sub }: UserKey): string {
  return JSON.stringify([iss, sub]);
}

function providerKey(iss: string, sid: string): string {
  return JSON.stringify([iss, sid]);
}
