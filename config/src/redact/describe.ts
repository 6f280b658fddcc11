import { formatKeyPath, type KeyPath } from '../document/key-path.ts';
import { provenanceText } from '../layers/provenance.ts';
import type { EffectiveValue, Provenance, ResolvedConfig, Value } from '../layers/resolved.ts';
import type { Json } from '../schema/json-schema.ts';
import { REDACTED, Secret } from '../schema/secret.ts';
import { applyCuts } from './cuts.ts';
import { literalParts } from './literal-parts.ts';
import type { Redactor } from './redactor.ts';

/** One key of an effective configuration as it may be shown; JSON data. */
export interface DescribedValue {
  readonly key: string;
  /** In the key's own type and unit; a mask for a secret, `null` when the key is not set. */
  readonly value: Json;
  /** The text it was read from (`30m`), redacted; `null` when the key is not set. */
  readonly source: string | null;
  readonly secret: boolean;
  /** Whether the key has a value; an empty secret counts as none. */
  readonly set: boolean;
  readonly provenance: Provenance | null;
  /** The provenance in words: `app.ini:12:1`, `default`, `SESSION_TIMEOUT`. */
  readonly origin: string | null;
  /** Lower layers that set it too, nearest first. */
  readonly shadowed: readonly Provenance[];
}

/**
 * Every effective value, then every key of the schema that is not set, as data that may be published: what
 * `/.well-known/lockstep`, `--print-config` and `explain` show.
 */
export function describeConfig(
  resolved: ResolvedConfig,
  redactor: Redactor,
): readonly DescribedValue[] {
  const values = Array.from(resolved.values, ([key, value]) => describeValue(key, value, redactor));
  const unset = (resolved.schema?.settings ?? [])
    .filter(({ path }) => !path.includes('*') && !resolved.values.has(formatKeyPath(path)))
    .map(({ path, secret }) => describeUnset(path, secret));
  return [...values, ...unset];
}

/** A value as data: a mask for a secret one, and in others a mask for each part that is secret. */
export function redactValue(effective: EffectiveValue, redactor: Redactor): Json {
  const show = (value: Value): Json => {
    if (value instanceof Secret) return REDACTED;
    if (typeof value === 'object') return value.map(show);
    return typeof value === 'string' ? redactor.valueText(effective.path, value) : value;
  };
  return isSecretEffective(effective, redactor) ? REDACTED : show(effective.value);
}

/** The text a value was read from; of a secret one only its references to the environment. */
function redactSource(effective: EffectiveValue, redactor: Redactor): string {
  const { path, provenance, source } = effective;
  if (!isSecretEffective(effective, redactor)) return redactor.valueText(path, source);
  return provenance.layer === 'env' ? REDACTED : applyCuts(source, literalParts(source));
}

/** Whether a value is secret, as a whole or as one item of a list. */
export function isSecretEffective(effective: EffectiveValue, redactor: Redactor): boolean {
  const { path, value, secret, entries } = effective;
  const isSecretItem = (item: Value): boolean =>
    item instanceof Secret ||
    (typeof item === 'object'
      ? item.some(isSecretItem)
      : redactor.isSecretValue(path, String(item)));
  return secret || isSecretItem(value) || entries.some((entry) => redactor.isSecret(entry));
}

/** Whether there is anything in a value; an empty secret and a list of such count as nothing. */
export function isSet(value: Value): boolean {
  if (value instanceof Secret) return value.reveal() !== '';
  const isSecretList = Array.isArray(value) && value.some((item) => item instanceof Secret);
  return !isSecretList || value.some(isSet);
}

function describeValue(key: string, effective: EffectiveValue, redactor: Redactor): DescribedValue {
  const { value, provenance, shadowed } = effective;
  return {
    key: redactor.message(key),
    value: redactValue(effective, redactor),
    source: redactSource(effective, redactor),
    secret: isSecretEffective(effective, redactor),
    set: isSet(value),
    provenance,
    origin: provenanceText(provenance),
    shadowed,
  };
}

function describeUnset(path: KeyPath, secret: boolean): DescribedValue {
  const nothing = { value: null, source: null, provenance: null, origin: null, shadowed: [] };
  return { key: formatKeyPath(path), secret, set: false, ...nothing };
}
