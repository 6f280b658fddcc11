import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { JWTPayload } from 'jose';
import { MILLISECONDS } from '../kernel/clock.ts';
import type { ProviderTokens, SessionRecord } from '../session/session-record.ts';
import type { ProviderSettings } from '../settings/settings.ts';
import type { Identity } from '../users/user.ts';
import { untrustworthy } from './provider-errors.ts';
import type { ProviderKeys, SignedToken } from './provider-keys.ts';

/** How far the provider's clock may be ahead, in milliseconds. */
const MAX_AHEAD = 5 * 60 * 1000;
const MAX_SUBJECT = 255;
/** Tokens of other kinds say so (RFC 8725, 3.11): a logout token or an access token is no ID token. */
const ID_TOKEN_TYPE = /^(?:application\/)?jwt$/iu;
/** Digests by the last part of the algorithm's name; that of EdDSA is the one of Ed25519. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['256', 'sha256'],
  ['384', 'sha384'],
  ['512', 'sha512'],
  ['DSA', 'sha512'],
]);
/** What a renewed ID token repeats where it has it at all (OpenID Connect Core 1.0, 12.2). */
const REPEATED_IF_GIVEN = ['auth_time', 'nonce'] as const;

/** What an ID token is checked against, beyond what the library checks in it. */
export interface IdTokenContext {
  readonly keys: ProviderKeys;
  readonly provider: ProviderSettings;
  /** Issued with it: `at_hash` is about it. */
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The checks of an ID token (OpenID Connect Core 1.0, 3.1.3.7) that the library leaves out: the signature, which it
 * takes TLS for; the type; audiences beside this client; `azp` beside one audience; an `iat` that lies ahead; the length of `sub`; `at_hash`.
 *
 * @throws ProblemError `provider-response-invalid`, `provider-unavailable`; JOSEError when the signature does not hold
 */
export async function checkIdToken(idToken: string, context: IdTokenContext): Promise<void> {
  const signed = await context.keys.verify(idToken);
  const fault = findFault(signed, context);
  if (fault !== undefined) throw untrustworthy(`the ID token cannot be trusted, ${fault}`);
}

function findFault(
  { header, claims }: SignedToken,
  { provider, accessToken, now }: IdTokenContext,
): string | undefined {
  const { aud, azp, iat, sub, at_hash: hash } = claims;
  if (header.typ !== undefined && !ID_TOKEN_TYPE.test(header.typ)) return 'typ is of another kind';
  if (!isForUs(aud, provider)) return 'aud names somebody else';
  if (azp !== undefined && azp !== provider.client_id) return 'azp is another client';
  if (Number(iat) * MILLISECONDS > now + MAX_AHEAD) return 'iat lies ahead';
  if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUBJECT) return 'sub is no name';
  if (hash !== undefined && hash !== leftHalfHash(accessToken, header.alg))
    return 'at_hash differs';
  return undefined;
}

/** An ID token is for this client, and for nobody else who is not trusted with it. */
function isForUs(audience: unknown, provider: ProviderSettings): boolean {
  const known = new Set<unknown>([provider.client_id, ...provider.trusted_audiences]);
  const audiences: readonly unknown[] = [audience].flat();
  return audiences.includes(provider.client_id) && audiences.every((each) => known.has(each));
}

/** The hash of an access token as an ID token has it (OpenID Connect Core 1.0, 3.1.3.6). */
function leftHalfHash(text: string, algorithm: string): string | undefined {
  const digest = DIGESTS.get(algorithm.slice(-3));
  if (digest === undefined) return undefined;
  const hash = createHash(digest).update(text, 'ascii').digest();
  return hash.subarray(0, hash.length / 2).toString('base64url');
}

/**
 * A renewed ID token is about the same person and the same sign-in as the first one (OpenID Connect Core 1.0, 12.2).
 *
 * @throws ProblemError `provider-response-invalid`
 */
export function checkRenewedIdToken(idToken: string, { user, tokens }: SessionRecord): void {
  const after = decodeJwt(idToken);
  const changed = differsInPerson(after, user) ?? differsInSignIn(after, tokens);
  if (changed !== undefined) throw untrustworthy(`the renewed ID token has another ${changed}`);
}

function differsInPerson(after: JWTPayload, user: Identity): string | undefined {
  return (['iss', 'sub'] as const).find((name) => after[name] !== user[name]);
}

function differsInSignIn(after: JWTPayload, { idToken }: ProviderTokens): string | undefined {
  // Not every store has room for the first one.
  if (idToken === undefined) return undefined;
  const before = decodeJwt(idToken);
  const differs = (name: string): boolean => before[name] !== after[name];
  const optional = REPEATED_IF_GIVEN.filter((name) => after[name] !== undefined);
  return ['azp', ...optional].find(differs);
}
