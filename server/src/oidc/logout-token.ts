import * as z from 'zod';
import { MILLISECONDS } from '../kernel/clock.ts';
import type { SignedToken } from './provider-keys.ts';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Other kinds of tokens are signed with the same keys: this one says what it is (RFC 8725, 3.11). */
const LOGOUT_TOKEN_TYPE = /^(?:application\/)?logout\+jwt$/iu;
/** How old a logout token may be, and how far its clock may be ahead, in seconds. */
const MAX_AGE = 5 * 60;
const MAX_AHEAD = 60;

const text = z.string().min(1).max(255);
const claimsSchema = z.object({
  iss: text,
  aud: z.union([text, z.array(text)]),
  iat: z.number(),
  exp: z.number(),
  jti: text,
  sub: text.optional(),
  sid: text.optional(),
  events: z.object({ [EVENT]: z.looseObject({}) }),
  nonce: z.undefined().optional(),
});

/** How long a `jti` has to be remembered: until the token with it is too old, in milliseconds. */
export const JTI_LIFETIME: number = (MAX_AGE + MAX_AHEAD) * MILLISECONDS;

/** What a logout token says. */
export interface LogoutClaims {
  readonly iss: string;
  readonly jti: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sub: string | undefined;
  readonly sid: string | undefined;
}

/** By what a logout token has to be meant for us. */
export interface LogoutTokenTerms {
  readonly issuer: string;
  readonly clientId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Checks a logout token whose signature holds (OpenID Connect Back-Channel Logout 1.0, 2.6). `typ`, `exp` and `jti` have
 * to be there (section 2.4 has them as required or recommended); `aud` is this client alone.
 *
 * @returns what it says, or what is wrong with it
 */
export function checkLogoutToken(
  { header, claims: payload }: SignedToken,
  { issuer, clientId, now }: LogoutTokenTerms,
): LogoutClaims | string {
  if (header.typ === undefined || !LOGOUT_TOKEN_TYPE.test(header.typ)) return 'typ is missing';
  const { data: claims, error } = claimsSchema.safeParse(payload);
  if (error) return `${error.issues[0]?.path.join('.') ?? 'a claim'} is missing or wrong`;
  const { iss, aud, iat, exp, jti, sub, sid } = claims;
  const seconds = now / MILLISECONDS;
  if (iss !== issuer) return 'iss is another provider';
  if ([aud].flat().some((audience) => audience !== clientId)) return 'aud is another client';
  if (exp <= seconds) return 'exp is over';
  if (iat < seconds - MAX_AGE || iat > seconds + MAX_AHEAD) return 'iat is not now';
  if (sub === undefined && sid === undefined) return 'there is neither sub nor sid';
  return { iss, jti, at: iat * MILLISECONDS, sub, sid };
}
