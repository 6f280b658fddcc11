import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import type { SessionRef } from '../session/session-id.ts';
import type { Settings } from '../settings/index.ts';
import { defaultProvider, enabledProviders, redirectUri } from '../settings/providers.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { authorizationUrl } from './authorization-request.ts';
import { redeemCode } from './authorization-response.ts';
import type { ProvenSignIn } from './authorization-response.ts';
import type { LoginTransaction } from './login-transaction.ts';
import { toProviderProblem, untrustworthy } from './provider-errors.ts';
import { ProviderRegistry } from './provider-registry.ts';
import type { Provider } from './provider-registry.ts';
import { parseReturnTo } from './return-to.ts';

/** What a sign-in starts with. */
export interface SignInStart {
  /** Name of the provider; the default one when left out. */
  readonly provider?: string | undefined;
  /** Where the browser goes afterwards, as the client wrote it; `/` when left out. */
  readonly returnTo?: string | undefined;
  /** The session that the browser has now. */
  readonly previousSession?: SessionRef | undefined;
}

/** A sign-in that goes on at the provider. */
export interface StartedSignIn {
  readonly transaction: LoginTransaction;
  readonly url: URL;
}

/** The relying party's side of OpenID Connect sign-in. */
@Injectable()
export class SignInService {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #providers: ProviderRegistry;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(CLOCK) clock: Clock,
    @Inject(ProviderRegistry) providers: ProviderRegistry,
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#providers = providers;
  }

  /**
   * Prepares an authorization request.
   *
   * @throws ProblemError `invalid-return-to`, `unknown-provider`, `provider-unavailable`, `provider-response-invalid`
   */
  async start(start: SignInStart): Promise<StartedSignIn> {
    const provider = start.provider ?? defaultProvider(this.#settings);
    if (provider === undefined) {
      throw new ProblemError('unknown-provider', {
        detail: 'Name the provider: there is no default.',
      });
    }
    const transaction: LoginTransaction = {
      provider,
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
      returnTo: this.#returnTo(start.returnTo ?? '/'),
      startedAt: this.#clock.now(),
      previousSession: start.previousSession,
    };
    const found = await this.#providers.find(provider);
    try {
      const { configuration, settings } = found;
      const back = redirectUri(this.#settings, provider);
      const url = await authorizationUrl(configuration, settings, transaction, back);
      return { transaction, url };
    } catch (error) {
      throw toProviderProblem(error);
    }
  }

  /**
   * Finishes a sign-in with an authorization response.
   *
   * @param target the path that the response came to, and its query
   * @throws ProblemError see {@link redeemCode}
   */
  async finish(transaction: LoginTransaction, target: URL): Promise<ProvenSignIn> {
    const response = redirectUri(this.#settings, transaction.provider);
    if (response.pathname !== target.pathname) {
      throw untrustworthy('the response came to the redirect URI of another provider');
    }
    response.search = target.search;
    const provider = await this.#providers.find(transaction.provider);
    if (!this.#saysWhoseItIs(provider, response)) {
      throw untrustworthy('nothing says which provider the response is of: own_callback is needed');
    }
    return redeemCode(provider, transaction, {
      response,
      now: this.#clock.now(),
      claimNames: this.#settings.users.claims,
    });
  }

  /** Among several providers, by the redirect URI or `iss` (RFC 9700, 4.4.2): codes are for nobody but who issued them. */
  #saysWhoseItIs({ settings }: Provider, { searchParams }: URL): boolean {
    const isOnlyOne = enabledProviders(this.#settings).length === 1;
    return isOnlyOne || settings.own_callback || searchParams.has('iss');
  }

  #returnTo(text: string): string {
    const returnTo = parseReturnTo(text, {
      publicUrl: this.#settings.app.public_url,
      allowedHosts: this.#settings.oidc.allowed_redirect_hosts,
    });
    if (returnTo === undefined) {
      throw new ProblemError('invalid-return-to', {
        detail:
          'return_to must be a path of this server or lead to a host that the configuration allows.',
      });
    }
    return returnTo;
  }
}
