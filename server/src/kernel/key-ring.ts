import { hkdfSync } from 'node:crypto';
import type { Secret } from '@lockstep/config';

const KEY_BYTES = 32;

/** Keys for one purpose: the first one signs and encrypts, all of them verify and decrypt. */
export type KeyRing = readonly [current: Buffer, ...retired: Buffer[]];

/**
 * Derives the keys of one purpose from `security.secret_keys` by HKDF with SHA-256 (RFC 5869), so that no key is ever
 * used for two things.
 *
 * @param secrets base64url texts, newest first
 * @param purpose the HKDF `info`; a name that no other purpose has
 * @throws Error when there is no secret at all
 */
export function deriveKeys(secrets: readonly Secret[], purpose: string): KeyRing {
  const [current, ...retired] = secrets.map((secret) => deriveKey(secret, purpose));
  if (current === undefined) throw new Error('No secret key is configured');
  return [current, ...retired];
}

function deriveKey(secret: Secret, purpose: string): Buffer {
  const material = Buffer.from(secret.reveal(), 'base64url');
  return Buffer.from(
    hkdfSync('sha256', material, Buffer.alloc(0), `lockstep ${purpose}`, KEY_BYTES),
  );
}
