/** What an amount measures; `other` is a dimension that no setting has, such as percent or years. */
type Dimension = 'duration' | 'size' | 'number' | 'other';

/** An amount that a text gives. */
export interface Amount {
  readonly start: number;
  readonly end: number;
  readonly dimension: Dimension;
  /** Milliseconds, bytes, or the number itself. */
  readonly value: number;
  /** The same where a prefix may mean powers of 1024 instead of 1000: `10 MB` and what is then meant. */
  readonly binaryValue?: number;
  /** The text from the first digit to the last: what a corrected number replaces. */
  readonly figure: { readonly start: number; readonly end: number };
  /** Milliseconds or bytes of one of its unit; 1 for a bare number; `undefined` for several units. */
  readonly unit: number | undefined;
  /** The word after a bare number, in lower case: `requests`. */
  readonly noun: string | undefined;
  /** Whether it is an adjective: `60-second`. */
  readonly isAdjective: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Unit {
  readonly dimension: Dimension;
  readonly factor: number;
  readonly binary?: number;
}

/** Units by their words; `solid` ones count only right behind the digits, since a letter alone is a word too. */
const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...unitRows('duration', [
    [1, 'ms msec msecs millis millisecond milliseconds'],
    [1000, 's sec secs second seconds'],
    [MINUTE, 'min mins minute minutes'],
    [HOUR, 'h hr hrs hour hours'],
    [DAY, 'd day days'],
    [7 * DAY, 'week weeks'],
  ]),
  ...unitRows('other', [[1, '% percent month months year years px']]),
  ...sizeRows(),
]);
const SOLID_UNITS: ReadonlyMap<string, Unit> = new Map([
  ...unitRows('duration', [
    [MINUTE, 'm'],
    [7 * DAY, 'w'],
  ]),
  ...['k', 'K', 'M', 'G'].map((prefix, index): [string, Unit] => {
    const power = Math.max(1, index);
    return [prefix, { dimension: 'size', factor: 1000 ** power, binary: 1024 ** power }];
  }),
]);

/** Numbers that people write as words. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value): [string, number] => [word, value]),
  ['fifteen', 15],
  ['twenty', 20],
  ['thirty', 30],
  ['sixty', 60],
  ['ninety', 90],
]);

const FIGURE = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:${[...WORDS.keys()].join('|')})(?!\w)`;
/** A figure, and what may be its unit; not the middle of a version, an address, a date or a name. */
const AMOUNT = new RegExp(
  String.raw`(?<![\w.,/:#$@&=~^*+<>-])(${FIGURE})(?![.,:/]\d)(?:([\s\u00a0]?|-)(%|[a-z]+))?(?![\w%]|-[a-z])`,
  'gi',
);
const PART = /(?:,?\s+(?:and\s+)?)?(\d+)\s?([a-z]+)/iy;

/** Reads every amount of a masked text, in order. Versions, addresses, ranges and dates are none. */
export function readAmounts(text: string): readonly Amount[] {
  const amounts: Amount[] = [];
  let end = 0;
  for (const match of text.matchAll(AMOUNT)) {
    if (match.index < end) continue;
    const amount = readAmount(text, match);
    if (!amount || isInRange(text, amount)) continue;
    amounts.push(amount);
    end = amount.end;
  }
  return amounts;
}

function readAmount(text: string, match: RegExpExecArray): Amount | undefined {
  const [whole, digits = '', gap = '', word = ''] = match;
  const start = match.index;
  const number = WORDS.get(digits.toLowerCase()) ?? Number(digits.replaceAll(',', ''));
  const figure = { start, end: start + digits.length };
  const unit = word === '' ? undefined : unitOf(word, gap);
  if (!unit) return bareAmount(number, figure, gap, word, digits);
  const { dimension, factor, binary } = unit;
  const first: Amount = {
    start,
    end: start + whole.length,
    dimension,
    figure,
    value: number * factor,
    unit: factor,
    noun: undefined,
    isAdjective: gap === '-',
    ...(binary !== undefined && { binaryValue: number * binary }),
  };
  return dimension === 'duration' && gap !== '-' ? withSmallerUnits(text, first) : first;
}

/** "100 requests". "one of them", "two-factor": a word alone is often no amount. */
function bareAmount(
  value: number,
  figure: Amount['figure'],
  gap: string,
  word: string,
  digits: string,
): Amount | undefined {
  const isPartOfWord = WORDS.has(digits.toLowerCase()) || gap === '' || gap === '-';
  if (word !== '' && isPartOfWord) return undefined;
  const noun = word === '' ? undefined : word.toLowerCase();
  return { ...figure, dimension: 'number', value, figure, unit: 1, noun, isAdjective: false };
}

/** "1 hour 30 minutes", "1h30m": each further unit is smaller than the one before. */
function withSmallerUnits(text: string, first: Amount): Amount {
  let { end, value, unit } = first;
  let last = unit ?? 0;
  for (;;) {
    PART.lastIndex = end;
    const match = PART.exec(text);
    const next = match && unitOf(match[2]!, ' ', text.slice(first.start, end));
    if (!match || next?.dimension !== 'duration' || next.factor >= last) break;
    value += Number(match[1]) * next.factor;
    end += match[0].length;
    last = next.factor;
    unit = undefined;
  }
  return { ...first, end, value, unit };
}

function unitOf(word: string, gap: string, before = ''): Unit | undefined {
  const known = UNITS.get(word) ?? (word.length > 2 ? UNITS.get(word.toLowerCase()) : undefined);
  if (known) return known;
  return gap === '' || /[a-z]$/.test(before) ? SOLID_UNITS.get(word) : undefined;
}

/** "5 to 10 seconds", "between 5 and 10": neither end is the value. */
function isInRange(text: string, { start, end }: Amount): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 12);
  return (
    /\d\w*\s*(?:-|–|—|\.\.+|to|and|or|x|×)\s*$/i.test(before) ||
    /^\s*(?:–|—|\.\.+|-|(?:to|or|and)\s)\s*\d/i.test(after)
  );
}

function unitRows(
  dimension: Dimension,
  rows: readonly (readonly [factor: number, words: string])[],
): [string, Unit][] {
  return rows.flatMap(([factor, words]) =>
    words.split(' ').map((word): [string, Unit] => [word, { dimension, factor }]),
  );
}

function sizeRows(): [string, Unit][] {
  const rows: [string, Unit][] = [
    ['B', { dimension: 'size', factor: 1 }],
    ['byte', { dimension: 'size', factor: 1 }],
    ['bytes', { dimension: 'size', factor: 1 }],
  ];
  for (const [index, prefix] of ['k', 'm', 'g', 't'].entries()) {
    const power = index + 1;
    const unit: Unit = { dimension: 'size', factor: 1000 ** power, binary: 1024 ** power };
    const long = ['kilo', 'mega', 'giga', 'tera'][index]!;
    const upper = prefix.toUpperCase();
    for (const word of [`${prefix}B`, `${upper}B`, `${long}byte`, `${long}bytes`])
      rows.push([word, unit]);
    rows.push([`${upper}iB`, { dimension: 'size', factor: 1024 ** power }]);
  }
  return rows;
}
