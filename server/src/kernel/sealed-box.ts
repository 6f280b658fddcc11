import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text with AES-256-GCM under the ring's first key.
 *
 * @param context what the text belongs to; opening it in another context fails
 * @returns base64url of nonce, ciphertext and tag
 */
export function seal(keys: KeyRing, text: string, context: string): string {
  return sealBytes(keys, Buffer.from(text), context);
}

/** As {@link seal}, for bytes. */
export function sealBytes(keys: KeyRing, bytes: Buffer, context: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keys[0], nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

/** How many characters {@link sealBytes} makes of so many bytes. */
export function sealedLength(bytes: number): number {
  return Math.ceil(((NONCE_BYTES + bytes + TAG_BYTES) * 4) / 3);
}

/** Decrypts what {@link seal} made with any key of the ring; `undefined` for everything else. */
export function unseal(keys: KeyRing, sealed: string, context: string): string | undefined {
  return unsealBytes(keys, sealed, context)?.toString('utf8');
}

/** As {@link unseal}, for bytes. */
export function unsealBytes(keys: KeyRing, sealed: string, context: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  for (const key of keys) {
    const opened = open(key, bytes, context);
    if (opened !== undefined) return opened;
  }
  return undefined;
}

function open(key: Buffer, bytes: Buffer, context: string): Buffer | undefined {
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const body = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([body, decipher.final()]);
  } catch {
    return undefined;
  }
}
