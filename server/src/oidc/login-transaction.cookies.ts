import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CLOCK, MILLISECONDS } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { deriveKeys } from '../kernel/key-ring.ts';
import type { KeyRing } from '../kernel/key-ring.ts';
import { sha256 } from '../kernel/sha256.ts';
import { clearCookie, hostCookie, setCookie } from '../session/response-cookie.ts';
import type { ResponseCookie } from '../session/response-cookie.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { sealTransaction, unsealTransaction } from './login-transaction.ts';
import type { LoginTransaction } from './login-transaction.ts';
import { UsedStates } from './used-states.ts';

/**
 * How many sign-ins a browser may have under way, and how many characters they may take together; the oldest go, so that
 * cookies never outgrow a request header: the smallest limit in use is 8 KB a line.
 */
const MAX_TRANSACTIONS = 5;
const MAX_LENGTH = 4096;
/** How many cookies one response removes: a browser that was handed hundreds gets no header that proxies refuse. */
const MAX_REMOVED = 10;
/** How much longer than its transaction a cookie lives, in seconds: who comes late is told so, and where they wanted to go. */
const LATE = 3600;
const NAME_TAG_LENGTH = 12;
/** Other names that begin like ours are somebody else's: a page of a sibling host can set anything. */
const NAME_TAG = /^[\w-]{12}$/u;

/**
 * Login transactions, each encrypted in a short-lived `SameSite=Lax` cookie of its own that is named by its `state`, so
 * that sign-ins in two tabs do not disturb each other.
 */
@Injectable()
export class LoginTransactionCookies {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #keys: KeyRing;
  readonly #used = new UsedStates();

  constructor(@Inject(SETTINGS) settings: Settings, @Inject(CLOCK) clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#keys = deriveKeys(settings.security.secret_keys, 'login transaction');
  }

  /** Hands the transaction to the browser, and takes stale and surplus ones from it. */
  add(request: FastifyRequest, reply: FastifyReply, transaction: LoginTransaction): void {
    const cookie = this.#cookie(transaction.state);
    const sealed = sealTransaction(this.#keys, transaction, cookie.name);
    this.#prune(request, reply, MAX_LENGTH - sealed.length);
    setCookie(reply, cookie, sealed, this.#settings.security.session.login_ttl + LATE);
  }

  /**
   * Takes the transaction of a `state` from the browser: each can be used once.
   *
   * @returns the transaction, expired or not; `undefined` when this browser did not start it, or finished it before
   */
  take(request: FastifyRequest, reply: FastifyReply, state: string): LoginTransaction | undefined {
    const cookie = this.#cookie(state);
    const sealed = request.cookies[cookie.name];
    if (sealed === undefined) return undefined;
    clearCookie(reply, cookie);
    const transaction = unsealTransaction(this.#keys, sealed, cookie.name);
    if (transaction?.state !== state) return undefined;
    return this.#used.use(state, this.#clock.now(), this.#lifetime) ? transaction : undefined;
  }

  /** Whether `security.session.login_ttl` has passed since the transaction began. */
  isExpired(transaction: LoginTransaction): boolean {
    return this.#clock.now() >= transaction.startedAt + this.#lifetime;
  }

  get #lifetime(): number {
    return this.#settings.security.session.login_ttl * MILLISECONDS;
  }

  /** @param room how many characters the other transactions may take */
  #prune(request: FastifyRequest, reply: FastifyReply, room: number): void {
    const { name: prefix } = this.#named('');
    const open = Object.entries(request.cookies)
      .filter(([name]) => name.startsWith(prefix) && NAME_TAG.test(name.slice(prefix.length)))
      .map(([name, sealed = '']) => ({
        name,
        length: sealed.length,
        startedAt: this.#startOf(name, sealed),
      }))
      .toSorted((left, right) => right.startedAt - left.startedAt);
    let taken = 0;
    const surplus = open.filter(({ startedAt, length }, index) => {
      taken += length;
      return startedAt === 0 || index >= MAX_TRANSACTIONS - 1 || taken > room;
    });
    for (const { name } of surplus.slice(0, MAX_REMOVED)) {
      clearCookie(reply, this.#named(name.slice(prefix.length)));
    }
  }

  /** When the transaction in a cookie began; 0 when the cookie holds none that is still good. */
  #startOf(name: string, sealed: string): number {
    const transaction = unsealTransaction(this.#keys, sealed, name);
    return transaction === undefined || this.isExpired(transaction) ? 0 : transaction.startedAt;
  }

  #cookie(state: string): ResponseCookie {
    return this.#named(sha256(state).slice(0, NAME_TAG_LENGTH));
  }

  #named(tag: string): ResponseCookie {
    const { app, security } = this.#settings;
    return hostCookie(app.public_url, `${security.cookie.name}-login-${tag}`, 'lax');
  }
}
