import type { SettingType } from '../config-schema.ts';
import type { BareUnit } from '../json-schema.ts';
import type { Plain, Reading, ScalarKind, ScalarReader } from './reading.ts';
import { readBoolean } from './boolean.ts';
import { readCidr } from './cidr.ts';
import { formatDuration, readDuration } from './duration.ts';
import { readEnum } from './enum.ts';
import { readHost } from './host.ts';
import { readInteger, readNumber } from './number.ts';
import { formatSize, readSize } from './size.ts';
import { readUrl } from './url.ts';

const readText: ScalarReader = (text) => ({ value: text });

const READERS: Readonly<Record<SettingType, ScalarReader>> = {
  string: readText,
  integer: readInteger,
  number: readNumber,
  boolean: readBoolean,
  enum: readEnum,
  duration: readDuration,
  size: readSize,
  url: readUrl,
  host: readHost,
  cidr: readCidr,
  /** A list inside a list: its text is kept. */
  list: readText,
};

/** The typed value of a text, or what was expected. Types only; bounds are checked by `findViolation`. */
export function readScalar(text: string, kind: ScalarKind, bareUnit?: BareUnit): Reading {
  return READERS[kind.type](text, kind, bareUnit);
}

/** Writes a value the way a configuration file would: durations as `30m`, sizes as `100KB`. */
export function formatPlain(value: Plain, kind: Pick<ScalarKind, 'type' | 'unit'>): string {
  if (typeof value !== 'number') return String(value);
  if (kind.type === 'duration') return formatDuration(value, kind.unit);
  return kind.type === 'size' ? formatSize(value) : String(value);
}
