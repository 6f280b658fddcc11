import {
  compileSchema,
  describeDuration,
  describeSize,
  formatDuration,
  formatSettingValue,
  formatSize,
  parseDuration,
  parseSize,
  readSetting,
} from '@lockstep/config';
import type { Setting } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** The typed value of a text under a leaf's schema, or what was expected. */
function read(leaf: object, ...texts: string[]): unknown {
  const reading = readSetting(setting(leaf), texts);
  return reading.mistakes
    ? `expected ${reading.mistakes.map(({ expected }) => expected).join('; ')}`
    : reading.value;
}

const wrong = expect.stringMatching(/^expected /) as unknown;

describe('durations', () => {
  it.each([
    ['30m', 1800],
    ['1h30m', 5400],
    ['90', 90],
    ['0', 0],
    ['0s', 0],
    ['500ms', 0.5],
    ['1.5h', 5400],
    ['7d', 604_800],
    ['2w', 1_209_600],
    ['1m1m', 120],
    ['0.1s', 0.1],
    ['0.1s0.2s', 0.3],
    ['', undefined],
    ['m', undefined],
    ['-5m', undefined],
    ['5 m', undefined],
    ['5min', undefined],
    ['1h30', undefined],
    ['30M', undefined],
    ['Infinity', undefined],
    ['1e3', undefined],
  ])('%s is %s seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it('count in the unit that is asked for', () => {
    expect(parseDuration('2s', 'milliseconds')).toBe(2000);
    expect(parseDuration('2', 'milliseconds')).toBe(2);
    expect(parseDuration('60000', 'seconds', 'milliseconds')).toBe(60);
    expect(parseDuration('12', 'seconds', 'hours')).toBe(43_200);
  });

  it.each([
    [0, '0s', '0 seconds'],
    [1, '1s', '1 second'],
    [1800, '30m', '30 minutes'],
    [5400, '1h30m', '1 hour 30 minutes'],
    [86_400, '1d', '1 day'],
    [604_800, '7d', '7 days'],
    [31_536_000, '365d', '365 days'],
    [0.5, '500ms', '500 milliseconds'],
    [61.25, '1m1s250ms', '1 minute 1 second 250 milliseconds'],
  ])('%s seconds are written %s, %s', (seconds, short, words) => {
    expect(formatDuration(seconds)).toBe(short);
    expect(describeDuration(seconds)).toBe(words);
    expect(formatDuration(seconds * 1000, 'milliseconds')).toBe(short);
  });

  it('survive writing and reading', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds, 'milliseconds'), 'milliseconds')).toBe(
          milliseconds,
        );
      }),
    );
  });

  it('agree with the pattern that schemas publish', () => {
    const pattern = /^(\d+(\.\d+)?(ms|s|m|h|d|w))+$|^\d+(\.\d+)?$/;
    const text = fc.stringMatching(/^[0-9.]{0,3}(ms|s|m|h|d|w|x)?[0-9]{0,2}(ms|s|m)?$/);
    fc.assert(
      fc.property(text, (candidate) => {
        expect(parseDuration(candidate) !== undefined).toBe(pattern.test(candidate));
      }),
    );
  });

  it('may be ISO 8601 where the schema says so', () => {
    const iso = { type: 'string', format: 'duration' };
    expect(read(iso, 'PT30M')).toBe(1800);
    expect(read(iso, 'P1DT12H')).toBe(129_600);
    expect(read(iso, 'P2W')).toBe(1_209_600);
    for (const text of ['30m', 'P1Y', 'P', 'PT', '1800']) expect(read(iso, text)).toEqual(wrong);
  });
});

describe('sizes', () => {
  it.each([
    ['0', 0],
    ['512', 512],
    ['512B', 512],
    ['100KB', 100_000],
    ['100kB', 100_000],
    ['100K', 100_000],
    ['8M', 8_000_000],
    ['10MiB', 10_485_760],
    ['10Mi', 10_485_760],
    ['1.5KiB', 1536],
    ['2 GB', 2_000_000_000],
    ['0.3B', undefined],
    ['10mb', undefined],
    ['-1', undefined],
    ['MB', undefined],
    ['', undefined],
  ])('%s is %s bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each([
    [0, '0B', '0 bytes'],
    [1, '1B', '1 byte'],
    [512, '512B', '512 bytes'],
    [100_000, '100KB', '100 KB'],
    [1_500_000, '1.5MB', '1.5 MB'],
    [10_485_760, '10MiB', '10 MiB'],
    [1023, '1023B', '1023 bytes'],
  ])('%s bytes are written %s, %s', (bytes, short, words) => {
    expect(formatSize(bytes)).toBe(short);
    expect(describeSize(bytes)).toBe(words);
  });

  it('survive writing and reading', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        expect(parseSize(formatSize(bytes))).toBe(bytes);
      }),
    );
  });
});

describe('other types', () => {
  it.each(['true', 'TRUE', 'on', 'Yes', '1'])('%s is true', (text) =>
    expect(read({ type: 'boolean' }, text)).toBe(true),
  );
  it.each(['false', 'Off', 'no', '0'])('%s is false', (text) =>
    expect(read({ type: 'boolean' }, text)).toBe(false),
  );
  it.each(['', 'y', '2', 'enabled'])('%j is no boolean', (text) =>
    expect(read({ type: 'boolean' }, text)).toEqual(wrong),
  );

  it.each([
    [{ type: 'integer' }, '007', 7],
    [{ type: 'integer' }, '-3', -3],
    [{ type: 'integer' }, '9007199254740991', 9_007_199_254_740_991],
    [{ type: 'integer' }, '9007199254740992', wrong],
    [{ type: 'integer' }, '1.0', wrong],
    [{ type: 'integer' }, '0x10', wrong],
    [{ type: 'number' }, '1.5e2', 150],
    [{ type: 'number' }, '9007199254740993', wrong],
    [{ type: 'number' }, '1e999', wrong],
    [{ type: 'number' }, 'NaN', wrong],
    [{ enum: ['off', 'on'] }, 'on', 'on'],
    [{ enum: ['off', 'on'] }, 'On', 'expected one of off, on'],
    [{ enum: [1, 2] }, '2', 2],
    [{ anyOf: [{ const: 'auto' }, { type: 'boolean' }] }, 'yes', true],
    [{ format: 'uri' }, 'https://example.com/a?b#c', 'https://example.com/a?b#c'],
    [{ format: 'uri' }, 'file:.lockstep/data.db', 'file:.lockstep/data.db'],
    [{ format: 'uri' }, 'memory:', 'memory:'],
    [{ format: 'uri' }, 'redis://:p@h:1/0', 'redis://:p@h:1/0'],
    [{ format: 'uri' }, 'example.com', wrong],
    [{ format: 'uri' }, 'https:example.com', wrong],
    [{ format: 'uri' }, 'https:///x', wrong],
    [{ format: 'uri' }, 'https://a b', wrong],
    [{ format: 'uri' }, '//example.com', wrong],
    [
      { type: 'string', format: 'uri', pattern: '^(http|https):' },
      'ftp://a',
      'expected a URL with the scheme http or https',
    ],
    [{ format: 'host' }, 'example.com', 'example.com'],
    [{ format: 'host' }, 'example.com:8000', 'example.com:8000'],
    [{ format: 'host' }, '[::1]:80', '[::1]:80'],
    [{ format: 'host' }, '::1', '::1'],
    [{ format: 'host' }, '127.0.0.1', '127.0.0.1'],
    [{ format: 'host' }, 'redis_cache', 'redis_cache'],
    [{ format: 'host' }, '256.1.1.1', wrong],
    [{ format: 'host' }, 'a:99999', wrong],
    [{ format: 'host' }, 'http://a', wrong],
    [{ format: 'host' }, '-a', wrong],
    [{ format: 'host' }, '', wrong],
    [{ type: 'string', format: 'ipv4' }, '::1', 'expected an IPv4 address'],
    [{ format: 'cidr' }, '10.0.0.0/8', '10.0.0.0/8'],
    [{ format: 'cidr' }, 'fd00::/8', 'fd00::/8'],
    [{ format: 'cidr' }, '10.0.0.0', wrong],
    [{ format: 'cidr' }, '10.0.0.0/33', wrong],
    [{ format: 'cidr' }, '10.0.0.0/8/8', wrong],
  ])('%j reads %s as %s', (leaf, text, expected) => {
    expect(read(leaf, text)).toEqual(expected);
  });
});

describe('bounds', () => {
  it.each([
    [{ type: 'integer', minimum: 1, maximum: 10 }, '11', 'expected at most 10'],
    [{ type: 'integer', exclusiveMinimum: 0 }, '0', 'expected more than 0'],
    [{ type: 'number', 'x-unit': 'seconds', minimum: 60 }, '30s', 'expected at least 1m'],
    [{ type: 'integer', 'x-unit': 'seconds' }, '500ms', 'expected a whole number of seconds'],
    [{ type: 'integer', 'x-unit': 'bytes', maximum: 1_048_576 }, '2MiB', 'expected at most 1MiB'],
    [{ type: 'string', minLength: 32 }, 'short', 'expected at least 32 characters'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'A1', 'expected text that matches ^[a-z]+$'],
    [{ type: 'string', format: 'email' }, 'x', 'expected an email address'],
    [
      { type: 'string', minLength: 3, pattern: '^a' },
      'b',
      'expected at least 3 characters, text that matches ^a',
    ],
    [{ type: 'string', 'x-unit': 'seconds', pattern: '^\\d+m$' }, '30m', 1800],
  ])('%j refuses %s: %s', (leaf, text, expected) => {
    expect(read(leaf, text)).toBe(expected);
  });

  it('of lists are those of the list and of its items', () => {
    const list = {
      type: 'array',
      minItems: 2,
      uniqueItems: true,
      items: { type: 'string', minLength: 2 },
    };
    expect(read(list, 'aa', 'bb')).toEqual(['aa', 'bb']);
    expect(read(list, 'aa')).toBe('expected at least 2 items');
    expect(read(list, 'aa', 'aa')).toBe('expected no item twice');
    expect(read(list, 'aa', 'b')).toBe('expected each item at least 2 characters');
    expect(read({ type: 'array', items: { type: 'integer' } }, '1', 'x', 'y')).toBe(
      'expected a whole number; a whole number',
    );
  });
});

function setting(leaf: object): Setting {
  const found = compileSchema({ type: 'object', properties: { key: leaf } }).find(['key']);
  if (!found) throw new Error('the schema has no key');
  return found;
}

it('writes values as a file would', () => {
  expect(formatSettingValue(setting({ type: 'integer', 'x-unit': 'seconds' }), 5400)).toBe('1h30m');
  expect(formatSettingValue(setting({ type: 'integer', 'x-unit': 'bytes' }), 100_000)).toBe(
    '100KB',
  );
  expect(
    formatSettingValue(
      setting({ type: 'array', items: { type: 'integer', 'x-unit': 'seconds' } }),
      [60, 90],
    ),
  ).toBe('1m, 1m30s');
  expect(formatSettingValue(setting({ type: 'boolean' }), true)).toBe('true');
});
