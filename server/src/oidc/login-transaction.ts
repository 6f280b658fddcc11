import * as z from 'zod';
import type { KeyRing } from '../kernel/key-ring.ts';
import { seal, unseal } from '../kernel/sealed-box.ts';
import type { SessionRef } from '../session/session-id.ts';

const schema = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  startedAt: z.number(),
  previousSession: z.object({ tag: z.string(), family: z.string() }).optional(),
});

/** One authorization request under way, from `/auth/web/login` to the callback. */
export interface LoginTransaction {
  /** Name of the provider in the configuration. */
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  /** PKCE code verifier (RFC 7636). */
  readonly codeVerifier: string;
  /** Where the browser goes afterwards; already checked. */
  readonly returnTo: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /**
   * The session that the browser had at the start: a `SameSite=Strict` cookie does not come along when the
   * provider leads the browser back.
   */
  readonly previousSession?: SessionRef | undefined;
}

/**
 * Encrypts a transaction for the cookie that carries it.
 *
 * @param cookieName the value is worth nothing in a cookie of another name
 */
export function sealTransaction(
  keys: KeyRing,
  transaction: LoginTransaction,
  cookieName: string,
): string {
  return seal(keys, JSON.stringify(transaction), cookieName);
}

/** Reads what {@link sealTransaction} made; `undefined` for everything else. */
export function unsealTransaction(
  keys: KeyRing,
  sealed: string,
  cookieName: string,
): LoginTransaction | undefined {
  const text = unseal(keys, sealed, cookieName);
  return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
}
