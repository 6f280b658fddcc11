const KEY_BYTES = 32;
const MIN_DISTINCT_BYTES = 12;
const BASE64URL = /^[A-Za-z0-9_-]+$/u;
const PLACEHOLDER =
  /change.?me|replace.?me|your.?secret|placeholder|example|default|password|secret.?key|^(?:test|dev|demo|secret)+$|0123456789|123456/iu;

/**
 * What is wrong with a key of `security.secret_keys`, in words that do not tell it; `undefined` when nothing is. Keys are
 * strict base64url (RFC 4648, section 5); 32 random bytes practically never have fewer than twelve different values.
 */
export function keyWeakness(key: string): string | undefined {
  if (PLACEHOLDER.test(key)) return 'is a placeholder';
  if (!BASE64URL.test(key) || key.length % 4 === 1) return 'is not base64url';
  const bytes = Buffer.from(key, 'base64url');
  if (bytes.length < KEY_BYTES) return `has ${bytes.length} bytes`;
  return new Set(bytes).size < MIN_DISTINCT_BYTES ? 'repeats itself' : undefined;
}

/** What is wrong with a secret that somebody else issued, such as a client secret. */
export function sharedSecretWeakness(secret: string): string | undefined {
  if (PLACEHOLDER.test(secret)) return 'is a placeholder';
  if (secret.length < KEY_BYTES / 2) return 'is shorter than 16 characters';
  return new Set(secret).size < MIN_DISTINCT_BYTES / 2 ? 'repeats itself' : undefined;
}
