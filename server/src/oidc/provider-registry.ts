import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import type { Logger } from 'pino';
import { CLOCK, MILLISECONDS } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ifSoon } from '../kernel/if-soon.ts';
import { ISSUER_RESOLVER } from '../kernel/issuer-resolver.ts';
import type { IssuerResolver } from '../kernel/issuer-resolver.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { isDevelopmentOrTest } from '../settings/environment.ts';
import { enabledProviders, findProvider } from '../settings/providers.ts';
import type { ProviderSettings, Settings } from '../settings/settings.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { clientAuthentication } from './client-authentication.ts';
import { checkEndpoints } from './provider-endpoints.ts';
import { toProviderProblem } from './provider-errors.ts';
import { libraryFetch } from './provider-fetch.ts';
import { ProviderKeys } from './provider-keys.ts';

/** How long discovery holds, in milliseconds: providers move endpoints and retire keys without notice. */
const LIFETIME = 60 * 60 * 1000;
/** How soon a failed renewal is tried again, in milliseconds. */
const RETRY_AFTER = 60 * 1000;
/** How long a renewal is waited for where an earlier discovery will do, in milliseconds. */
const PATIENCE = 2000;

/** A provider as it was discovered. */
export interface Provider {
  /** In the configuration. */
  readonly name: string;
  readonly settings: ProviderSettings;
  /** Its endpoints, and how this server authenticates there. */
  readonly configuration: client.Configuration;
  readonly keys: ProviderKeys;
}

/** What discovery said. */
interface Discovered {
  readonly provider: Provider;
  /** Milliseconds since the epoch. */
  readonly renewAt: number;
}

/**
 * The providers of the configuration, discovered when they are first used: a provider that is down does not keep the
 * server from starting, and its discovery is tried again at the next sign-in. Discovery is renewed every hour; while that
 * fails or takes long, what is known goes on being used.
 */
@Injectable()
export class ProviderRegistry {
  readonly #settings: Settings;
  readonly #issuers: IssuerResolver;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #discovered = new Map<string, Discovered>();
  readonly #flights = new SingleFlight<Provider>();

  constructor(
    @Inject(SETTINGS) settings: Settings,
    @Inject(ISSUER_RESOLVER) issuers: IssuerResolver,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.#settings = settings;
    this.#issuers = issuers;
    this.#clock = clock;
    this.#logger = logger;
  }

  /**
   * The provider's endpoints and keys, and how this server authenticates there.
   *
   * @throws ProblemError `unknown-provider`, `provider-unavailable` or `provider-response-invalid`
   */
  async find(name: string): Promise<Provider> {
    const settings = this.#enabled(name);
    const known = this.#discovered.get(name);
    if (known !== undefined && this.#clock.now() < known.renewAt) return known.provider;
    const renewal = this.#flights.run(name, () => this.#renew(name, settings, known?.provider));
    return known === undefined ? renewal : ((await ifSoon(renewal, PATIENCE)) ?? known.provider);
  }

  /** Names of the enabled providers whose issuer is the one that a token names; it is not looked up anywhere. */
  namesOf(issuer: string): readonly string[] {
    if (!URL.canParse(issuer)) return [];
    const { href } = new URL(issuer);
    return enabledProviders(this.#settings).filter((name) => {
      const configured = findProvider(this.#settings, name)?.issuer ?? '';
      return new URL(this.#issuers.resolveIssuer(configured)).href === href;
    });
  }

  #enabled(name: string): ProviderSettings {
    const provider = findProvider(this.#settings, name);
    if (provider === undefined) throw new ProblemError('unknown-provider');
    return provider;
  }

  async #renew(
    name: string,
    settings: ProviderSettings,
    known: Provider | undefined,
  ): Promise<Provider> {
    try {
      return this.#keep(await this.#discover(name, settings), LIFETIME);
    } catch (error) {
      if (known === undefined) throw error;
      const err = error instanceof ProblemError ? (error.cause ?? error) : error;
      const record = { event: 'provider_discovery_fail', provider: name, err };
      this.#logger.warn(record, 'discovery failed; the earlier one is used');
      return this.#keep(known, RETRY_AFTER);
    }
  }

  #keep(provider: Provider, lifetime: number): Provider {
    this.#discovered.set(provider.name, { provider, renewAt: this.#clock.now() + lifetime });
    return provider;
  }

  async #discover(name: string, settings: ProviderSettings): Promise<Provider> {
    const issuer = new URL(this.#issuers.resolveIssuer(settings.issuer));
    // Plain http is refused by the settings' own rules except on loopback in development and test.
    const isPlain =
      issuer.protocol === 'http:' && isDevelopmentOrTest(this.#settings.app.environment);
    const { timeout } = this.#settings.oidc;
    try {
      const found = await client.discovery(issuer, settings.client_id, undefined, client.None(), {
        timeout,
        execute: isPlain ? [client.allowInsecureRequests] : [],
        [client.customFetch]: libraryFetch,
      });
      const metadata = found.serverMetadata();
      checkEndpoints(metadata, isPlain);
      const configuration = await configure(metadata, settings, { isPlain, timeout });
      const keys = new ProviderKeys(new URL(metadata.jwks_uri ?? ''), {
        algorithms: settings.id_token_algorithms,
        clock: this.#clock,
        timeout: timeout * MILLISECONDS,
      });
      return { name, settings, configuration, keys };
    } catch (error) {
      throw toProviderProblem(error);
    }
  }
}

/**
 * The library takes the acceptable ID token algorithms from the metadata: the settings' list goes in their place. Signed
 * UserInfo is not asked for, and refused: the library would take it without a look at the signature.
 */
async function configure(
  { userinfo_signing_alg_values_supported: _refused, ...metadata }: client.ServerMetadata,
  settings: ProviderSettings,
  { isPlain, timeout }: { readonly isPlain: boolean; readonly timeout: number },
): Promise<client.Configuration> {
  const configuration = new client.Configuration(
    { ...metadata, id_token_signing_alg_values_supported: [...settings.id_token_algorithms] },
    settings.client_id,
    undefined,
    await clientAuthentication(settings),
  );
  configuration.timeout = timeout;
  configuration[client.customFetch] = libraryFetch;
  if (isPlain) client.allowInsecureRequests(configuration);
  return configuration;
}
