import type { RedisReply, ScriptRunner } from '../../kernel/script-runner.ts';
import { isExpired } from '../session-record.ts';
import type { ProviderTokens, SessionRecord } from '../session-record.ts';
import { routingTag } from '../session-id.ts';
import type { SessionRef, UserKey } from '../session-id.ts';
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
} from '../session.store.ts';
import type { SessionCodec } from './session-codec.ts';
import { SessionKeys } from './session-keys.ts';
import * as scripts from './session-scripts.ts';

/** Hashes outlive their deadlines by so many milliseconds: the request that comes too late learns that it does. */
const SLACK = 60_000;
/** Milliseconds. */
const CANARY_LIFETIME = '10000';

/** Sessions in Redis, shared by all instances. Each operation on one user is one script, and one round trip. */
export class RedisSessionStore implements SessionStore {
  readonly #redis: ScriptRunner;
  readonly #codec: SessionCodec;
  readonly #keys: SessionKeys;

  constructor(redis: ScriptRunner, codec: SessionCodec, keyPrefix: string) {
    this.#redis = redis;
    this.#codec = codec;
    this.#keys = new SessionKeys(keyPrefix);
  }

  /**
   * The provider's session is noted first and its logout looked at last: a logout that comes meanwhile finds the note,
   * or is found.
   */
  async create(session: NewSession, terms: CreationTerms): Promise<Creation> {
    const { record } = session;
    await this.#noteProviderSession(record, terms.now);
    const creation = await this.#create(session, terms);
    if (creation.state !== 'created' || !(await this.#isLoggedOut(record, terms))) return creation;
    await this.revoke(record.ref);
    return { state: 'logged-out' };
  }

  async use(ref: SessionRef, use: SessionUse): Promise<UseOutcome> {
    const args = [
      use.secretHash,
      String(use.now),
      String(use.idleTimeout),
      String(use.rotationInterval),
      String(use.rotationGrace),
      use.rotate ? '1' : '0',
      String(SLACK),
      ref.family,
      use.successors[0] ?? '',
    ];
    const [state, hash, newer, rotated] = await this.#run(
      scripts.USE,
      [this.#keys.session(ref)],
      args,
    );
    const record = this.#codec.read(ref, hash);
    if (!record) return { state: 'missing' };
    if (state === 'replayed') return { state, record };
    if (state === 'idle' || state === 'absolute')
      return { state: 'expired', record, reason: state };
    const successor = use.successors.indexOf(String(newer));
    return {
      state: 'live',
      record,
      successor: successor === -1 ? undefined : successor,
      rotated: rotated === 1,
    };
  }

  async find(ref: SessionRef, now: number): Promise<SessionRecord | undefined> {
    const hash = await this.#redis.command('HGETALL', this.#keys.session(ref));
    const record = this.#codec.read(ref, hash);
    return record && !isExpired(record, now) ? record : undefined;
  }

  async list(user: UserKey, now: number): Promise<readonly SessionRecord[]> {
    const tag = routingTag(user);
    const args = [String(now), this.#keys.sessions(tag)];
    return this.#records(tag, await this.#run(scripts.LIST, [this.#keys.index(user)], args));
  }

  async revoke(ref: SessionRef): Promise<SessionRecord | undefined> {
    const key = this.#keys.session(ref);
    return this.#codec.read(ref, await this.#run(scripts.REVOKE, [key], [ref.family]));
  }

  async revokeUser(user: UserKey, except?: SessionRef): Promise<readonly SessionRecord[]> {
    const tag = routingTag(user);
    // No family is as long as a line end alone: nothing is left out by it.
    const args = [this.#keys.sessions(tag), except?.family ?? '\n'];
    return this.#records(tag, await this.#run(scripts.REVOKE_USER, [this.#keys.index(user)], args));
  }

  async endByProvider(logout: ProviderLogout): Promise<readonly SessionRecord[]> {
    const { iss, sub, sid, at, remember } = logout;
    if (sid === undefined) {
      if (sub === undefined) return [];
      const user = { iss, sub };
      await this.#remember(this.#keys.logout(user), at, remember);
      return this.revokeUser(user);
    }
    await this.#remember(this.#keys.providerLogout(iss, sid), at, remember);
    const members = await this.#redis.command('SMEMBERS', this.#keys.providerSession(iss, sid));
    const ended = await Promise.all(toList(members).map((member) => this.#endMember(member, sub)));
    return ended.filter((record) => record !== undefined);
  }

  async claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    const { owner, tokensVersion, now, until } = claim;
    const args = [owner, String(tokensVersion), String(now), String(until)];
    const [state, hash] = await this.#run(scripts.CLAIM_REFRESH, [this.#keys.session(ref)], args);
    const record = this.#codec.read(ref, hash);
    const isKnown = state === 'granted' || state === 'renewed' || state === 'busy';
    return record && isKnown ? { state, record } : { state: 'missing' };
  }

  async finishRefresh(ref: SessionRef, owner: string, tokens?: ProviderTokens): Promise<boolean> {
    const args = tokens ? [owner, this.#codec.tokens(ref, tokens)] : [owner];
    const reply = await this.#redis.run(scripts.FINISH_REFRESH, [this.#keys.session(ref)], args);
    return reply === 1;
  }

  /** Writes, because a store that is full or a replica still answers to everything else. */
  async ping(): Promise<StoreHealth> {
    await this.#redis.command('SET', this.#keys.canary(), '1', 'PX', CANARY_LIFETIME);
    return { store: 'redis', isFallback: false };
  }

  async #create({ record, secretHash }: NewSession, terms: CreationTerms): Promise<Creation> {
    const { ref, user } = record;
    const index = this.#keys.index(user);
    const args = [
      String(terms.limit),
      terms.onLimit,
      String(terms.authenticatedAt),
      String(terms.now),
      String(Math.max(1, record.absoluteExpiresAt - terms.now) + SLACK),
      ref.family,
      String(record.createdAt),
      this.#keys.sessions(ref.tag),
      ...this.#codec.fields(record, secretHash, index),
    ];
    const keys = [this.#keys.session(ref), index, this.#keys.logout(user)];
    const [state, evicted] = await this.#run(scripts.CREATE, keys, args);
    if (state === 'logged-out' || state === 'limit-reached') return { state };
    return { state: 'created', evicted: this.#records(ref.tag, toList(evicted)) };
  }

  async #noteProviderSession(record: SessionRecord, now: number): Promise<void> {
    const { user, providerSession, ref, absoluteExpiresAt } = record;
    if (providerSession === undefined) return;
    const key = this.#keys.providerSession(user.iss, providerSession);
    const lifetime = Math.max(1, absoluteExpiresAt - now) + SLACK;
    await this.#redis.run(scripts.NOTE, [key], [`${ref.tag}${ref.family}`, String(lifetime)]);
  }

  async #isLoggedOut(record: SessionRecord, terms: CreationTerms): Promise<boolean> {
    if (record.providerSession === undefined) return false;
    const key = this.#keys.providerLogout(record.user.iss, record.providerSession);
    const at = await this.#redis.command('GET', key);
    return at !== null && Number(at) >= terms.authenticatedAt;
  }

  async #endMember(
    member: RedisReply,
    sub: string | undefined,
  ): Promise<SessionRecord | undefined> {
    const text = String(member);
    const ref = { tag: text.slice(0, 4), family: text.slice(4) };
    if (sub === undefined) return this.revoke(ref);
    const hash = await this.#redis.command('HGETALL', this.#keys.session(ref));
    return this.#codec.read(ref, hash)?.user.sub === sub ? this.revoke(ref) : undefined;
  }

  async #remember(key: string, at: number, lifetime: number): Promise<void> {
    await this.#redis.run(scripts.REMEMBER_LOGOUT, [key], [String(at), String(lifetime)]);
  }

  #records(tag: string, replies: readonly RedisReply[]): readonly SessionRecord[] {
    return replies
      .map(toList)
      .map(([family, hash]) => this.#codec.read({ tag, family: String(family) }, hash))
      .filter((record) => record !== undefined);
  }

  async #run(...call: Parameters<ScriptRunner['run']>): Promise<readonly RedisReply[]> {
    return toList(await this.#redis.run(...call));
  }
}

function toList(reply: RedisReply | undefined): readonly RedisReply[] {
  return Array.isArray(reply) ? reply : [];
}
