import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { randomId } from '../kernel/random.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { readSessionId } from './session-cookie.ts';
import { hashSessionId } from './session-id.ts';
import type { ProviderTokens, SessionRecord, SessionUser } from './session-record.ts';
import { SESSION_STORE } from './session.store.ts';
import type { SessionStore } from './session.store.ts';

const MILLISECONDS = 1000;

/** What a sign-in proved. */
export interface SignIn {
  readonly provider: string;
  readonly user: SessionUser;
  readonly tokens: ProviderTokens;
}

/** A session that has just begun. */
export interface NewSession {
  /** The secret for the cookie; nothing else may keep it. */
  readonly id: string;
  readonly record: SessionRecord;
}

/** Begins, finds and ends sessions. */
@Injectable()
export class SessionService {
  readonly #store: SessionStore;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #found = new WeakMap<FastifyRequest, Promise<SessionRecord | undefined>>();

  constructor(
    @Inject(SESSION_STORE) store: SessionStore,
    @Inject(SETTINGS) settings: Settings,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#clock = clock;
  }

  /**
   * Begins a session with a fresh id, and ends the ones that the same browser had before (ASVS 5.0 7.2.4): an id that
   * was known before the sign-in is never worth anything after it.
   *
   * @param previous hashes of the ids that the browser had before
   */
  async begin(signIn: SignIn, previous: readonly string[]): Promise<NewSession> {
    await Promise.all(previous.map((idHash) => this.#store.revoke(idHash)));
    const { idle_timeout: idle, absolute_timeout: absolute } = this.#settings.security.session;
    const now = this.#clock.now();
    const id = randomId();
    const absoluteExpiresAt = now + absolute * MILLISECONDS;
    const record: SessionRecord = {
      ...signIn,
      handle: randomId(),
      idHash: hashSessionId(id),
      csrfEpoch: 0,
      createdAt: now,
      lastSeenAt: now,
      idleExpiresAt: Math.min(now + idle * MILLISECONDS, absoluteExpiresAt),
      absoluteExpiresAt,
    };
    await this.#store.create(record);
    return { id, record };
  }

  /**
   * The session that the request belongs to; `undefined` means "not signed in". It counts as a use of the session. The
   * store is asked once a request, and not at all without a well-formed cookie.
   */
  current(request: FastifyRequest): Promise<SessionRecord | undefined> {
    const found = this.#found.get(request) ?? this.#find(request);
    this.#found.set(request, found);
    return found;
  }

  /** The hash of the session id that the browser sent, whether or not there is such a session. */
  presentedHash(request: FastifyRequest): string | undefined {
    const id = readSessionId(request, this.#settings);
    return id === undefined ? undefined : hashSessionId(id);
  }

  /** Ends the session at once, everywhere. */
  async end(record: SessionRecord): Promise<void> {
    await this.#store.revoke(record.idHash);
  }

  async #find(request: FastifyRequest): Promise<SessionRecord | undefined> {
    const idHash = this.presentedHash(request);
    if (idHash === undefined) return undefined;
    const idleTimeout = this.#settings.security.session.idle_timeout * MILLISECONDS;
    return this.#store.touch(idHash, { now: this.#clock.now(), idleTimeout });
  }
}
