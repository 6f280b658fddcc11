import { compactVerify, createRemoteJWKSet, customFetch, errors } from 'jose';
import type {
  CompactJWSHeaderParameters,
  CompactVerifyResult,
  CryptoKey,
  FlattenedJWSInput,
} from 'jose';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import { isBroken, toProviderProblem, unavailable, untrustworthy } from './provider-errors.ts';
import { providerFetch } from './provider-fetch.ts';

/** How long after an unknown `kid` no other one is asked for, in milliseconds: whoever invents them is not heard. */
const COOLDOWN = 30_000;
/** The same when the keys could not be had. */
const COOLDOWN_AFTER_FAILURE = 5000;

/** A token whose signature holds: what it says is what the provider said. */
export interface SignedToken {
  readonly header: CompactJWSHeaderParameters;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * The published keys of one provider (RFC 7517). They are fetched when they are first needed. A `kid` that is not among
 * them makes them be fetched once more, so that a provider can change its keys at any time; within half a minute no
 * other unknown `kid` does.
 */
export class ProviderKeys {
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;
  readonly #algorithms: readonly string[];
  readonly #clock: Clock;
  /** Milliseconds since the epoch. */
  #mayReloadAt = -Infinity;

  /** @param algorithms the ones that a signature may have: all others are refused before any key is looked at */
  constructor(
    uri: URL,
    terms: {
      readonly algorithms: readonly string[];
      readonly clock: Clock;
      /** Milliseconds that the provider may take. */
      readonly timeout: number;
    },
  ) {
    this.#algorithms = terms.algorithms;
    this.#clock = terms.clock;
    this.#keys = createRemoteJWKSet(uri, {
      cooldownDuration: Infinity,
      timeoutDuration: terms.timeout,
      [customFetch]: fetchKeys,
    });
  }

  /**
   * Checks the signature of a JWT and reads it; what it claims is for the caller to check.
   *
   * @throws errors.JOSEError when it is no such JWT, or when there is not exactly one key for it
   * @throws ProblemError `provider-unavailable`, `provider-response-invalid` when the key set cannot be had
   */
  async verify(token: string): Promise<SignedToken> {
    const { payload, protectedHeader } = await this.#checkSignature(token);
    return { header: protectedHeader, claims: toClaims(payload) };
  }

  async #checkSignature(token: string): Promise<CompactVerifyResult> {
    try {
      return await compactVerify(token, (header, input) => this.#keyFor(header, input), {
        algorithms: [...this.#algorithms],
      });
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof ProblemError) throw error;
      // Web Crypto reads no such key, or the library finds it too short (RFC 7518, section 3.3).
      throw untrustworthy(`a published key is none: ${String(error)}`);
    }
  }

  async #keyFor(header: CompactJWSHeaderParameters, input: FlattenedJWSInput): Promise<CryptoKey> {
    try {
      return await this.#newestKeyFor(header, input);
    } catch (error) {
      throw isOfToken(error) ? error : toProviderProblem(error);
    }
  }

  async #newestKeyFor(
    header: CompactJWSHeaderParameters,
    input: FlattenedJWSInput,
  ): Promise<CryptoKey> {
    try {
      return await this.#keys(header, input);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !this.#mayReload()) throw error;
      await this.#reload();
      return this.#keys(header, input);
    }
  }

  async #reload(): Promise<void> {
    try {
      await this.#keys.reload();
    } catch (error) {
      this.#mayReloadAt = this.#clock.now() + COOLDOWN_AFTER_FAILURE;
      throw error;
    }
  }

  /** Those who come while the keys are under way wait for the same ones. */
  #mayReload(): boolean {
    if (this.#keys.reloading) return true;
    const now = this.#clock.now();
    if (now < this.#mayReloadAt) return false;
    this.#mayReloadAt = now + COOLDOWN;
    return true;
  }
}

/** Whether a token names no key that there is: whatever else goes wrong is a fault of the key set. */
function isOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys
  );
}

async function fetchKeys(url: string, options: RequestInit): Promise<Response> {
  const response = await providerFetch(url, options);
  if (!isBroken(response.status)) return response;
  throw unavailable(new Error(`The key set was answered with ${response.status}`));
}

function toClaims(payload: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    if (typeof claims === 'object' && claims !== null && !Array.isArray(claims))
      return { ...claims };
  } catch {
    // What it is instead is of no interest.
  }
  throw new errors.JWTInvalid('The payload is no JSON object');
}
