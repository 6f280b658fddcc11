import { describe, expect, it } from 'vitest';
import { findAmounts } from '../../../plugin/src/amounts/find-amounts.ts';
import { isTrueOf } from '../../../plugin/src/amounts/meaning.ts';
import { measuresOf } from '../../../plugin/src/amounts/measures.ts';
import { readAmount } from '../../../plugin/src/amounts/read-amount.ts';
import { UNITS } from '../../../plugin/src/amounts/units.ts';

describe('one table of units', () => {
  const spellings = UNITS.flatMap(({ dimension, sizes, words, letters }) => {
    const texts = words.map((word) => `3 ${word}`).concat(letters.map((word) => `3${word}`));
    return texts.map((text) => ({ dimension, sizes, text }));
  });

  it.each(spellings)('reads $text in a sentence as it does alone', ({ dimension, sizes, text }) => {
    const expected = sizes.map((size) => ({ total: 3 * size, slack: 0 }));
    const [found] = findAmounts(`It is ${text}.`);
    expect(found).toMatchObject({ dimension, meanings: expected });
    expect(readAmount(text, dimension)).toEqual(expected);
  });
});

describe('one notion of what is true', () => {
  const HOUR_AND_A_HALF = [5_400_000];
  it.each([
    ['1.5 hours', HOUR_AND_A_HALF, true],
    ['1 hour 30 minutes', HOUR_AND_A_HALF, true],
    ['90 min', HOUR_AND_A_HALF, true],
    ['2 hours', HOUR_AND_A_HALF, false],
    ['1.4 hours', [5_000_000], true],
    ['1.40 hours', [5_000_000], false],
    ['10 MB', [10_000_000], true],
    ['10 MB', [10_485_760], true],
    ['10.5 MB', [10_485_760], true],
    ['10 MiB', [10_000_000], false],
    ['11 MB', [10_485_760], false],
  ])('%s of %j: %s', (text, totals, expected) => {
    const [found] = findAmounts(text);
    expect(isTrueOf(found?.meanings ?? [], totals)).toBe(expected);
    const dimension = text.endsWith('B') ? 'size' : 'duration';
    expect(isTrueOf(readAmount(text, dimension), totals)).toBe(expected);
  });

  it('takes numbers for what they are', () => {
    expect(isTrueOf(readAmount('0.5', 'number'), [0.45])).toBe(false);
    expect(isTrueOf(readAmount('1,000', 'number'), [1000])).toBe(true);
  });
});

describe('what a value amounts to', () => {
  it.each([
    ['the schema', 30, { type: 'duration', unit: 'seconds' }, 'duration', [30_000]],
    ['the schema', 30, { type: 'duration', unit: 'milliseconds' }, 'duration', [30]],
    ['the schema', 512, { type: 'size', name: 'limit' }, 'size', [512]],
    ['a suffix', '90s', {}, 'duration', [90_000]],
    ['a suffix', '8M', {}, 'size', [8_000_000, 8_388_608]],
    ['the name', '5', { name: 'retry_ms' }, 'duration', [5]],
    ['the name', '5', { name: 'retention_days' }, 'duration', [432_000_000]],
    ['the name', 512, { type: 'integer', name: 'max_bytes' }, 'size', [512]],
  ] as const)('%s says it: %j %j', (_, value, known, dimension, totals) => {
    expect(measuresOf(value, known).get(dimension)).toEqual(totals);
  });

  it('is not known where only the name says that it is time', () => {
    expect(measuresOf('5', { name: 'timeout' }).get('duration')).toHaveLength(5);
    expect(measuresOf('fast', { name: 'timeout' }).size).toBe(0);
  });
});
