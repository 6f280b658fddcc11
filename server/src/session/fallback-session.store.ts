import type { Logger } from 'pino';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';
import type { MemorySessionStore } from './memory-session.store.ts';
import type { SessionRef, UserKey } from './session-id.ts';
import type { SessionRecord } from './session-record.ts';
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

/** How many sessions that were ended during an outage are remembered. */
const MAX_PENDING = 1000;

/**
 * Two stores for development: new sessions go into memory while the shared store does not answer. A session stays where
 * it began, so that nothing has to be moved: one of the shared store is neither alive nor over while nobody can look at
 * it, and whoever asks for it gets {@link StoreUnavailable}. What ends meanwhile is over for this process at once, and
 * in the shared store as soon as it answers.
 */
export class FallbackSessionStore implements SessionStore {
  readonly #shared: SessionStore;
  readonly #memory: MemorySessionStore;
  readonly #logger: Logger;
  readonly #ended = new Map<string, SessionRef>();
  #isDown = false;

  constructor(shared: SessionStore, memory: MemorySessionStore, logger: Logger) {
    this.#shared = shared;
    this.#memory = memory;
    this.#logger = logger;
  }

  async create(session: NewSession, terms: CreationTerms): Promise<Creation> {
    try {
      return await this.#ask((shared) => shared.create(session, terms));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return this.#memory.create(session, terms);
    }
  }

  use(ref: SessionRef, use: SessionUse): Promise<UseOutcome> {
    if (this.#memory.has(ref)) return this.#memory.use(ref, use);
    if (this.#ended.has(ref.family)) return Promise.resolve({ state: 'missing' });
    return this.#ask((shared) => shared.use(ref, use));
  }

  async find(ref: SessionRef, now: number): Promise<SessionRecord | undefined> {
    if (this.#memory.has(ref)) return this.#memory.find(ref, now);
    if (this.#ended.has(ref.family)) return undefined;
    return this.#ask((shared) => shared.find(ref, now));
  }

  /** The sessions in memory alone while there is nothing else to be seen. */
  async list(user: UserKey, now: number): Promise<readonly SessionRecord[]> {
    const own = await this.#memory.list(user, now);
    const families = new Set(own.map(({ ref }) => ref.family));
    const shared = await this.#ask((store) => store.list(user, now)).catch(nothingWhenDown);
    const others = shared.filter(({ ref }) => !this.#ended.has(ref.family));
    return [...others.filter(({ ref }) => !families.has(ref.family)), ...own].toSorted(
      (one, other) => one.createdAt - other.createdAt,
    );
  }

  async revoke(ref: SessionRef): Promise<SessionRecord | undefined> {
    const own = await this.#memory.revoke(ref);
    try {
      return (await this.#ask((shared) => shared.revoke(ref))) ?? own;
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || this.#ended.size >= MAX_PENDING) throw error;
      this.#ended.set(ref.family, ref);
      return own;
    }
  }

  /** What cannot be looked at is not known to be over: the shared store has to answer. */
  async revokeUser(user: UserKey, except?: SessionRef): Promise<readonly SessionRecord[]> {
    const own = await this.#memory.revokeUser(user, except);
    return [...own, ...(await this.#ask((shared) => shared.revokeUser(user, except)))];
  }

  /** As {@link revokeUser}. */
  async endByProvider(logout: ProviderLogout): Promise<readonly SessionRecord[]> {
    const own = await this.#memory.endByProvider(logout);
    return [...own, ...(await this.#ask((shared) => shared.endByProvider(logout)))];
  }

  claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    if (this.#memory.has(ref)) return this.#memory.claimRefresh(ref, claim);
    if (this.#ended.has(ref.family)) return Promise.resolve({ state: 'missing' });
    return this.#ask((shared) => shared.claimRefresh(ref, claim));
  }

  finishRefresh(ref: SessionRef, owner: string, renewal?: Renewal): Promise<boolean> {
    if (this.#memory.has(ref)) return this.#memory.finishRefresh(ref, owner, renewal);
    return this.#ask((shared) => shared.finishRefresh(ref, owner, renewal));
  }

  async ping(): Promise<StoreHealth> {
    try {
      const health = await this.#ask((shared) => shared.ping());
      return health.isFull ? { store: 'memory', isFallback: true } : health;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return { store: 'memory', isFallback: true };
    }
  }

  /** Asks the shared store, and catches up with what ended while it was away. */
  async #ask<T>(question: (shared: SessionStore) => Promise<T>): Promise<T> {
    try {
      await Promise.all([...this.#ended.values()].map((ref) => this.#endLate(ref)));
      const answer = await question(this.#shared);
      this.#tell(false);
      return answer;
    } catch (error) {
      if (error instanceof StoreUnavailable) this.#tell(true);
      throw error;
    }
  }

  async #endLate(ref: SessionRef): Promise<void> {
    await this.#shared.revoke(ref);
    this.#ended.delete(ref.family);
  }

  #tell(isDown: boolean): void {
    if (isDown === this.#isDown) return;
    this.#isDown = isDown;
    if (isDown) {
      const event = 'session_store_fallback';
      this.#logger.error({ event }, 'new sessions are kept in memory: the session store is away');
    } else {
      const event = 'session_store_back';
      this.#logger.info({ event }, 'new sessions are kept in the session store again');
    }
  }
}

function nothingWhenDown(error: unknown): readonly never[] {
  if (error instanceof StoreUnavailable) return [];
  throw error;
}
