import { randomBytes } from 'node:crypto';

const ID_BYTES = 32;

/** An unguessable identifier: 256 random bits as 43 base64url characters (ASVS 5.0 7.2.3 asks for 128 bits). */
export function randomId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}
