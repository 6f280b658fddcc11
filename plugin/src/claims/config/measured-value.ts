import {
  documentValues,
  formatKeyPath,
  parseDuration,
  parseSize,
  readSetting,
} from '@lockstep/config';
import type { ConfigDocument, DocumentValue, Entry, Setting } from '@lockstep/config';
import type { Source } from '../../sources/source.ts';

/** What a value amounts to: in milliseconds or bytes, by every way in which it may be meant. */
export interface MeasuredValue {
  readonly dimension: 'time' | 'data';
  readonly totals: readonly number[];
}

/** A key of a document with its one value. */
export interface KeyedEntry {
  /** Formatted key path, that of the schema where an old name is in use. */
  readonly key: string;
  readonly entry: Entry;
  readonly setting: Setting | undefined;
}

const MILLISECONDS: Readonly<Record<string, number>> = { milliseconds: 1, seconds: 1000 };

/** What the end of a key's name says about what its number counts. */
const NAMED_UNITS: readonly (readonly [
  name: RegExp,
  value: Omit<MeasuredValue, 'totals'>,
  size: number,
])[] = [
  [/(?:[_-]ms|[a-z]Ms|[_-]millis|[a-z]Millis|[mM]illiseconds)$/, { dimension: 'time' }, 1],
  [/(?:[_-]secs?|[a-z]Secs?|[sS]econds)$/, { dimension: 'time' }, 1000],
  [/[mM]inutes$/, { dimension: 'time' }, 60_000],
  [/[hH]ours$/, { dimension: 'time' }, 3_600_000],
  [/[dD]ays$/, { dimension: 'time' }, 86_400_000],
  [/[bB]ytes$/, { dimension: 'data' }, 1],
];

/** Names of lengths of time that do not say their unit: a number there counts in one of {@link ANY_TIME}. */
const TIME_NAME =
  /(?:timeout|ttl|interval|delay|lifetime|expir(?:y|es|ation)|max_?age|duration|period|window)$/i;
const ANY_TIME = [1, 1000, 60_000, 3_600_000, 86_400_000];
const NUMBER = /^\d+(?:\.\d+)?$/;

/** The keys of a document that have a single value which counts, in file order. */
export function keyedEntries(document: ConfigDocument, source: Source): readonly KeyedEntry[] {
  return [...documentValues(document).values()].flatMap((value) => keyedEntry(value, source));
}

/**
 * What an entry's value amounts to. The schema says so; without one, a suffix of the value or the end of the key's
 * name. `undefined` for what is no length of time and no amount of data, and where that is not sure.
 */
export function measure({ key, entry, setting }: KeyedEntry): MeasuredValue | undefined {
  const { text } = entry.value;
  if (setting) return measureSetting(setting, text);
  const duration = NUMBER.test(text) ? undefined : parseDuration(text, 'milliseconds');
  if (duration !== undefined) return { dimension: 'time', totals: [duration] };
  if (!NUMBER.test(text)) return measureSize(text);
  const amount = Number(text);
  const named = NAMED_UNITS.find(([name]) => name.test(key));
  if (named) return { ...named[1], totals: [amount * named[2]] };
  const isTime = TIME_NAME.test(key) && amount > 0;
  return isTime ? { dimension: 'time', totals: ANY_TIME.map((size) => amount * size) } : undefined;
}

function keyedEntry(
  { path, isList, entries }: DocumentValue,
  { schema }: Source,
): readonly KeyedEntry[] {
  const [entry] = entries;
  if (!entry || isList || entries.length !== 1) return [];
  const alias = schema?.findAlias(path);
  const setting = schema?.find(path) ?? alias?.setting;
  // An old name may count in another unit.
  const isOld = alias !== undefined && !schema?.find(path);
  if (isOld && alias.unit !== undefined) return [];
  return [{ key: formatKeyPath(isOld ? alias.path : path), entry, setting }];
}

function measureSetting(setting: Setting, text: string): MeasuredValue | undefined {
  const { value } = { value: undefined, ...readSetting(setting, [text]) };
  if (typeof value !== 'number') return undefined;
  if (setting.type === 'size') return { dimension: 'data', totals: [value] };
  if (setting.type !== 'duration') return undefined;
  const size = MILLISECONDS[setting.unit ?? 'seconds'];
  return size === undefined ? undefined : { dimension: 'time', totals: [value * size] };
}

function measureSize(text: string): MeasuredValue | undefined {
  const bytes = parseSize(text);
  return bytes === undefined ? undefined : { dimension: 'data', totals: [bytes] };
}
