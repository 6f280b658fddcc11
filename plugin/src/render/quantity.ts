import { unitWords } from './words.ts';

/** Milliseconds in one of each unit of time, by the spellings of it. */
const TIME_UNITS: readonly (readonly [name: string, milliseconds: number, spellings: RegExp])[] = [
  ['millisecond', 1, /^(?:ms|msecs?|milliseconds?)$/],
  ['second', 1000, /^(?:s|secs?|seconds?)$/],
  ['minute', 60_000, /^(?:m|mins?|minutes?)$/],
  ['hour', 3_600_000, /^(?:h|hrs?|hours?)$/],
  ['day', 86_400_000, /^(?:d|days?)$/],
  ['week', 604_800_000, /^(?:w|wks?|weeks?)$/],
];

/** Bytes in one of each unit of data, as IEC 80000-13 has it. */
const DATA_UNITS: readonly (readonly [name: string, bytes: number, spellings: RegExp])[] = [
  ['byte', 1, /^(?:b|bytes?)$/i],
  ['kilobyte', 1e3, /^(?:kb?|kilobytes?)$/i],
  ['megabyte', 1e6, /^(?:mb?|megabytes?)$/i],
  ['gigabyte', 1e9, /^(?:gb?|gigabytes?)$/i],
  ['terabyte', 1e12, /^(?:tb?|terabytes?)$/i],
  ['kibibyte', 1024, /^(?:kib?|kibibytes?)$/i],
  ['mebibyte', 1024 ** 2, /^(?:mib?|mebibytes?)$/i],
  ['gibibyte', 1024 ** 3, /^(?:gib?|gibibytes?)$/i],
  ['tebibyte', 1024 ** 4, /^(?:tib?|tebibytes?)$/i],
];

type Units = readonly (readonly [name: string, size: number, spellings: RegExp])[];

/** A number and its unit; a hyphen, "and" or a comma may join what belongs together. */
const PART = /(\d[\d.,\u00a0\u202f'’ ]*?)[\s\u00a0-]*(\p{L}[\p{L}.]*)(?:\s*(?:,|\band\b)?\s*|$)/uy;
/** Amounts with which languages choose the form of a unit's name. */
const AMOUNTS = [1, 2, 5, 1.5];
const SEPARATED = /^\d{1,3}(?:[,\u00a0\u202f'’ ]\d{3})+(?:\.\d+)?$/;
const PLAIN = /^-?\d+(?:\.\d+)?$/;

/** Reads a length of time as people write it ("30 minutes", "1 h 30 min", "90-second"); in milliseconds. */
export function readTime(text: string, locale = 'en'): number | undefined {
  return readParts(text, TIME_UNITS, locale);
}

/** Reads an amount of data ("10 MB", "512 bytes", "1.5 GiB"); in bytes. */
export function readData(text: string, locale = 'en'): number | undefined {
  return readParts(text, DATA_UNITS, locale);
}

/** Reads a number, thousands separated or not: `1,000`, `1 000`; in the way of the language too. */
export function readNumber(text: string, locale = 'en'): number | undefined {
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

function readParts(text: string, units: Units, locale: string): number | undefined {
  let sum = 0;
  PART.lastIndex = 0;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  for (let offset = 0; offset < trimmed.length; offset = PART.lastIndex) {
    const match = PART.exec(trimmed);
    if (!match) return undefined;
    const amount = readNumber(match[1] ?? '', locale);
    const size = sizeOf(match[2] ?? '', units, locale);
    if (amount === undefined || size === undefined) return undefined;
    sum += amount * size;
  }
  return Math.round(sum * 1e6) / 1e6;
}

function sizeOf(word: string, units: Units, locale: string): number | undefined {
  const bare = word.replace(/\.$/, '');
  const own = units.find(([, , spellings]) => spellings.test(bare));
  if (own || locale === 'en') return own?.[1];
  return units.find(([name]) => localNames(locale, name).has(bare.toLowerCase()))?.[1];
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
