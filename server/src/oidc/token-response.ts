import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import { MILLISECONDS } from '../kernel/clock.ts';
import type { ProviderTokens } from '../session/session-record.ts';

/** A token response that passed the library's checks. */
export type TokenAnswer = TokenEndpointResponse & TokenEndpointResponseHelpers;

/**
 * What is kept of a token response.
 *
 * @param idToken the one that is in the response, or the one that stays
 * @param now milliseconds since the epoch
 */
export function toTokens(
  answer: TokenAnswer,
  idToken: string | undefined,
  now: number,
): ProviderTokens {
  const seconds = answer.expiresIn();
  const lifetime = seconds === undefined ? undefined : seconds * MILLISECONDS;
  return {
    accessToken: answer.access_token,
    accessTokenExpiresAt: lifetime === undefined ? undefined : now + lifetime,
    accessTokenLifetime: lifetime,
    refreshToken: answer.refresh_token,
    idToken,
  };
}
