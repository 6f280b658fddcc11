import type { BareUnit, Json } from '../json-schema.ts';
import type { Setting } from '../config-schema.ts';
import { itemKindOf } from '../setting-kind.ts';
import { Secret } from '../secret.ts';
import type { Plain, ScalarKind } from './reading.ts';
import { isPlain } from './reading.ts';
import { alternativesOf } from './alternatives.ts';
import { describeAlternatives } from './constraint-words.ts';
import { formatPlain, readScalar } from './read-scalar.ts';
import type { ReadValue } from './violations.ts';
import { findListViolation, findViolation } from './violations.ts';

/** What is wrong with a value: its type, or a bound. `index` is the item of a list that it is about. */
export interface Mistake {
  readonly code: 'wrong-type' | 'constraint';
  readonly expected: string;
  readonly index?: number | undefined;
}

/** A typed value, or everything that is wrong with it. */
export type SettingReading =
  | { readonly value: Plain | readonly Plain[]; readonly mistakes?: undefined }
  | { readonly mistakes: readonly Mistake[] };

type TypedSetting = Pick<Setting, 'type' | 'itemType' | 'unit' | 'values' | 'schema'>;

/**
 * Reads and checks the value of a setting.
 * @param texts one text for a scalar, one for each item of a list
 * @param bareUnit what numbers without a suffix count in, where an old name counts in another unit
 */
export function readSetting(
  setting: TypedSetting,
  texts: readonly string[],
  bareUnit?: BareUnit,
): SettingReading {
  const alternatives = setting.type === 'list' ? [] : alternativesOf(setting.schema);
  if (alternatives.length > 0) return readAlternative(alternatives, texts, bareUnit);
  const item = setting.type === 'list' ? itemKindOf(setting.schema) : undefined;
  const kind = item ?? setting;
  const reads: ReadValue[] = [];
  const mistakes: Mistake[] = [];
  for (const [index, text] of texts.entries()) {
    const reading = readScalar(text, kind, bareUnit);
    if ('value' in reading) reads.push({ text, value: reading.value });
    else
      mistakes.push({ code: 'wrong-type', expected: reading.expected, ...(item ? { index } : {}) });
  }
  if (mistakes.length > 0) return { mistakes };
  const expected = item ? findListViolation(reads, setting, item) : violationOf(reads, kind);
  if (expected !== undefined) return { mistakes: [{ code: 'constraint', expected }] };
  const values = reads.map((read) => read.value);
  return { value: item ? values : values[0]! };
}

/** The first alternative that a value fits. */
function readAlternative(
  alternatives: readonly ScalarKind[],
  texts: readonly string[],
  bareUnit?: BareUnit,
): SettingReading {
  for (const kind of alternatives) {
    const reading = readSetting(kind, texts, bareUnit);
    if (!reading.mistakes) return reading;
  }
  return { mistakes: [{ code: 'constraint', expected: describeAlternatives(alternatives) }] };
}

/** Reads a value that a schema gives as JSON: a default, for example. */
export function readJson(setting: TypedSetting, json: Json): SettingReading {
  if (setting.type === 'list') return readSetting(setting, [json].flat().map(textOf));
  if (Array.isArray(json))
    return { mistakes: [{ code: 'wrong-type', expected: 'a single value' }] };
  return readSetting(setting, [textOf(json)]);
}

/** What can be written: a default, an effective value, or a part of one. */
export type Writable = Json | Secret | readonly Writable[];

/** Writes a typed value as a configuration file would, lists with commas. Secrets come out redacted. */
export function formatSettingValue(
  setting: Pick<Setting, 'type' | 'itemType' | 'unit'>,
  value: Writable,
): string {
  const { itemType = 'string', unit } = setting;
  if (isList(value)) {
    return value.map((item) => formatSettingValue({ type: itemType, unit }, item)).join(', ');
  }
  if (value instanceof Secret) return value.toString();
  return isPlain(value) ? formatPlain(value, setting) : JSON.stringify(value);
}

function isList(value: Writable): value is readonly Writable[] {
  return Array.isArray(value);
}

function violationOf(reads: readonly ReadValue[], kind: ScalarKind): string | undefined {
  const [read] = reads;
  return read && findViolation(read, kind);
}

function textOf(json: Json): string {
  return isPlain(json) ? String(json) : JSON.stringify(json);
}
