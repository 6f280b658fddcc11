import { parseDuration, parseSize } from '@lockstep/config';
import type { Json, KeyPath, Setting, Value } from '@lockstep/config';
import type { Measured } from './units.ts';

/** A kind of amount that a value can be compared with, and all that the value may amount to in it. */
export type Measures = ReadonlyMap<Measured | 'number', readonly number[]>;

/** What is known of a value beside itself. */
export interface MeasuredSetting {
  readonly type?: Setting['type'] | undefined;
  readonly unit?: Setting['unit'];
  /** The key's own name, where it may tell what a bare number counts in. */
  readonly name?: string | undefined;
}

const NUMBER = /^\d+(?:\.\d+)?$/;
const MILLISECONDS: Readonly<Record<string, number>> = { milliseconds: 1, seconds: 1000 };

/** What the end of a name says about what its number counts, in milliseconds. */
const NAMED_UNITS: readonly (readonly [name: RegExp, milliseconds: number])[] = [
  [/(?:^|_)(?:ms|msec|millis|milliseconds)$/, 1],
  [/(?:^|_)(?:secs?|seconds)$/, 1000],
  [/(?:^|_)(?:mins?|minutes)$/, 60_000],
  [/(?:^|_)hours$/, 3_600_000],
  [/(?:^|_)days$/, 86_400_000],
];
const DURATION_NAME =
  /(?:^|_)(?:time|timeout|ttl|age|interval|expir\w*|lifetime|life|duration|delay|retention|period|window|wait|seconds|secs|minutes|mins|hours|days|ms|msec)s?$/;
const SIZE_NAME = /(?:^|_)(?:size|bytes|memory|buffer|length|limit)$/;
const BYTES_NAME = /(?:^|_)bytes$/;

/** What a bare number may count in, where nothing says it. */
const ANY_TIME = [1, 1000, 60_000, 3_600_000, 86_400_000];
const ANY_DATA = [1, 1024, 1024 ** 2];

/**
 * What a value amounts to: durations in milliseconds, sizes in bytes, numbers as they are. The schema says it; without
 * one, the suffix of the value, or the name of its key. Empty for what is no amount.
 */
export function measuresOf(value: Value | Json, known: MeasuredSetting = {}): Measures {
  if (typeof value === 'number') return measureNumber(value, known);
  if (typeof value !== 'string' || known.type !== undefined) return new Map();
  if (NUMBER.test(value)) return measureNumber(Number(value), known);
  const duration = parseDuration(value, 'milliseconds');
  if (duration !== undefined) return new Map([['duration', [duration]]]);
  return measureSize(value);
}

/** The last part of a key as names are compared: `idleTimeoutMs`, `idle-timeout-ms`, `IDLE_TIMEOUT_MS` are one. */
export function measuringName(path: KeyPath): string {
  return (path.at(-1) ?? '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}

function measureNumber(value: number, { type, unit, name = '' }: MeasuredSetting): Measures {
  const measures = new Map<Measured | 'number', readonly number[]>([['number', [value]]]);
  const milliseconds = MILLISECONDS[unit ?? (type === 'duration' ? 'seconds' : '')];
  if (milliseconds !== undefined) return measures.set('duration', [value * milliseconds]);
  if (type === 'size') return measures.set('size', [value]);
  if (DURATION_NAME.test(name)) {
    const named = NAMED_UNITS.find(([ending]) => ending.test(name));
    const sizes = named ? [named[1]] : ANY_TIME;
    measures.set(
      'duration',
      sizes.map((size) => value * size),
    );
  }
  if (SIZE_NAME.test(name)) {
    const sizes = BYTES_NAME.test(name) ? [1] : ANY_DATA;
    measures.set(
      'size',
      sizes.map((size) => value * size),
    );
  }
  return measures;
}

/** `8M` in a file is 1024² to many programs, whatever the standard says. */
function measureSize(text: string): Measures {
  const sizes = [parseSize(text), parseSize(text.replace(/B?$/, 'iB'))];
  const known = sizes.filter((size) => size !== undefined);
  return known.length === 0 ? new Map() : new Map([['size', known]]);
}
