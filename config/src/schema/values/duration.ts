import type { BareUnit } from '../json-schema.ts';
import type { ScalarReader } from './reading.ts';

/** Milliseconds in one unit of each name that a duration may count in. */
const UNIT_MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['milliseconds', 1],
  ['seconds', 1000],
  ['minutes', 60_000],
  ['hours', 3_600_000],
  ['days', 86_400_000],
]);

const SUFFIX_MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/** What a duration is written in, largest first; weeks are read but never written. */
const WRITTEN: readonly (readonly [suffix: string, word: string, milliseconds: number])[] = [
  ['d', 'day', 86_400_000],
  ['h', 'hour', 3_600_000],
  ['m', 'minute', 60_000],
  ['s', 'second', 1000],
  ['ms', 'millisecond', 1],
];

const BARE = /^\d+(?:\.\d+)?$/;
const SUFFIXED = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g;
/** ISO 8601 without years and months, which have no fixed length. */
const ISO = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const ISO_MILLISECONDS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000];

/**
 * Reads `30m`, `1h30m`, `500ms`, `0` or a bare number.
 * @param unit what the result counts in
 * @param bareUnit what a number without suffix counts in
 */
export function parseDuration(
  text: string,
  unit: BareUnit = 'seconds',
  bareUnit: BareUnit = unit,
): number | undefined {
  const milliseconds = BARE.test(text) ? Number(text) * millisecondsIn(bareUnit) : sumOfParts(text);
  return milliseconds === undefined ? undefined : convert(milliseconds, unit);
}

/** Reads an ISO 8601 duration without years and months: `PT30M`, `P1DT12H`. */
function parseIsoDuration(text: string, unit: BareUnit = 'seconds'): number | undefined {
  const match = ISO.exec(text);
  if (!match) return undefined;
  const total = ISO_MILLISECONDS.reduce(
    (sum, factor, index) => sum + Number(match[index + 1] ?? 0) * factor,
    0,
  );
  return convert(total, unit);
}

/** Writes a duration the short way: `30m`, `1h30m`, `500ms`, `0s`. */
export function formatDuration(value: number, unit: BareUnit = 'seconds'): string {
  const parts = split(value * millisecondsIn(unit)).map(([amount, suffix]) => `${amount}${suffix}`);
  return parts.length > 0 ? parts.join('') : '0s';
}

/** Writes a duration in words: "30 minutes", "1 hour 30 minutes", "0 seconds". */
export function describeDuration(value: number, unit: BareUnit = 'seconds'): string {
  const parts = split(value * millisecondsIn(unit)).map(
    ([amount, , word]) => `${amount} ${amount === 1 ? word : `${word}s`}`,
  );
  return parts.length > 0 ? parts.join(' ') : '0 seconds';
}

/** Reads a duration setting; ISO 8601 where the schema says `format: duration`. */
export const readDuration: ScalarReader = (text, kind, bareUnit) => {
  const unit = kind.unit ?? 'seconds';
  if (kind.schema.format === 'duration') {
    const iso = parseIsoDuration(text, unit);
    return iso === undefined ? { expected: 'an ISO 8601 duration such as PT30M' } : { value: iso };
  }
  const value = parseDuration(text, unit, bareUnit ?? unit);
  if (value !== undefined && value <= Number.MAX_SAFE_INTEGER) return { value };
  return { expected: `a duration such as 30m, 1h30m or a number of ${unit}` };
};

function sumOfParts(text: string): number | undefined {
  if (!SUFFIXED.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, suffix] of text.matchAll(PART))
    sum += Number(amount) * SUFFIX_MILLISECONDS.get(suffix!)!;
  return sum;
}

function convert(milliseconds: number, unit: BareUnit): number {
  return roundMicro(milliseconds / millisecondsIn(unit));
}

function millisecondsIn(unit: BareUnit): number {
  return UNIT_MILLISECONDS.get(unit) ?? 1000;
}

/** Removes what binary fractions add: `0.1 + 0.2` stays `0.3`. */
function roundMicro(value: number): number {
  const scaled = Math.round(value * 1e6) / 1e6;
  return Number.isFinite(scaled) ? scaled : value;
}

function split(milliseconds: number): [amount: number, suffix: string, word: string][] {
  const parts: [number, string, string][] = [];
  let rest = milliseconds;
  for (const [suffix, word, size] of WRITTEN) {
    const amount = size === 1 ? roundMicro(rest) : Math.floor(rest / size);
    if (amount > 0) parts.push([amount, suffix, word]);
    rest -= amount * size;
  }
  return parts;
}
