import { isIP } from 'node:net';
import type { ScalarReader } from './reading.ts';

const LONGEST_PREFIX: ReadonlyMap<number, number> = new Map([
  [4, 32],
  [6, 128],
]);

/** Whether a text is an address range in CIDR notation (RFC 4632, RFC 4291); the prefix length is not optional. */
export function isCidr(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const longest = LONGEST_PREFIX.get(isIP(address));
  if (longest === undefined || prefix === undefined || rest.length > 0) return false;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest;
}

/** Reads an address range. */
export const readCidr: ScalarReader = (text) =>
  isCidr(text) ? { value: text } : { expected: 'an address range such as 10.0.0.0/8 or fd00::/8' };
