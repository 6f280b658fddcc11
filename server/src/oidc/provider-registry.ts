import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import type { Logger } from 'pino';
import { CLOCK } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { ISSUER_RESOLVER } from '../kernel/issuer-resolver.ts';
import type { IssuerResolver } from '../kernel/issuer-resolver.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { SingleFlight } from '../kernel/single-flight.ts';
import { LOGGER } from '../logging/logger.token.ts';
import { findProvider, isDevelopment } from '../settings/providers.ts';
import type { ProviderSettings, Settings } from '../settings/settings.ts';
import { SETTINGS } from '../settings/settings.token.ts';
import { toProviderProblem } from './provider-errors.ts';

/** Seconds that a provider may take for one answer. */
const TIMEOUT = 10;
/** How long discovery holds, in milliseconds: providers move endpoints and retire keys without notice. */
const LIFETIME = 60 * 60 * 1000;
/** How soon a failed renewal is tried again, in milliseconds. */
const RETRY_AFTER = 60 * 1000;

/** What discovery said. */
interface Discovered {
  readonly configuration: client.Configuration;
  /** Milliseconds since the epoch. */
  readonly renewAt: number;
}

const CLIENT_AUTHENTICATION = {
  client_secret_basic: client.ClientSecretBasic,
  client_secret_post: client.ClientSecretPost,
} as const;

/**
 * The providers of the configuration, discovered when they are first used: a provider that is down does not keep the
 * server from starting, and its discovery is tried again at the next sign-in. Discovery is renewed every hour; while that
 * fails, what is known goes on being used.
 */
@Injectable()
export class ProviderRegistry {
  readonly #settings: Settings;
  readonly #issuers: IssuerResolver;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #discovered = new Map<string, Discovered>();
  readonly #flights = new SingleFlight<client.Configuration>();

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
  async configuration(name: string): Promise<client.Configuration> {
    const provider = this.settings(name);
    const known = this.#discovered.get(name);
    if (known !== undefined && this.#clock.now() < known.renewAt) return known.configuration;
    return this.#flights.run(name, () => this.#renew(name, provider, known?.configuration));
  }

  /**
   * The settings of an enabled provider.
   *
   * @throws ProblemError `unknown-provider`
   */
  settings(name: string): ProviderSettings {
    const provider = findProvider(this.#settings, name);
    if (provider === undefined) throw new ProblemError('unknown-provider');
    return provider;
  }

  async #renew(
    name: string,
    provider: ProviderSettings,
    known: client.Configuration | undefined,
  ): Promise<client.Configuration> {
    const keep = (configuration: client.Configuration, lifetime: number): client.Configuration => {
      this.#discovered.set(name, { configuration, renewAt: this.#clock.now() + lifetime });
      return configuration;
    };
    try {
      return keep(await this.#discover(provider), LIFETIME);
    } catch (error) {
      if (known === undefined) throw error;
      const err = error instanceof ProblemError ? (error.cause ?? error) : error;
      this.#logger.warn({ provider: name, err }, 'discovery failed; the earlier one is used');
      return keep(known, RETRY_AFTER);
    }
  }

  async #discover(provider: ProviderSettings): Promise<client.Configuration> {
    const issuer = new URL(this.#issuers.resolveIssuer(provider.issuer));
    const insecure = issuer.protocol === 'http:' && isDevelopment(this.#settings);
    // Plain http is refused by the settings' own rules except on loopback in development and test.
    const extensions = [
      client.enableNonRepudiationChecks,
      ...(insecure ? [client.allowInsecureRequests] : []),
    ];
    try {
      const found = await client.discovery(issuer, provider.client_id, undefined, client.None(), {
        timeout: TIMEOUT,
        execute: extensions,
      });
      return configure(found.serverMetadata(), provider, extensions);
    } catch (error) {
      throw toProviderProblem(error);
    }
  }
}

/** The library takes the acceptable ID token algorithms from the metadata: the settings' list goes in their place. */
function configure(
  metadata: client.ServerMetadata,
  provider: ProviderSettings,
  extensions: readonly ((configuration: client.Configuration) => void)[],
): client.Configuration {
  if (provider.client_auth === 'private_key_jwt')
    throw new Error('private_key_jwt is not supported yet');
  const authenticate = CLIENT_AUTHENTICATION[provider.client_auth];
  const configuration = new client.Configuration(
    { ...metadata, id_token_signing_alg_values_supported: [...provider.id_token_algorithms] },
    provider.client_id,
    undefined,
    authenticate(provider.client_secret.reveal()),
  );
  configuration.timeout = TIMEOUT;
  for (const extend of extensions) extend(configuration);
  return configuration;
}
