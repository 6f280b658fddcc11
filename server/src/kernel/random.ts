import { randomBytes, randomFillSync } from 'node:crypto';

const ID_BYTES = 32;
const SALT_BYTES = 16;
const SALTS_AT_ONCE = 256;

const salts: Buffer = Buffer.alloc(SALT_BYTES * SALTS_AT_ONCE);
let nextSalt: number = salts.length;

/** An unguessable identifier: 256 random bits as 43 base64url characters (ASVS 5.0 7.2.3 asks for 128 bits). */
export function randomId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}

/**
 * 128 random bits as 22 base64url characters, for values that have to differ and need not be secret. Asking the system
 * for each costs more than all else that a request needs, so they are drawn many at a time; each is given out once.
 */
export function randomSalt(): string {
  if (nextSalt === salts.length) {
    randomFillSync(salts);
    nextSalt = 0;
  }
  const start = nextSalt;
  nextSalt += SALT_BYTES;
  return salts.toString('base64url', start, nextSalt);
}
