import { decimalsOf, meaningsOf } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import { unitNamed } from './units.ts';
import type { Measured, Unit } from './units.ts';

/** What an amount measures; `other` is a dimension that no setting has, such as percent or years. */
type Dimension = Measured | 'number' | 'other';

/** An amount that a text gives. */
export interface Amount {
  readonly start: number;
  readonly end: number;
  readonly dimension: Dimension;
  /** What it may amount to. */
  readonly meanings: readonly Meaning[];
  /** The text from the first digit to the last: what a corrected number replaces. */
  readonly figure: { readonly start: number; readonly end: number };
  /** Milliseconds or bytes of one of its unit; 1 for a bare number; `undefined` for several units. */
  readonly unit: number | undefined;
  /** The word after a bare number, in lower case: `requests`. */
  readonly noun: string | undefined;
  /** Whether it is an adjective: `60-second`. */
  readonly isAdjective: boolean;
}

/** What is an amount, and never that of a setting. */
const OTHER_UNITS: ReadonlySet<string> = new Set('% percent month months year years px'.split(' '));

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

/** Finds every amount in running text, in order. Versions, addresses, ranges and dates are none. */
export function findAmounts(text: string): readonly Amount[] {
  const amounts: Amount[] = [];
  let end = 0;
  for (const match of text.matchAll(AMOUNT)) {
    if (match.index < end) continue;
    const amount = toAmount(text, match);
    if (!amount || isInRange(text, amount)) continue;
    amounts.push(amount);
    end = amount.end;
  }
  return amounts;
}

function toAmount(text: string, match: RegExpExecArray): Amount | undefined {
  const [whole, digits = '', gap = '', word = ''] = match;
  const start = match.index;
  const number = WORDS.get(digits.toLowerCase()) ?? Number(digits.replaceAll(',', ''));
  const figure = { start, end: start + digits.length };
  const unit = unitOf(word, gap === '');
  if (!unit) return bareAmount(number, figure, gap, word, digits);
  const { dimension, sizes } = unit;
  const meanings = meaningsOf(number, decimalsOf(digits), sizes);
  const stretch = { start, end: start + whole.length, figure };
  const isAdjective = gap === '-';
  const first = { ...stretch, dimension, meanings, unit: sizes[0], noun: undefined, isAdjective };
  return dimension === 'duration' && !isAdjective ? withSmallerUnits(text, first) : first;
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
  const meanings = meaningsOf(value, 0, [1]);
  return { ...figure, dimension: 'number', meanings, figure, unit: 1, noun, isAdjective: false };
}

/** "1 hour 30 minutes", "1h 30m": each further unit is smaller than the one before. */
function withSmallerUnits(text: string, first: Amount): Amount {
  let { end, unit, meanings } = first;
  let last = unit ?? 0;
  for (;;) {
    PART.lastIndex = end;
    const match = PART.exec(text);
    const next = match && unitNamed(match[2]!, /[a-z]$/.test(text.slice(first.start, end)));
    if (!match || next?.dimension !== 'duration' || next.sizes[0] >= last) break;
    [last] = next.sizes;
    const more = Number(match[1]) * last;
    meanings = meanings.map(({ total, slack }) => ({ total: total + more, slack }));
    end += match[0].length;
    unit = undefined;
  }
  return { ...first, end, meanings, unit };
}

function unitOf(
  word: string,
  isSolid: boolean,
): (Pick<Unit, 'sizes'> & { dimension: Dimension }) | undefined {
  if (OTHER_UNITS.has(word.toLowerCase())) return { dimension: 'other', sizes: [1] };
  return word === '' ? undefined : unitNamed(word, isSolid);
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
