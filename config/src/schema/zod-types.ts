import * as z from 'zod';
import type { Secret } from './secret.ts';

const DURATION_TEXT = '^(\\d+(\\.\\d+)?(ms|s|m|h|d|w))+$|^\\d+(\\.\\d+)?$';
const SIZE_TEXT = '^\\d+(\\.\\d+)?\\s?([kKMGT]i?)?B?$';

/**
 * A length of time. The effective value is a number of seconds (or milliseconds); files may say `30m`, `1h30m` or a
 * bare number of the unit.
 */
export function duration(unit: 'seconds' | 'milliseconds' = 'seconds'): z.ZodNumber {
  return z
    .number()
    .nonnegative()
    .meta({ type: ['number', 'string'], pattern: DURATION_TEXT, 'x-unit': unit });
}

/** An amount of data. The effective value is a number of bytes; files may say `100KB`, `10MiB` or bare bytes. */
export function size(): z.ZodNumber {
  return z
    .number()
    .nonnegative()
    .meta({ type: ['number', 'string'], pattern: SIZE_TEXT, 'x-unit': 'bytes' });
}

/** A whole number of things, zero included. */
export function count(): z.ZodNumber {
  return z.number().int().nonnegative().meta({ type: 'integer', 'x-unit': 'count' });
}

/** A string that nothing ever prints; its effective value is a {@link Secret}. */
export function secret(): z.ZodCustom<Secret, Secret> {
  return z.custom<Secret>().meta({ type: 'string', 'x-secret': true });
}

/** An absolute URL (RFC 3986), `http` or `https` unless other schemes are named. */
export function url(schemes: readonly string[] = ['http', 'https']): z.ZodString {
  return z.string().meta({ type: 'string', format: 'uri', pattern: `^(${schemes.join('|')}):` });
}

/** A host name or IP address with an optional port: `example.com`, `127.0.0.1:8000`, `[::1]`. */
export function host(): z.ZodString {
  return z.string().meta({ type: 'string', format: 'host' });
}

/** An address range in CIDR notation (RFC 4632, RFC 4291): `10.0.0.0/8`, `fd00::/8`. */
export function cidr(): z.ZodString {
  return z.string().meta({ type: 'string', format: 'cidr' });
}
