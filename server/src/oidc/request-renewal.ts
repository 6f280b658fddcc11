import * as client from 'openid-client';
import type { Clock } from '../kernel/clock.ts';
import { ProblemError } from '../kernel/problem-details.ts';
import type { SessionRecord } from '../session/session-record.ts';
import type { Renewal } from '../session/session.store.ts';
import { checkIdToken, checkRenewedIdToken } from './id-token.ts';
import type { Provider } from './provider-registry.ts';
import { renewedRights } from './renewed-rights.ts';
import { toTokens } from './token-response.ts';
import type { TokenAnswer } from './token-response.ts';
import type { ClaimNames } from './user-claims.ts';

/** What a renewal is judged with. */
export interface RenewalTerms {
  readonly clock: Clock;
  /** `users.claims` */
  readonly claimNames: ClaimNames;
}

/** What is to be kept of an attempt to renew tokens. */
export interface RenewalAttempt extends Renewal {
  /** Why the access token is still the one before. */
  readonly problem?: ProblemError | undefined;
}

/**
 * Asks the provider for new tokens (OpenID Connect Core 1.0, section 12). Where it cannot be asked for the key of the ID
 * token just now, its refresh token is kept all the same: the one before may be void.
 *
 * @throws ProblemError `provider-unavailable`, `provider-response-invalid`; errors of the library
 */
export async function requestRenewal(
  provider: Provider,
  record: SessionRecord,
  terms: RenewalTerms,
): Promise<RenewalAttempt> {
  const { configuration, settings } = provider;
  const { refreshToken = '' } = record.tokens;
  const parameters = new URLSearchParams();
  for (const resource of settings.resource) parameters.append('resource', resource);
  const answer = await client.refreshTokenGrant(configuration, refreshToken, parameters);
  const { refresh_token: next } = answer;
  // A provider that does not rotate refresh tokens sends none: the old one stays (RFC 6749, section 6).
  const kept = { refreshToken: next ?? refreshToken };
  try {
    const { tokens, rights } = await judge(answer, provider, record, terms);
    return { tokens: { ...tokens, ...kept }, rights };
  } catch (error) {
    const isOpen = error instanceof ProblemError && error.type === 'provider-unavailable';
    if (!isOpen) throw error;
    return { tokens: { ...record.tokens, ...kept }, problem: error };
  }
}

async function judge(
  answer: TokenAnswer,
  { settings, keys }: Provider,
  record: SessionRecord,
  { clock, claimNames }: RenewalTerms,
): Promise<Renewal> {
  const { access_token: accessToken, id_token: idToken } = answer;
  const now = clock.now();
  if (idToken === undefined) return { tokens: toTokens(answer, record.tokens.idToken, now) };
  await checkIdToken(idToken, { keys, provider: settings, accessToken, now });
  checkRenewedIdToken(idToken, record);
  return {
    tokens: toTokens(answer, idToken, now),
    rights: renewedRights(record, idToken, claimNames),
  };
}
