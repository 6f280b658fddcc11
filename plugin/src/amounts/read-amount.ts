import { unitWords } from '../render/words.ts';
import { decimalsOf, meaningsOf } from './meaning.ts';
import type { Meaning } from './meaning.ts';
import { UNITS, unitMeasuring } from './units.ts';
import type { Measured, Unit } from './units.ts';

/** A number and its unit; a hyphen, "and" or a comma may join what belongs together. */
const PART = /(\d[\d.,\u00a0\u202f'’ ]*?)[\s\u00a0-]*(\p{L}[\p{L}.]*)(?:\s*(?:,|\band\b)?\s*|$)/uy;
/** Amounts with which languages choose the form of a unit's name. */
const AMOUNTS = [1, 2, 5, 1.5];
const SEPARATED = /^\d{1,3}(?:[,\u00a0\u202f'’ ]\d{3})+(?:\.\d+)?$/;
const PLAIN = /^-?\d+(?:\.\d+)?$/;

/**
 * Reads a text that is an amount and nothing else, as people write it in the language of the page: "30 minutes",
 * "1 h 30 min", "90-second", "10 MB", `1,000`.
 * @returns What it may amount to; none where it is no amount of this dimension
 */
export function readAmount(
  text: string,
  dimension: Measured | 'number',
  locale = 'en',
): readonly Meaning[] {
  if (dimension !== 'number') return readParts(text.trim(), dimension, locale);
  const number = readNumber(text, locale);
  return number === undefined ? [] : meaningsOf(number, 0, [1]);
}

/** Reads a number, thousands separated or not: `1,000`, `1 000`; in the way of the language too. */
function readNumber(text: string, locale = 'en'): number | undefined {
  const trimmed = text.trim();
  // In German `1.000` is a thousand.
  const local = locale === 'en' ? undefined : readLocalNumber(trimmed, locale);
  if (local !== undefined) return local;
  if (PLAIN.test(trimmed)) return Number(trimmed);
  return SEPARATED.test(trimmed) ? Number(trimmed.replaceAll(/[^\d.]/g, '')) : undefined;
}

/** A number exactly as a language writes it. */
function readLocalNumber(text: string, locale: string): number | undefined {
  const { group = ',', decimal = '.' } = numberSigns(locale);
  const plain = text.split(group).join('').replace(decimal, '.');
  if (!PLAIN.test(plain)) return undefined;
  return text === localNumber(Number(plain), locale) ? Number(plain) : undefined;
}

function readParts(text: string, dimension: Measured, locale: string): readonly Meaning[] {
  const parts: (readonly Meaning[])[] = [];
  PART.lastIndex = 0;
  for (let offset = 0; offset < text.length; offset = PART.lastIndex) {
    const match = PART.exec(text);
    if (!match) return [];
    const [, figure = '', word = ''] = match;
    const amount = readNumber(figure, locale);
    const unit = unitOf(word, dimension, locale);
    if (amount === undefined || !unit) return [];
    parts.push(meaningsOf(amount, decimalsOf(figure, numberSigns(locale).decimal), unit.sizes));
  }
  return sumOf(parts);
}

/** Of several parts, all are meant by the standard, or all in the other way. */
function sumOf(parts: readonly (readonly Meaning[])[]): readonly Meaning[] {
  const ways = Math.max(0, ...parts.map(({ length }) => length));
  return Array.from({ length: ways }, (_, way) => {
    const meant = parts.map((part) => part[Math.min(way, part.length - 1)]!);
    return {
      total: Math.round(sum(meant.map(({ total }) => total)) * 1e6) / 1e6,
      slack: sum(meant.map(({ slack }) => slack)),
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function unitOf(word: string, dimension: Measured, locale: string): Unit | undefined {
  const bare = word.replace(/\.$/, '');
  const own = unitMeasuring(dimension, bare);
  if (own || locale === 'en') return own;
  return UNITS.find(
    (unit) => unit.dimension === dimension && localNames(locale, unit.name).has(bare.toLowerCase()),
  );
}

const nameCache = new Map<string, ReadonlySet<string>>();

/** How a language calls a unit, in lower case. */
function localNames(locale: string, unit: string): ReadonlySet<string> {
  const key = `${locale} ${unit}`;
  let names = nameCache.get(key);
  if (!names) {
    names = new Set(isUnit(unit) ? formsOf(locale, unit) : []);
    nameCache.set(key, names);
  }
  return names;
}

function formsOf(locale: string, unit: string): readonly string[] {
  const displays = ['long', 'short', 'narrow'] as const;
  return displays.flatMap((display) =>
    AMOUNTS.map((amount) =>
      unitWords(locale, unit, amount, display)
        .replaceAll(/[\d.,\s]|\.$/g, '')
        .toLowerCase(),
    ),
  );
}

function isUnit(unit: string): boolean {
  return Intl.supportedValuesOf('unit').includes(unit);
}

function localNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
}

function numberSigns(locale: string): { readonly group?: string; readonly decimal?: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.5);
  const find = (wanted: string): string | undefined =>
    parts.find(({ type }) => type === wanted)?.value;
  const group = find('group');
  const decimal = find('decimal');
  return {
    ...(group === undefined ? {} : { group }),
    ...(decimal === undefined ? {} : { decimal }),
  };
}
