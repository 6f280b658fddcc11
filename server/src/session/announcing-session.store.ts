import type { SessionEndings } from './session-endings.ts';
import type { SessionRef, UserKey } from './session-id.ts';
import type { ProviderTokens, SessionRecord, UserRights } from './session-record.ts';
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

/** A store that tells which sessions were ended through it. */
export class AnnouncingSessionStore implements SessionStore {
  readonly #store: SessionStore;
  readonly #endings: SessionEndings;

  constructor(store: SessionStore, endings: SessionEndings) {
    this.#store = store;
    this.#endings = endings;
  }

  async create(session: NewSession, terms: CreationTerms): Promise<Creation> {
    const creation = await this.#store.create(session, terms);
    if (creation.state === 'created') this.#endings.tell(creation.evicted);
    return creation;
  }

  async use(ref: SessionRef, use: SessionUse): Promise<UseOutcome> {
    const outcome = await this.#store.use(ref, use);
    const isOver = outcome.state === 'expired' || outcome.state === 'replayed';
    if (isOver) this.#endings.tell([outcome.record]);
    return outcome;
  }

  find(ref: SessionRef, now: number): Promise<SessionRecord | undefined> {
    return this.#store.find(ref, now);
  }

  list(user: UserKey, now: number): Promise<readonly SessionRecord[]> {
    return this.#store.list(user, now);
  }

  async revoke(ref: SessionRef): Promise<SessionRecord | undefined> {
    const ended = await this.#store.revoke(ref);
    if (ended !== undefined) this.#endings.tell([ended]);
    return ended;
  }

  async revokeUser(user: UserKey, except?: SessionRef): Promise<readonly SessionRecord[]> {
    const ended = await this.#store.revokeUser(user, except);
    this.#endings.tell(ended);
    return ended;
  }

  async endByProvider(logout: ProviderLogout): Promise<readonly SessionRecord[]> {
    const ended = await this.#store.endByProvider(logout);
    this.#endings.tell(ended);
    return ended;
  }

  claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    return this.#store.claimRefresh(ref, claim);
  }

  finishRefresh(
    ref: SessionRef,
    owner: string,
    tokens?: ProviderTokens,
    rights?: UserRights,
  ): Promise<boolean> {
    return this.#store.finishRefresh(ref, owner, tokens, rights);
  }

  ping(): Promise<StoreHealth> {
    return this.#store.ping();
  }
}
