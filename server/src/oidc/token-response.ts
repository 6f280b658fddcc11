import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import { MILLISECONDS } from '../kernel/clock.ts';
import type { ProviderTokens } from '../session/session-record.ts';
import { untrustworthy } from './provider-errors.ts';

/** What a header can carry (RFC 6749, appendix A.12), and behind `Bearer` as one word (RFC 6750, section 2.1). */
const SENDABLE = /^[\x21-\x7e]+$/u;
/** Lifetimes end here, in milliseconds: JSON, which sessions are kept in, has no infinity. */
const LONGEST = Number.MAX_SAFE_INTEGER;

/** A token response that passed the library's checks. */
export type TokenAnswer = TokenEndpointResponse & TokenEndpointResponseHelpers;

/**
 * What is kept of a token response.
 *
 * @param idToken the one that is in the response, or the one that stays
 * @param now milliseconds since the epoch
 * @throws ProblemError `provider-response-invalid` when no API could be sent the access token
 */
export function toTokens(
  answer: TokenAnswer,
  idToken: string | undefined,
  now: number,
): ProviderTokens {
  checkSendable(answer);
  const seconds = answer.expiresIn();
  const lifetime = seconds === undefined ? undefined : Math.min(seconds * MILLISECONDS, LONGEST);
  return {
    accessToken: answer.access_token,
    accessTokenExpiresAt: lifetime === undefined ? undefined : now + lifetime,
    accessTokenLifetime: lifetime,
    refreshToken: answer.refresh_token,
    idToken,
  };
}

/** The library lets DPoP through, which is not asked for (RFC 6749, section 7.1), and takes any text for a token. */
function checkSendable({ token_type: type, access_token: accessToken }: TokenAnswer): void {
  if (type !== 'bearer') throw untrustworthy('the access token is no bearer token');
  if (!SENDABLE.test(accessToken)) throw untrustworthy('the access token has other characters');
}
