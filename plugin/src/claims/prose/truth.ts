import {
  formatSettingValue,
  parseBoolean,
  parseDuration,
  parseSize,
  readSetting,
  Secret,
} from '@lockstep/config';
import type { KeyPath, Setting, Value } from '@lockstep/config';
import { isShowable } from '../key-index.ts';
import type { IndexedKey } from '../key-index.ts';

/** Which value a statement is about: the schema's default, or what the configuration says. */
export type Basis = 'default' | 'effective';

/** What a key's value is, as far as prose can state it. */
export interface Truth {
  readonly value: Exclude<Value, Secret>;
  /** The text as a configuration file has it. */
  readonly text: string;
  /** What an amount of time counts in, in milliseconds; `undefined` where the number may count in anything. */
  readonly durationUnit: number | undefined;
  readonly measures: ReadonlySet<Measure>;
}

/** Kinds of statements that a value can be compared with. */
type Measure = 'duration' | 'size' | 'number' | 'boolean' | 'text';

const DURATION_NAME =
  /(?:^|_)(?:time|timeout|ttl|age|interval|expir\w*|lifetime|life|duration|delay|retention|period|window|wait|seconds|secs|minutes|mins|hours|days|ms|msec)s?$/;
const SIZE_NAME = /(?:^|_)(?:size|bytes|memory|buffer|length|limit)$/;

/** What the end of a name says about what its number counts, in milliseconds. */
const NAMED_UNITS: readonly (readonly [name: RegExp, milliseconds: number])[] = [
  [/_(?:ms|msec|millis|milliseconds)$/, 1],
  [/_(?:secs?|seconds)$/, 1000],
  [/_(?:mins?|minutes)$/, 60_000],
  [/_hours$/, 3_600_000],
  [/_days$/, 86_400_000],
];

/** Milliseconds in what a duration setting counts in. */
const UNIT_MILLISECONDS: Readonly<Record<string, number>> = { milliseconds: 1, seconds: 1000 };

/**
 * What is true of a key. `undefined` where there is nothing to compare with: no value, a reference to the environment,
 * or a secret, about which nothing is ever said.
 */
export function truthOf(key: IndexedKey, basis: Basis): Truth | undefined {
  const { setting, effective } = key;
  if (!isShowable(key)) return undefined;
  if (basis === 'default' && setting) return defaultTruth(setting);
  if (!effective || effective.value instanceof Secret) return undefined;
  // Without a schema, the file is all there is to say what a default is.
  const { value } = effective;
  const texts = [value].flat().filter((each) => typeof each === 'string');
  if (texts.some((text) => text.includes('${'))) return undefined;
  return setting ? typedTruth(setting, value) : textTruth(key, value);
}

function defaultTruth(setting: Setting): Truth | undefined {
  const { default: json, defaultNote } = setting;
  if (json === undefined || json === null || defaultNote !== undefined) return undefined;
  const texts = [json].flat().map(String);
  const reading = readSetting(setting, texts);
  return reading.mistakes ? undefined : typedTruth(setting, reading.value);
}

function typedTruth(setting: Setting, value: Exclude<Value, Secret>): Truth {
  const text = formatSettingValue(setting, value);
  const measures = new Set<Measure>();
  if (setting.type === 'duration' || setting.type === 'size') measures.add(setting.type);
  if (typeof value === 'number') measures.add('number');
  if (typeof value === 'boolean') measures.add('boolean');
  if (measures.size === 0) measures.add('text');
  if (setting.type === 'duration')
    return { value, text, measures, durationUnit: UNIT_MILLISECONDS[setting.unit ?? 'seconds'] };
  const isPlainNumber = setting.type === 'integer' || setting.type === 'number';
  const name = foldedName(setting.path);
  if (isPlainNumber) addByName(measures, name);
  return { value, text, measures, durationUnit: unitByName(name) };
}

/** Without a schema, a text measures whatever it can be read as. */
function textTruth({ path }: IndexedKey, value: Exclude<Value, Secret>): Truth {
  const text = [value].flat().map(String).join(', ');
  const measures = new Set<Measure>(['text']);
  const name = foldedName(path);
  const isNumber = /^\d+(?:\.\d+)?$/.test(text);
  if (isNumber) {
    measures.add('number');
    addByName(measures, name);
  } else if (parseDuration(text) !== undefined) measures.add('duration');
  else if (parseSize(text) !== undefined) measures.add('size');
  if (!isNumber && parseBoolean(text) !== undefined) measures.add('boolean');
  return { value, text, measures, durationUnit: isNumber ? unitByName(name) : undefined };
}

function addByName(measures: Set<Measure>, name: string): void {
  if (DURATION_NAME.test(name)) measures.add('duration');
  if (SIZE_NAME.test(name)) measures.add('size');
}

function unitByName(name: string): number | undefined {
  return NAMED_UNITS.find(([ending]) => ending.test(name))?.[1];
}

/** `idleTimeoutMs`, `idle-timeout-ms` and `IDLE_TIMEOUT_MS` are one name. */
function foldedName(path: KeyPath): string {
  const name = path.at(-1) ?? '';
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}
