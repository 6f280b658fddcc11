import { isExpired } from './session-record.ts';
import type { ProviderTokens, SessionRecord } from './session-record.ts';
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
  SessionStore,
  SessionUse,
  StoreHealth,
  UseOutcome,
} from './session.store.ts';
import { LogoutMemory } from './logout-memory.ts';

const DEFAULT_CAPACITY = 10_000;
const SWEEP_INTERVAL = 60_000;

interface Held extends StoredSession {
  readonly claim?: { readonly owner: string; readonly until: number } | undefined;
}

/**
 * Sessions in this process: for development and tests. They end with the process. When it is full, the session that
 * was not used for longest ends. Expired ones are removed when a new one comes, at most once a minute, so that no
 * timer keeps the process alive.
 *
 * No operation waits for anything, which makes each of them atomic.
 */
export class MemorySessionStore implements SessionStore {
  readonly #capacity: number;
  /** By family; least recently used first. */
  readonly #sessions = new Map<string, Held>();
  /** Families by user, oldest first. */
  readonly #users = new Map<string, Set<string>>();
  readonly #logouts = new LogoutMemory();
  #nextSweepAt = 0;

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
    const others = this.#of(record.user, terms.now);
    const excess = terms.limit === 0 ? 0 : others.length + 1 - terms.limit;
    if (excess > 0 && terms.onLimit === 'reject') return { state: 'limit-reached' };
    const evicted = others.slice(0, Math.max(0, excess));
    for (const each of evicted) this.#remove(each);
    this.#keep({ record, ids: { current: secretHash, previousUntil: 0 } });
    if (this.#sessions.size > this.#capacity) this.#removeLeastUsed();
    return { state: 'created', evicted };
  }

  async use(ref: SessionRef, use: SessionUse): Promise<UseOutcome> {
    const held = this.#sessions.get(ref.family);
    if (!held) return { state: 'missing' };
    const { outcome, kept } = useSession(held, use);
    this.#remove(held.record);
    if (kept) this.#keep({ ...held, ...kept });
    return outcome;
  }

  async find(ref: SessionRef, now: number): Promise<SessionRecord | undefined> {
    return this.#live(ref.family, now)?.record;
  }

  async list(user: UserKey, now: number): Promise<readonly SessionRecord[]> {
    return this.#of(user, now);
  }

  async revoke(ref: SessionRef): Promise<SessionRecord | undefined> {
    const record = this.#sessions.get(ref.family)?.record;
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
    const ended = [...this.#sessions.values()]
      .map(({ record }) => record)
      .filter((record) => isMeant(record, logout));
    for (const record of ended) this.#remove(record);
    return ended;
  }

  async claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    const held = this.#live(ref.family, claim.now);
    if (!held) return { state: 'missing' };
    const { record } = held;
    if (record.tokensVersion > claim.tokensVersion) return { state: 'renewed', record };
    if (held.claim && held.claim.until > claim.now) return { state: 'busy', record };
    const { owner, until } = claim;
    this.#sessions.set(ref.family, { ...held, claim: { owner, until } });
    return { state: 'granted', record };
  }

  async finishRefresh(ref: SessionRef, owner: string, tokens?: ProviderTokens): Promise<boolean> {
    const held = this.#sessions.get(ref.family);
    if (held?.claim?.owner !== owner) return false;
    const tokensVersion = held.record.tokensVersion + 1;
    const record = tokens ? { ...held.record, tokens, tokensVersion } : held.record;
    this.#sessions.set(ref.family, { record, ids: held.ids });
    return true;
  }

  /** Whether the session is here, whatever its state. */
  has({ family }: SessionRef): boolean {
    return this.#sessions.has(family);
  }

  async ping(): Promise<StoreHealth> {
    return { store: 'memory', isFallback: false };
  }

  #live(family: string, now: number): Held | undefined {
    const held = this.#sessions.get(family);
    if (!held || !isExpired(held.record, now)) return held;
    this.#remove(held.record);
    return undefined;
  }

  #of(user: UserKey, now: number): readonly SessionRecord[] {
    const families = this.#users.get(userKey(user)) ?? [];
    return [...families]
      .map((family) => this.#live(family, now)?.record)
      .filter((record) => record !== undefined)
      .toSorted((one, other) => one.createdAt - other.createdAt);
  }

  #keep(held: Held): void {
    const { ref, user } = held.record;
    this.#sessions.set(ref.family, held);
    const key = userKey(user);
    this.#users.set(key, (this.#users.get(key) ?? new Set()).add(ref.family));
  }

  #remove({ ref, user }: SessionRecord): void {
    this.#sessions.delete(ref.family);
    const key = userKey(user);
    const families = this.#users.get(key);
    families?.delete(ref.family);
    if (families?.size === 0) this.#users.delete(key);
  }

  #sweep(now: number): void {
    if (now < this.#nextSweepAt) return;
    this.#nextSweepAt = now + SWEEP_INTERVAL;
    this.#logouts.sweep(now);
    for (const { record } of this.#sessions.values()) {
      if (isExpired(record, now)) this.#remove(record);
    }
  }

  #removeLeastUsed(): void {
    const [oldest] = this.#sessions.values();
    if (oldest) this.#remove(oldest.record);
  }
}

function isMeant(record: SessionRecord, { iss, sub, sid }: ProviderLogout): boolean {
  if (record.user.iss !== iss) return false;
  // With both, the token is about that one session of the subject (Back-Channel Logout 1.0, 2.6).
  if (sid !== undefined && record.providerSession !== sid) return false;
  return sub === undefined || record.user.sub === sub;
}

function userKey({ iss, sub }: UserKey): string {
  return JSON.stringify([iss, sub]);
}
