import * as z from 'zod';
import type { ScalarReader } from './reading.ts';

const RANGE = z.union([z.cidrv4(), z.cidrv6()]);

/** Whether a text is an address range in CIDR notation (RFC 4632, RFC 4291); the prefix length is not optional. */
function isCidr(text: string): boolean {
  return RANGE.safeParse(text).success;
}

/** Reads an address range. */
export const readCidr: ScalarReader = (text) =>
  isCidr(text) ? { value: text } : { expected: 'an address range such as 10.0.0.0/8 or fd00::/8' };
