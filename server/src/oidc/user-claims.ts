import type { IDToken, UserInfoResponse } from 'openid-client';
import type { SessionUser } from '../session/session-record.ts';

const MAX_LENGTH = 256;

/**
 * What the server keeps of the claims about a person (OpenID Connect Core 5.1). UserInfo is the fresher source; claims
 * of an unexpected type or size are left out.
 */
export function toSessionUser(
  idToken: IDToken,
  userInfo: UserInfoResponse | undefined,
): SessionUser {
  const claim = (name: string): unknown => userInfo?.[name] ?? idToken[name];
  const verified = claim('email_verified');
  return {
    iss: idToken.iss,
    sub: idToken.sub,
    name: text(claim('name')),
    email: text(claim('email')),
    email_verified: typeof verified === 'boolean' ? verified : undefined,
    preferred_username: text(claim('preferred_username')),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH
    ? value
    : undefined;
}
