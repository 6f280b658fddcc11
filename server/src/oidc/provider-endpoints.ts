import type { ServerMetadata } from 'openid-client';
import { isLoopback } from '../settings/loopback.ts';
import { untrustworthy } from './provider-errors.ts';

/** What a sign-in cannot do without. */
const REQUIRED = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
const OPTIONAL = ['userinfo_endpoint', 'end_session_endpoint', 'revocation_endpoint'] as const;

/**
 * Checks the addresses of a discovery document: credentials go to some of them and browsers to others, so that all are
 * https (RFC 9700, section 2.6) and none is `javascript:` or holds a password.
 *
 * @param isPlain whether http on loopback will do
 * @throws ProblemError `provider-response-invalid`
 */
export function checkEndpoints(metadata: ServerMetadata, isPlain: boolean): void {
  const given = OPTIONAL.filter((name) => metadata[name] !== undefined);
  const wrong = [...REQUIRED, ...given].find((name) => !isSafe(metadata[name], isPlain));
  if (wrong !== undefined) throw untrustworthy(`discovery: ${wrong} is no https address`);
}

function isSafe(address: unknown, isPlain: boolean): boolean {
  if (typeof address !== 'string' || !URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (isPlain && protocol === 'http:' && isLoopback(hostname));
}
