/** What a value may measure besides a plain number. */
export type Measured = 'duration' | 'size';

/** A unit of time or of data. */
export interface Unit {
  readonly dimension: Measured;
  /** As CLDR calls it. */
  readonly name: string;
  /** Milliseconds or bytes in one. `MB` is 1000² bytes, and 1024² to many who write it: the standard's comes first. */
  readonly sizes: readonly [number, ...number[]];
  readonly words: readonly string[];
  /** Spellings that are a unit only right behind the digits, or where nothing else can be meant. */
  readonly letters: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Every unit that is read anywhere: in sentences, in comments, in text that is bound to a tag. */
export const UNITS: readonly Unit[] = [
  time('millisecond', 1, 'ms msec msecs millis'),
  time('second', 1000, 's sec secs'),
  time('minute', MINUTE, 'min mins', 'm'),
  time('hour', HOUR, 'h hr hrs'),
  time('day', DAY, 'd'),
  time('week', 7 * DAY, 'wk wks', 'w'),
  data('byte', [1], 'B'),
  ...['kilo', 'mega', 'giga', 'tera'].map((prefix, index) => {
    const letter = prefix[0]!;
    const upper = letter.toUpperCase();
    const sizes = [1000 ** (index + 1), 1024 ** (index + 1)] as const;
    const letters = letter === 'k' ? 'k K' : upper;
    return data(`${prefix}byte`, sizes, `${letter}b ${letter}B ${upper}B`, letters);
  }),
  ...['kibi', 'mebi', 'gibi', 'tebi'].map((prefix, index) => {
    const letter = prefix[0]!.toUpperCase();
    const short = `${letter}iB ${letter.toLowerCase()}ib`;
    return data(`${prefix}byte`, [1024 ** (index + 1)], short, `${letter}i`);
  }),
];

const WORDS = bySpelling(UNITS, ({ words }) => words);
const LETTERS = bySpelling(UNITS, ({ letters }) => letters);
const LOWER_CASE = (['duration', 'size'] as const).map((dimension) => {
  const units = UNITS.filter((unit) => unit.dimension === dimension);
  const spellings = bySpelling(units, ({ words, letters }) => [...words, ...letters]);
  const entries = [...spellings].map(([word, unit]): [string, Unit] => [word.toLowerCase(), unit]);
  return [dimension, new Map(entries)] as const;
});
const BY_DIMENSION: ReadonlyMap<Measured, ReadonlyMap<string, Unit>> = new Map(LOWER_CASE);

/** The unit that a word in a sentence is. Letters such as `m` are none, but right behind digits (`isSolid`): `5m`. */
export function unitNamed(word: string, isSolid: boolean): Unit | undefined {
  const known = WORDS.get(word) ?? (word.length > 2 ? WORDS.get(word.toLowerCase()) : undefined);
  return known ?? (isSolid ? LETTERS.get(word) : undefined);
}

/** The unit that a word is where it is known what is measured; `M` is a size there, and `m` a time or a size. */
export function unitMeasuring(dimension: Measured, word: string): Unit | undefined {
  const isFree = dimension === 'size' || word.length > 2;
  return BY_DIMENSION.get(dimension)?.get(isFree ? word.toLowerCase() : word);
}

function time(name: string, size: number, short: string, letters = ''): Unit {
  return toUnit('duration', name, [size], short, letters);
}

function data(name: string, sizes: Unit['sizes'], short: string, letters = ''): Unit {
  return toUnit('size', name, sizes, short, letters);
}

function toUnit(
  dimension: Measured,
  name: string,
  sizes: Unit['sizes'],
  short: string,
  letters: string,
): Unit {
  const words = [...short.split(' '), name, `${name}s`];
  return { dimension, name, sizes, words, letters: letters.split(' ').filter(Boolean) };
}

function bySpelling(
  units: readonly Unit[],
  spellings: (unit: Unit) => readonly string[],
): ReadonlyMap<string, Unit> {
  return new Map(units.flatMap((each) => spellings(each).map((word) => [word, each] as const)));
}
