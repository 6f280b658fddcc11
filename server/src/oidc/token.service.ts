import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CLOCK, MILLISECONDS } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ifSoon } from '../kernel/if-soon.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { randomId } from '../kernel/random.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import { StoreUnavailable } from '../kernel/store-unavailable.ts';
import { LOGGER } from '../logging/logger.token.ts';
import type { ProviderTokens, SessionRecord } from '../session/session-record.ts';
import { SESSION_STORE } from '../session/session.store.ts';
import type { SessionStore } from '../session/session.store.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { isGrantRefused, toProviderProblem, unavailable } from './provider-errors.ts';
import { ProviderLogoutService } from './provider-logout.service.ts';
import { ProviderRegistry } from './provider-registry.ts';
import { RefreshBackoff } from './refresh-backoff.ts';
import { requestRenewal } from './request-renewal.ts';
import type { RenewalAttempt } from './request-renewal.ts';
import { saveRenewal } from './save-renewal.ts';

/** What a renewal may ask for: discovery, the tokens, and the keys twice. */
const ANSWERS = 4;
/** How long a renewal is waited for while the tokens last, in milliseconds. */
const PATIENCE = 2000;
/** Pauses between looks at what another instance does, in milliseconds: growing, and about 15 seconds together. */
const PAUSES: readonly number[] = [25, 50, 100, 200, 400, ...Array<number>(28).fill(500)];

/** Keeps the tokens of sessions good. Each expiry costs one token request, whatever number of requests and instances. */
@Injectable()
export class TokenService {
  readonly #store: SessionStore;
  readonly #settings: Settings;
  readonly #providers: ProviderRegistry;
  readonly #logout: ProviderLogoutService;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #flights = new SingleFlight<ProviderTokens>();
  readonly #backoff = new RefreshBackoff();

  constructor(
    @Inject(SESSION_STORE) store: SessionStore,
    @Inject(SETTINGS) settings: Settings,
    @Inject(ProviderRegistry) providers: ProviderRegistry,
    @Inject(ProviderLogoutService) logout: ProviderLogoutService,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#store = store;
    this.#settings = settings;
    this.#providers = providers;
    this.#logout = logout;
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * Tokens that are not about to end: those of the session, or renewed ones. Where the provider does not answer, or its
   * answer cannot be trusted, those of the session do as long as they last; then it is left alone for a while.
   *
   * @throws ProblemError `provider-session-ended` when the provider refuses to go on, and the session is over;
   *   `provider-unavailable`, `provider-response-invalid`; {@link StoreUnavailable}
   */
  async renewed(record: SessionRecord): Promise<ProviderTokens> {
    if (!this.#isDue(record.tokens)) return record.tokens;
    const { family } = record.ref;
    const problem = this.#backoff.reasonToWait(family, this.#clock.now());
    if (problem !== undefined) return this.#lasting(record, problem);
    return this.#flights.run(family, () => this.#renewOnce(record));
  }

  /** As {@link renewed}, but a slow provider holds nobody up as long as the tokens of the session last. */
  async fresh(record: SessionRecord): Promise<ProviderTokens> {
    const renewal = this.renewed(record);
    if (!this.#isGood(record.tokens)) return renewal;
    return (await ifSoon(renewal, PATIENCE)) ?? record.tokens;
  }

  #isGood({ accessTokenExpiresAt = Infinity }: ProviderTokens): boolean {
    return this.#clock.now() < accessTokenExpiresAt;
  }

  /** `oidc.refresh_skew` before its end; a token that is as short-lived as that, at half of its lifetime. */
  #isDue(tokens: ProviderTokens): boolean {
    const { accessTokenExpiresAt, accessTokenLifetime = Infinity, refreshToken } = tokens;
    const { refresh_tokens: isOn, refresh_skew: skew } = this.#settings.oidc;
    if (!isOn || refreshToken === undefined || accessTokenExpiresAt === undefined) return false;
    const margin = Math.min(skew * MILLISECONDS, accessTokenLifetime / 2);
    return this.#clock.now() >= accessTokenExpiresAt - margin;
  }

  /** One of all who want to renews the tokens; the others look again and again until it has. */
  async #renewOnce(record: SessionRecord, looks = 0): Promise<ProviderTokens> {
    const now = this.#clock.now();
    const owner = randomId();
    const outcome = await this.#store.claimRefresh(record.ref, {
      owner,
      tokensVersion: record.tokensVersion,
      now,
      // As long as the provider may take for all its answers.
      until: now + ANSWERS * this.#settings.oidc.timeout * MILLISECONDS,
    });
    if (outcome.state === 'missing') throw sessionEnded();
    if (outcome.state === 'renewed') return this.#lasting(outcome.record, notRenewed());
    const isOurs = outcome.state === 'granted';
    const tokens = isOurs ? await this.#renew(outcome.record, owner) : undefined;
    if (tokens !== undefined) return tokens;
    const pause = PAUSES[looks];
    if (pause === undefined) return this.#failed(record, notRenewed());
    await delay(pause);
    return this.#renewOnce(record, looks + 1);
  }

  /** @returns `undefined` when the claim was lost on the way: another one has gone on since */
  async #renew(record: SessionRecord, owner: string): Promise<ProviderTokens | undefined> {
    const attempt = await this.#attempt(record, owner);
    if (attempt === undefined) return undefined;
    const { tokens, problem } = attempt;
    if (problem !== undefined) return this.#failed({ ...record, tokens }, problem);
    this.#backoff.succeeded(record.ref.family);
    return tokens;
  }

  async #attempt(record: SessionRecord, owner: string): Promise<RenewalAttempt | undefined> {
    try {
      const provider = await this.#providers.find(record.provider);
      const terms = { clock: this.#clock, claimNames: this.#settings.users.claims };
      const attempt = await requestRenewal(provider, record, terms);
      if (await saveRenewal(this.#store, record, owner, attempt)) return attempt;
      await this.#giveBack({ ...record, tokens: attempt.tokens });
      return undefined;
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      if (!(await this.#store.finishRefresh(record.ref, owner))) return undefined;
      if (isGrantRefused(error)) throw await this.#ended(record, error);
      return { tokens: record.tokens, problem: toProviderProblem(error) };
    }
  }

  /** What was issued to a session that has ended meanwhile: nobody else knows of it. */
  async #giveBack(record: SessionRecord): Promise<void> {
    const isOver = (await this.#store.find(record.ref, this.#clock.now())) === undefined;
    if (isOver) this.#logout.revokeTokens([record]);
  }

  async #ended({ ref, handle }: SessionRecord, error: unknown): Promise<ProblemError> {
    await this.#store.revoke(ref);
    this.#logger.info(
      { event: 'session_ended_by_provider', session: handle, reason: 'invalid_grant' },
      'the provider refuses the refresh token',
    );
    return sessionEnded(error);
  }

  #failed(record: SessionRecord, problem: ProblemError): ProviderTokens {
    const { ref, handle } = record;
    this.#backoff.failed(ref.family, problem, this.#clock.now());
    this.#logger.warn(
      { event: 'token_refresh_fail', session: handle, problem: problem.type, err: problem.cause },
      'tokens were not renewed',
    );
    return this.#lasting(record, problem);
  }

  #lasting({ tokens }: SessionRecord, problem: ProblemError): ProviderTokens {
    if (this.#isGood(tokens)) return tokens;
    throw problem;
  }
}

function notRenewed(): ProblemError {
  return unavailable(new Error('somebody else did not get new tokens'));
}

function sessionEnded(cause?: unknown): ProblemError {
  return new ProblemError('provider-session-ended', { detail: 'Sign in again.', cause });
}
