import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { CLOCK, MILLISECONDS } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { randomId } from '../kernel/random.ts';
import { LOGGER } from '../logging/logger.token.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { SESSION_ANALYTICS } from './analytics/session-analytics.ts';
import type { SessionAnalytics } from './analytics/session-analytics.ts';
import { SESSION_CARRIER } from './session-carrier.ts';
import type { PresentedSession, SessionCarrier } from './session-carrier.ts';
import { readSession } from './session-cookie.ts';
import { hashSecret, newSessionId, refOf } from './session-id.ts';
import type { SessionRef, UserKey } from './session-id.ts';
import { differences, originOf } from './session-origin.ts';
import { isExpired } from './session-record.ts';
import type { ProviderTokens, SessionRecord, SessionUser } from './session-record.ts';
import { SESSION_STORE } from './session.store.ts';
import type { SessionStore, UseOutcome } from './session.store.ts';

/** What a sign-in proved. */
export interface SignIn {
  readonly provider: string;
  /** `sid` of the ID token. */
  readonly providerSession: string | undefined;
  /** `iat` of the ID token, in milliseconds since the epoch. */
  readonly authenticatedAt: number;
  readonly user: SessionUser;
  readonly tokens: ProviderTokens;
}

/** Begins, finds and ends sessions. */
@Injectable()
export class SessionService {
  readonly #store: SessionStore;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #carrier: SessionCarrier;
  readonly #analytics: SessionAnalytics | undefined;
  readonly #found = new WeakMap<FastifyRequest, Promise<SessionRecord | undefined>>();

  constructor(
    @Inject(SESSION_STORE) store: SessionStore,
    @Inject(SETTINGS) settings: Settings,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
    @Inject(SESSION_CARRIER) carrier: SessionCarrier,
    @Inject(SESSION_ANALYTICS) analytics: SessionAnalytics | undefined,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#clock = clock;
    this.#logger = logger;
    this.#carrier = carrier;
    this.#analytics = analytics;
  }

  /**
   * Begins a session with a fresh id, and ends the ones that the same browser had before (ASVS 5.0 7.2.4): an id that
   * was known before the sign-in is never worth anything after it. The browser gets the id with the response.
   *
   * @param previous the session that the browser had when it was led to the provider
   * @throws ProblemError `session-limit-reached`, `login-superseded`, `session-too-large`
   */
  async begin(
    request: FastifyRequest,
    signIn: SignIn,
    previous: SessionRef | undefined,
  ): Promise<SessionRecord> {
    const before = [previous, this.presented(request)].filter((ref) => ref !== undefined);
    await Promise.all(before.map((ref) => this.#store.revoke(ref)));
    const id = newSessionId(signIn.user);
    const record = this.#newRecord(request, signIn, refOf(id));
    const { max_concurrent: limit, on_limit: onLimit } = this.#settings.security.session;
    const creation = await this.#store.create(
      { record, secretHash: hashSecret(id) },
      { limit, onLimit, authenticatedAt: signIn.authenticatedAt, now: record.createdAt },
    );
    if (creation.state === 'limit-reached') throw new ProblemError('session-limit-reached');
    if (creation.state === 'logged-out') throw new ProblemError('login-superseded');
    for (const { handle } of creation.evicted) {
      this.#logger.info({ event: 'session_evicted', session: handle }, 'session made room');
    }
    request.sessionIdToSend = id;
    return record;
  }

  /**
   * The session that the request belongs to; `undefined` means "not signed in". It counts as a use of the session. The
   * store is asked once a request, and not at all without a well-formed cookie.
   */
  current(request: FastifyRequest): Promise<SessionRecord | undefined> {
    const found = this.#found.get(request) ?? this.#find(request, false);
    this.#found.set(request, found);
    return found;
  }

  /** As {@link current}, and replaces the id: what a change of rights calls for (ASVS 5.0 7.2.4). */
  rotate(request: FastifyRequest): Promise<SessionRecord | undefined> {
    const found = this.#find(request, true);
    this.#found.set(request, found);
    return found;
  }

  /** The session that the browser claims to have, whether or not there is one. */
  presented(request: FastifyRequest): SessionRef | undefined {
    return readSession(request, this.#settings, this.#carrier)?.ref;
  }

  /** Ends the session at once, everywhere; gives it as it was last, and nothing when somebody else has ended it. */
  async end({ ref }: SessionRecord): Promise<readonly SessionRecord[]> {
    const ended = await this.#store.revoke(ref);
    return ended === undefined ? [] : [ended];
  }

  /** Ends all sessions of a person, everywhere; says which ones. */
  async endAll(user: UserKey): Promise<readonly SessionRecord[]> {
    return this.#endLive(user);
  }

  /** As {@link endAll}, and refuses sign-ins that are under way, as a logout by the provider does. */
  async shutOut({ iss, sub }: UserKey): Promise<readonly SessionRecord[]> {
    const now = this.#clock.now();
    const remember = this.#settings.security.session.login_ttl * MILLISECONDS;
    return this.#store.endByProvider({ iss, sub, at: now, now, remember });
  }

  /** The live sessions of a person, oldest first. */
  async list(user: UserKey): Promise<readonly SessionRecord[]> {
    return this.#store.list(user, this.#clock.now());
  }

  /** Ends the person's session of this public name; `undefined` when the person has none. */
  async endByHandle(user: UserKey, handle: string): Promise<SessionRecord | undefined> {
    const record = (await this.list(user)).find((each) => each.handle === handle);
    return record === undefined ? undefined : this.#store.revoke(record.ref);
  }

  /** Ends all sessions of the person but this one; says which ones. */
  async endOthers({ user, ref }: SessionRecord): Promise<readonly SessionRecord[]> {
    return this.#endLive(user, ref);
  }

  /** A store may still hold sessions that are over anyway: they go too, and nobody is told that they were ended now. */
  async #endLive(user: UserKey, except?: SessionRef): Promise<readonly SessionRecord[]> {
    const ended = await this.#store.revokeUser(user, except);
    return ended.filter((record) => !isExpired(record, this.#clock.now()));
  }

  #newRecord(request: FastifyRequest, signIn: SignIn, ref: SessionRef): SessionRecord {
    const { idle_timeout: idle, absolute_timeout: absolute } = this.#settings.security.session;
    const { provider, providerSession, user, tokens } = signIn;
    const now = this.#clock.now();
    const absoluteExpiresAt = now + absolute * MILLISECONDS;
    return {
      ref,
      handle: randomId(),
      provider,
      providerSession,
      user,
      origin: originOf(request),
      tokens,
      tokensVersion: 0,
      csrfEpoch: 0,
      createdAt: now,
      rotatedAt: now,
      lastSeenAt: now,
      idleExpiresAt: Math.min(now + idle * MILLISECONDS, absoluteExpiresAt),
      absoluteExpiresAt,
    };
  }

  async #find(request: FastifyRequest, rotate: boolean): Promise<SessionRecord | undefined> {
    const presented = readSession(request, this.#settings, this.#carrier);
    if (presented === undefined) return undefined;
    const outcome = await this.#use(presented, rotate);
    if (outcome.state === 'live') {
      const { successor, record } = outcome;
      if (!rotate) this.#analytics?.note(record.ref, this.#clock.now());
      if (successor !== undefined) request.sessionIdToSend = presented.successors[successor];
      return this.#keepBound(request, record);
    }
    request.sessionIdToSend = null;
    this.#tellWhy(outcome);
    return undefined;
  }

  #use(presented: PresentedSession, rotate: boolean): Promise<UseOutcome> {
    const { session } = this.#settings.security;
    const { ref, secretHash, successors } = presented;
    return this.#store.use(ref, {
      secretHash,
      successors: successors.map(hashSecret),
      now: this.#clock.now(),
      idleTimeout: session.idle_timeout * MILLISECONDS,
      rotationInterval: session.rotation_interval * MILLISECONDS,
      rotationGrace: session.rotation_grace * MILLISECONDS,
      rotate,
      // A rotation is a second use by the same request.
      isCounted: this.#analytics !== undefined && !rotate,
    });
  }

  /** A session that comes from somewhere else is reported or ended, signal by signal. */
  async #keepBound(
    request: FastifyRequest,
    record: SessionRecord,
  ): Promise<SessionRecord | undefined> {
    const { session } = this.#settings.security;
    const actions = { user_agent: session.binding_user_agent, ip: session.binding_ip };
    const signals = differences(record.origin, originOf(request), session).filter(
      (signal) => actions[signal] !== 'off',
    );
    if (signals.length === 0) return record;
    const isRevoked = signals.some((signal) => actions[signal] === 'revoke');
    this.#logger.warn(
      { event: 'session_hijack_suspected', session: record.handle, signals, revoked: isRevoked },
      'session comes from somewhere else',
    );
    if (!isRevoked) return record;
    await this.end(record);
    request.sessionIdToSend = null;
    return undefined;
  }

  #tellWhy(outcome: Exclude<UseOutcome, { state: 'live' }>): void {
    if (outcome.state === 'replayed') {
      this.#logger.warn(
        { event: 'session_replay_detected', session: outcome.record.handle },
        'an old session id was used; the session has ended',
      );
    }
    if (outcome.state === 'expired') {
      this.#logger.info(
        { event: 'session_expired', session: outcome.record.handle, reason: outcome.reason },
        'session expired',
      );
    }
  }
}
