import { createHash } from 'node:crypto';
import type { ResolvedConfig } from '../layers/resolved.ts';
import { canonicalJson } from './canonical-json.ts';
import { isSecretEffective, isSet, redactValue } from './describe.ts';
import { createRedactor, type Redactor } from './redactor.ts';

/**
 * The fingerprint of a configuration: `sha256:` and the hash, in hexadecimal, of schema and effective values in
 * canonical JSON. Formats, the order of keys, comments and provenance do not count. Of a secret only whether it is set
 * counts, so that the fingerprint can be published: it changes when a secret appears, not when it is rotated.
 *
 * @param redactor says what is secret where the schema does not; the same one must be used on both sides of a comparison
 */
export function fingerprint(
  resolved: ResolvedConfig,
  redactor: Redactor = createRedactor({ resolved }),
): string {
  return `sha256:${createHash('sha256').update(fingerprintInput(resolved, redactor)).digest('hex')}`;
}

/** The text that {@link fingerprint} hashes; holds no secret. */
export function fingerprintInput(resolved: ResolvedConfig, redactor: Redactor): string {
  const values = [...resolved.values]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, effective]) => {
      const name = redactor.message(key);
      if (!isSecretEffective(effective, redactor))
        return [[name, redactValue(effective, redactor)]];
      return isSet(effective.value) ? [[name, { secret: 'set' }]] : [];
    });
  return canonicalJson({ schema: resolved.schema?.json, values });
}
