import type { JsonSchema } from '../json-schema.ts';
import type { ScalarKind } from './reading.ts';
import { alternativesOf } from './alternatives.ts';
import { describeValues } from './enum.ts';
import { formatPlain } from './read-scalar.ts';
import { describeType } from './type-words.ts';

type Words = (limit: unknown, kind: ScalarKind) => string | undefined;

/** What each JSON Schema keyword asks for, in words that follow "expected". */
const KEYWORD_WORDS: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['minimum', (limit, kind) => unlessSafeBound(limit, `at least ${written(limit, kind)}`)],
  ['maximum', (limit, kind) => unlessSafeBound(limit, `at most ${written(limit, kind)}`)],
  ['exclusiveMinimum', (limit, kind) => `more than ${written(limit, kind)}`],
  ['exclusiveMaximum', (limit, kind) => `less than ${written(limit, kind)}`],
  ['multipleOf', (limit, kind) => `a multiple of ${written(limit, kind)}`],
  ['minLength', (limit) => `at least ${counted(limit, 'character')}`],
  ['maxLength', (limit) => `at most ${counted(limit, 'character')}`],
  ['minItems', (limit) => `at least ${counted(limit, 'item')}`],
  ['maxItems', (limit) => `at most ${counted(limit, 'item')}`],
  ['uniqueItems', (limit) => (limit === true ? 'no item twice' : undefined)],
  ['pattern', (limit, kind) => patternWords(String(limit), kind)],
  ['format', (limit) => FORMAT_WORDS.get(String(limit))],
  ['const', String],
  ['not', () => 'none of the excluded values'],
]);

/** Formats that the setting's type does not say already. */
const FORMAT_WORDS: ReadonlyMap<string, string> = new Map([
  ['email', 'an email address'],
  ['idn-email', 'an email address'],
  ['date', 'a date such as 2026-01-31 (RFC 3339)'],
  ['time', 'a time such as 12:30:00Z (RFC 3339)'],
  ['date-time', 'a date and time such as 2026-01-31T12:30:00Z (RFC 3339)'],
  ['hostname', 'a host name (RFC 1123)'],
  ['ipv4', 'an IPv4 address'],
  ['ipv6', 'an IPv6 address'],
  ['uuid', 'a UUID (RFC 9562)'],
  ['regex', 'a regular expression'],
  ['json-pointer', 'a JSON Pointer (RFC 6901)'],
]);

/** Types whose syntax has no sign. */
const NEVER_NEGATIVE: ReadonlySet<string> = new Set(['duration', 'size']);

/** Ranges read better in one piece: "1 to 65535", "8 to 64 characters". */
const RANGES: readonly (readonly [low: string, high: string, noun: string])[] = [
  ['minimum', 'maximum', ''],
  ['minLength', 'maxLength', 'character'],
  ['minItems', 'maxItems', 'item'],
];

/** The bounds of a value in words ("1 to 65535"); `undefined` when its type is all there is to say. */
export function describeConstraint(kind: ScalarKind, item?: ScalarKind): string | undefined {
  const { schema } = kind;
  const alternatives = item ? [] : alternativesOf(schema);
  if (alternatives.length > 0) return describeAlternatives(alternatives);
  const words: string[] = [];
  if (kind.type === 'enum') words.push(describeValues(kind));
  for (const [low, high, noun] of RANGES) words.push(...rangeWords(schema, low, high, noun, kind));
  const inRanges = new Set(RANGES.flatMap(([low, high]) => [low, high]));
  for (const keyword of KEYWORD_WORDS.keys()) {
    if (inRanges.has(keyword) || !Object.hasOwn(schema, keyword)) continue;
    if (keyword === 'const' && kind.type === 'enum') continue;
    words.push(...present(keywordWords(keyword, schema[keyword], kind)));
  }
  const itemWords = item ? describeConstraint(item) : undefined;
  if (itemWords !== undefined) words.push(`each ${itemWords}`);
  return words.length > 0 ? words.join(', ') : undefined;
}

/** What a value may be where there is a choice: "text that matches ^auto$ or a whole number, at least 1". */
export function describeAlternatives(kinds: readonly ScalarKind[]): string {
  return kinds.map((kind) => describeType(kind.type, describeConstraint(kind))).join(' or ');
}

/** What one keyword asks for, in words; `undefined` when it has none. */
export function keywordWords(
  keyword: string,
  limit: unknown,
  kind: ScalarKind,
): string | undefined {
  return KEYWORD_WORDS.get(keyword)?.(limit, kind);
}

function rangeWords(
  schema: JsonSchema,
  low: string,
  high: string,
  noun: string,
  kind: ScalarKind,
): string[] {
  const from = keywordWords(low, schema[low], kind);
  const to = keywordWords(high, schema[high], kind);
  const hasLow = schema[low] !== undefined && from !== undefined;
  const hasHigh = schema[high] !== undefined && to !== undefined;
  if (hasLow && hasHigh) {
    if (schema[low] === schema[high])
      return [`exactly ${withNoun(written(schema[low], kind), noun)}`];
    const upper = written(schema[high], kind);
    return [`${written(schema[low], kind)} to ${withNoun(upper, noun)}`];
  }
  const isObvious = schema[low] === 0 && NEVER_NEGATIVE.has(kind.type);
  return [...(hasLow && !isObvious ? [from] : []), ...(hasHigh ? [to] : [])];
}

function withNoun(amount: string, noun: string): string {
  if (noun === '') return amount;
  return amount === '1' ? `1 ${noun}` : `${amount} ${noun}s`;
}

/** Length limits count characters or items, whatever the value's own unit. */
function written(limit: unknown, kind: ScalarKind): string {
  return typeof limit === 'number' ? formatPlain(limit, kind) : String(limit);
}

/** `z.int()` writes the range of safe integers as bounds; every integer has it, so it is not worth a word. */
function unlessSafeBound(limit: unknown, words: string): string | undefined {
  return Math.abs(Number(limit)) === Number.MAX_SAFE_INTEGER ? undefined : words;
}

function counted(limit: unknown, noun: string): string {
  return withNoun(String(limit), noun);
}

/** A pattern that only lists URL schemes is said in words; one that spells the syntax of a unit is not said at all. */
function patternWords(pattern: string, kind: ScalarKind): string | undefined {
  if (kind.type === 'duration' || kind.type === 'size') return undefined;
  const schemes = /^\^\(?([a-z][a-z0-9+.|-]*)\)?:$/.exec(pattern)?.[1];
  if (kind.type !== 'url' || schemes === undefined) return `text that matches ${pattern}`;
  return `a URL with the scheme ${schemes.split('|').join(' or ')}`;
}

function present(words: string | undefined): string[] {
  return words === undefined ? [] : [words];
}
