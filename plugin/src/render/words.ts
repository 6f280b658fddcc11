import { describeDuration, describeSize } from '@lockstep/config';
import type { Unit } from '@lockstep/config';

/** How amounts and lists are written in the language of a page. */
export interface Words {
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly duration: (value: number, unit?: Unit) => string;
  readonly size: (bytes: number) => string;
  /** What stands between the items of a list of so many: `[', ', ' and ']` for three. */
  readonly separators: (count: number) => readonly string[];
}

/** English, in the words of `@lockstep/config`; the language of pages that do not say theirs. */
export const ENGLISH: Words = {
  locale: 'en',
  duration: describeDuration,
  size: describeSize,
  separators: (count) =>
    Array.from({ length: Math.max(0, count - 1) }, (_, index) =>
      index === count - 2 ? ' and ' : ', ',
    ),
};

/** Parts of a duration in English: `1 hour`, `30 minutes`. */
const DURATION_PART = /(\d+(?:\.\d+)?) (day|hour|minute|second|millisecond)s?/g;
/** A size in English: `10 MiB`, `512 bytes`. */
const SIZE = /^(\d+(?:\.\d+)?) (\w+)$/;

const cache = new Map<string, Words>();

/** The words of a language; English for `en`, for what is no language, and where the page does not say. */
export function wordsIn(locale: string | undefined): Words {
  if (locale === undefined || /^en(?:-|$)/i.test(locale)) return ENGLISH;
  const known = cache.get(locale);
  if (known) return known;
  const words = isSupported(locale) ? localWords(locale) : ENGLISH;
  cache.set(locale, words);
  return words;
}

/** An amount of a unit, such as "30 Minuten". */
export function unitWords(
  locale: string,
  unit: string,
  amount: number,
  display: 'long' | 'short' | 'narrow' = 'long',
): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: display,
    maximumFractionDigits: 6,
  }).format(amount);
}

function localWords(locale: string): Words {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    locale,
    duration: (value, unit) =>
      Array.from(describeDuration(value, unit).matchAll(DURATION_PART), ([, amount, name = '']) =>
        unitWords(locale, name, Number(amount)),
      ).join(' '),
    size: (bytes) => {
      const [, amount, unit = ''] = SIZE.exec(describeSize(bytes)) ?? [];
      const isBytes = unit.startsWith('byte');
      return isBytes
        ? unitWords(locale, 'byte', bytes)
        : `${numbers.format(Number(amount))} ${unit}`;
    },
    separators: (count) =>
      list
        .formatToParts(Array.from({ length: count }, () => 'x'))
        .filter(({ type }) => type === 'literal')
        .map(({ value }) => value),
  };
}

function isSupported(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
