import { Inject, Injectable } from '@nestjs/common';
import { decodeJwt, errors } from 'jose';
import type { Logger } from 'pino';
import { CLOCK, MILLISECONDS } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { EPHEMERAL_STORE } from '../kernel/ephemeral.store.ts';
import type { EphemeralStore } from '../kernel/ephemeral.store.ts';
import { sha256OfAll } from '../kernel/sha256.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { SESSION_STORE } from '../session/session.store.ts';
import type { SessionStore } from '../session/session.store.ts';
import type { Settings } from '../settings/index.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { checkLogoutToken, JTI_LIFETIME } from './logout-token.ts';
import type { LogoutClaims } from './logout-token.ts';
import { ProviderRegistry } from './provider-registry.ts';
import type { Provider } from './provider-registry.ts';

/** How long a token that is being followed is refused, in milliseconds: no longer than a provider waits that got a 503. */
const CLAIM_LIFETIME = 2000;

/** Ends sessions when a provider says so (OpenID Connect Back-Channel Logout 1.0). */
@Injectable()
export class BackchannelLogoutService {
  readonly #providers: ProviderRegistry;
  readonly #sessions: SessionStore;
  readonly #seen: EphemeralStore;
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(
    @Inject(ProviderRegistry) providers: ProviderRegistry,
    @Inject(SESSION_STORE) sessions: SessionStore,
    @Inject(EPHEMERAL_STORE) seen: EphemeralStore,
    @Inject(SETTINGS) settings: Settings,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#providers = providers;
    this.#sessions = sessions;
    this.#seen = seen;
    this.#settings = settings;
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * Ends the sessions that a logout token is about, and the sign-ins that are under way. That there are none is no
   * mistake of the provider.
   *
   * @returns what is wrong with the token; `undefined` when it was followed
   * @throws ProblemError `provider-unavailable`, `provider-response-invalid` when the provider's keys cannot be had;
   *   {@link StoreUnavailable}
   */
  async follow(logoutToken: string): Promise<string | undefined> {
    const claims = await this.#check(logoutToken);
    if (typeof claims === 'string') {
      this.#logger.warn({ event: 'backchannel_logout_fail', reason: claims }, 'logout refused');
      return claims;
    }
    const name = `jti:${sha256OfAll(claims.iss, claims.jti)}`;
    if (!(await this.#seen.put(name, '', CLAIM_LIFETIME))) return 'jti was used before';
    try {
      await this.#end(claims);
    } catch (error) {
      // Nothing is known to have ended: it may come again. A store that does not hear this lets the claim end by itself.
      await this.#seen.take(name).catch(() => undefined);
      throw error;
    }
    await this.#seen.keep(name, JTI_LIFETIME);
    return undefined;
  }

  async #end({ iss, sub, sid, at }: LogoutClaims): Promise<void> {
    const remember = this.#settings.security.session.login_ttl * MILLISECONDS;
    const now = this.#clock.now();
    const ended = await this.#sessions.endByProvider({ iss, sub, sid, at, now, remember });
    const sessions = ended.map(({ handle }) => handle);
    this.#logger.info({ event: 'backchannel_logout', sessions }, 'the provider ended sessions');
  }

  /** Which provider it is about is looked up by what the token claims; only the provider's key makes that true. */
  async #check(token: string): Promise<LogoutClaims | string> {
    const names = this.#providers.namesOf(claimedIssuer(token));
    const providers = await Promise.all(names.map((name) => this.#providers.find(name)));
    // Several are one issuer with several clients: the token is for one of them.
    const read = await Promise.all(providers.map((provider) => this.#read(token, provider)));
    const claims = read.find((outcome) => typeof outcome !== 'string');
    return claims ?? read[0] ?? 'iss is no provider of this server';
  }

  async #read(
    token: string,
    { keys, settings, configuration }: Provider,
  ): Promise<LogoutClaims | string> {
    try {
      const signed = await keys.verify(token);
      const { issuer } = configuration.serverMetadata();
      const now = this.#clock.now();
      return checkLogoutToken(signed, { issuer, clientId: settings.client_id, now });
    } catch (error) {
      if (error instanceof errors.JOSEError) return 'the signature does not hold';
      throw error;
    }
  }
}

function claimedIssuer(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    return '';
  }
}
