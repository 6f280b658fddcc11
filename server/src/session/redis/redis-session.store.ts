import type { Logger } from 'pino';
import type { RedisReply, ScriptRunner } from '../../kernel/script-runner.ts';
import { isExpired } from '../session-record.ts';
import type { SessionRecord } from '../session-record.ts';
import { routingTag } from '../session-id.ts';
import type { SessionRef, UserKey } from '../session-id.ts';
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
} from '../session.store.ts';
import type { SessionCodec } from './session-codec.ts';
import { isRefusedAsFull } from './refused-as-full.ts';
import { SessionKeys } from './session-keys.ts';
import * as providerScripts from './provider-scripts.ts';
import { ProviderSessions } from './provider-sessions.ts';
import * as scripts from './session-scripts.ts';
import { toList } from './to-list.ts';

/** Hashes outlive their deadlines by so many milliseconds: the request that comes too late learns that it does. */
const SLACK = 60_000;
/** Milliseconds. */
const CANARY_LIFETIME = '10000';

/**
 * Sessions in Redis, shared by all instances. What is done to the sessions of one user is one script, and a use of a
 * session is one round trip. A session that cannot be read is none; it is taken out where it is met, and the log says so.
 */
export class RedisSessionStore implements SessionStore {
  readonly #redis: ScriptRunner;
  readonly #codec: SessionCodec;
  readonly #keys: SessionKeys;
  readonly #provider: ProviderSessions;
  readonly #logger: Logger;

  /** @param keyPrefix `redis.key_prefix` */
  constructor(redis: ScriptRunner, codec: SessionCodec, keyPrefix: string, logger: Logger) {
    this.#redis = redis;
    this.#codec = codec;
    this.#keys = new SessionKeys(keyPrefix);
    this.#provider = new ProviderSessions(redis, this.#keys);
    this.#logger = logger;
  }

  /**
   * The provider's session is noted first and its logout looked at last: a logout that comes meanwhile finds the note,
   * or is found.
   */
  async create(session: NewSession, terms: CreationTerms): Promise<Creation> {
    const { record } = session;
    await this.#provider.note(record, terms.now, lifetimeOf(record, terms.now));
    const creation = await this.#createWithin(session, terms);
    if (creation.state !== 'created') return creation;
    if (!(await this.#provider.isOver(record, terms))) return creation;
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
      use.isCounted === true ? '1' : '0',
    ];
    const [state, hash, newer, rotated] = await this.#run(
      scripts.USE,
      [this.#keys.session(ref)],
      args,
    );
    if (state === 'unreadable') this.#tellUnreadable(ref);
    const record = state === 'live' ? await this.#read(ref, hash) : this.#codec.read(ref, hash);
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
    const hash = await this.#hash(ref);
    const record = await this.#read(ref, hash);
    return record && !isExpired(record, now) ? record : undefined;
  }

  async list(user: UserKey, now: number): Promise<readonly SessionRecord[]> {
    const tag = routingTag(user);
    const args = [String(now), this.#keys.sessions(tag)];
    const found = await this.#run(scripts.LIST, [this.#keys.index(user)], args);
    const records = found.map(toList).map(([family, hash]) => {
      const ref = { tag, family: String(family) };
      return this.#read(ref, hash);
    });
    return (await Promise.all(records)).filter((record) => record !== undefined);
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
    const { iss, sub, sid } = logout;
    if (sid !== undefined) {
      const refs = await this.#provider.end(sid, logout);
      const ended = await Promise.all(refs.map((ref) => this.#endIfOf(ref, sub)));
      return ended.filter((record) => record !== undefined);
    }
    if (sub === undefined) return [];
    await this.#provider.endSubject({ iss, sub }, logout);
    return this.revokeUser({ iss, sub });
  }

  async claimRefresh(ref: SessionRef, claim: RefreshClaim): Promise<ClaimOutcome> {
    const { owner, tokensVersion, now, until } = claim;
    const args = [owner, String(tokensVersion), String(now), String(until)];
    const key = this.#keys.session(ref);
    const [state, hash] = await this.#run(providerScripts.CLAIM_REFRESH, [key], args);
    const record = this.#codec.read(ref, hash);
    const isKnown = state === 'granted' || state === 'renewed' || state === 'busy';
    return record && isKnown ? { state, record } : { state: 'missing' };
  }

  /** Nothing but a renewal changes the person's rights, and one is under way at a time: reading them first is safe. */
  async finishRefresh(ref: SessionRef, owner: string, renewal?: Renewal): Promise<boolean> {
    const args = [owner];
    if (renewal) args.push(this.#codec.tokens(ref, renewal.tokens));
    if (renewal?.rights) {
      const record = await this.#read(ref, await this.#hash(ref));
      if (!record) return false;
      args.push(this.#codec.body({ ...record, user: { ...record.user, ...renewal.rights } }));
    }
    const key = this.#keys.session(ref);
    return (await this.#redis.run(providerScripts.FINISH_REFRESH, [key], args)) === 1;
  }

  /** Writes, because a replica, or a store that is full, still answers to everything else. */
  async ping(): Promise<StoreHealth> {
    const write = this.#redis.command('SET', this.#keys.canary(), '1', 'PX', CANARY_LIFETIME);
    const isFull = await isRefusedAsFull(write);
    return { store: 'redis', isFallback: false, isFull };
  }

  /** Sessions that nobody can read any more take no place: they are taken out before somebody is refused. */
  async #createWithin(session: NewSession, terms: CreationTerms): Promise<Creation> {
    const creation = await this.#create(session, terms);
    if (creation.state !== 'limit-reached') return creation;
    const { length } = await this.list(session.record.user, terms.now);
    return length < terms.limit ? this.#create(session, terms) : creation;
  }

  async #create({ record, secretHash }: NewSession, terms: CreationTerms): Promise<Creation> {
    const { ref, user } = record;
    const index = this.#keys.index(user);
    const args = [
      String(terms.limit),
      terms.onLimit,
      String(terms.authenticatedAt),
      String(terms.now),
      String(lifetimeOf(record, terms.now)),
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

  /** Whoever ends it names a subject or not; where it does, it has to be the session's. */
  async #endIfOf(ref: SessionRef, sub: string | undefined): Promise<SessionRecord | undefined> {
    if (sub === undefined) return this.revoke(ref);
    const record = this.#codec.read(ref, await this.#hash(ref));
    return record?.user.sub === sub ? this.revoke(ref) : undefined;
  }

  #hash(ref: SessionRef): Promise<RedisReply> {
    return this.#redis.command('HGETALL', this.#keys.session(ref));
  }

  /** The record that a hash holds; what is not empty and none is taken out. */
  async #read(ref: SessionRef, hash: RedisReply | undefined): Promise<SessionRecord | undefined> {
    const record = this.#codec.read(ref, hash);
    if (record !== undefined || toList(hash).length === 0) return record;
    await this.#run(scripts.REVOKE, [this.#keys.session(ref)], [ref.family]);
    this.#tellUnreadable(ref);
    return undefined;
  }

  #tellUnreadable({ family }: SessionRef): void {
    this.#logger.warn(
      { event: 'session_unreadable', family },
      'a session that cannot be read was taken out: it is damaged, or its key or version is gone',
    );
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

/** How long what belongs to a session is kept at most, in milliseconds. */
function lifetimeOf({ absoluteExpiresAt }: SessionRecord, now: number): number {
  return Math.max(1, absoluteExpiresAt - now) + SLACK;
}
