import { parseBoolean, Secret } from '@lockstep/config';
import type { Json, Value } from '@lockstep/config';
import { isTrueOf } from '../amounts/meaning.ts';
import { measuresOf } from '../amounts/measures.ts';
import type { Measures } from '../amounts/measures.ts';
import { readAmount } from '../amounts/read-amount.ts';
import { plainText } from './inline.ts';
import { listNodes, valueNodes } from './shown-value.ts';
import type { ValueKind } from './shown-value.ts';
import { ENGLISH } from './words.ts';
import type { Words } from './words.ts';

/** What a text is compared with. */
export interface ClaimedValue {
  readonly value: Value | Json;
  /** Its type and unit, where a schema gives them. */
  readonly kind?: ValueKind | undefined;
}

/** Words for booleans beside those that files take. */
const BOOLEAN_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['enabled', true],
  ['active', true],
  ['disabled', false],
  ['inactive', false],
]);

/** What stands between items, in prose and in files. */
const ITEM_SEPARATOR = /\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/;

/**
 * Whether a text says what a value is: durations and sizes by what they amount to, in any unit; numbers with or without
 * separators; booleans as words; lists in any of the ways in which they are written; other text exactly, but for white
 * space. A secret is never what a text says.
 */
export function saysValue(text: string, claimed: ClaimedValue, words: Words = ENGLISH): boolean {
  const { value, kind } = claimed;
  const said = fold(text);
  if (value instanceof Secret) return false;
  if (Array.isArray(value)) return saysList(said, value, kind, words);
  if (said === fold(plainText(valueNodes(value, kind, words)))) return true;
  if (typeof value === 'boolean') return readWord(said) === value;
  if (typeof value === 'number') return saysAmount(said, measuresOf(value, kind), words);
  return typeof value === 'string' && saysText(said, value, words);
}

function saysAmount(said: string, measures: Measures, { locale }: Words): boolean {
  return [...measures].some(([dimension, totals]) =>
    isTrueOf(readAmount(said, dimension, locale), totals),
  );
}

/** Without a schema every value is text; what it amounts to counts all the same. */
function saysText(said: string, value: string, words: Words): boolean {
  if (said === '' || said === value) return said === value;
  const measures = measuresOf(value);
  const flag = measures.has('number') ? undefined : parseBoolean(value);
  return flag === undefined ? saysAmount(said, measures, words) : readWord(said) === flag;
}

function saysList(
  said: string,
  items: readonly (Value | Json)[],
  kind: ValueKind | undefined,
  words: Words,
): boolean {
  if (said === fold(plainText(listNodes(items, kind, words)))) return true;
  const itemKind = kind?.itemType ? { type: kind.itemType, unit: kind.unit } : undefined;
  const parts = said === '' ? [] : said.split(ITEM_SEPARATOR);
  return (
    parts.length === items.length &&
    items.every((item, index) =>
      saysValue(parts[index] ?? '', { value: item, kind: itemKind }, words),
    )
  );
}

function readWord(said: string): boolean | undefined {
  const word = said.toLowerCase();
  return BOOLEAN_WORDS.get(word) ?? parseBoolean(word);
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
