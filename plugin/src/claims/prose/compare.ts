import type { Setting } from '@lockstep/config';
import { parseBoolean, parseDuration, parseSize, readSetting } from '@lockstep/config';
import type { IndexedKey } from '../key-index.ts';
import type { Amount } from './amounts.ts';
import { truthOf } from './truth.ts';
import type { Basis, Truth } from './truth.ts';

/** A value that prose gives. */
export type Stated =
  | { readonly kind: 'amount'; readonly amount: Amount }
  | { readonly kind: 'switch'; readonly on: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly isCode: boolean };

type StatedText = Extract<Stated, { readonly kind: 'text' }>;

/** What a bare number of time may count in, where nothing says it. */
const POSSIBLE_UNITS: readonly number[] = [1, 1000, 60_000, 3_600_000, 86_400_000];

/**
 * Whether a stated value is the key's; `undefined` where the two cannot be compared. A value that holds for the same
 * key of another source, such as the overlay of an environment, holds.
 */
export function holdsFor(key: IndexedKey, stated: Stated, basis: Basis): boolean | undefined {
  const outcomes = [key, ...key.others].map((each) => {
    const truth = truthOf(each, basis);
    return truth && compare(each, truth, stated);
  });
  if (outcomes[0] === undefined) return undefined;
  return outcomes.includes(true);
}

function compare(key: IndexedKey, truth: Truth, stated: Stated): boolean | undefined {
  if (stated.kind === 'amount') return compareAmount(truth, stated.amount);
  if (stated.kind === 'switch') return compareSwitch(truth, stated.on);
  return compareText(key, truth, stated);
}

function compareAmount(truth: Truth, amount: Amount): boolean | undefined {
  const { dimension } = amount;
  if (dimension === 'other' || !truth.measures.has(dimension)) return undefined;
  if (dimension === 'number') return Number(truth.value) === amount.value;
  if (dimension === 'size') return compareSize(truth, amount);
  return compareDuration(truth, amount);
}

function compareDuration({ value, durationUnit }: Truth, amount: Amount): boolean | undefined {
  const isNumber = /^\d+(?:\.\d+)?$/.test(String(value));
  if (durationUnit !== undefined) return isSame(Number(value) * durationUnit, amount.value);
  if (!isNumber) return isSame((parseDuration(String(value)) ?? NaN) * 1000, amount.value);
  return POSSIBLE_UNITS.some((unit) => isSame(Number(value) * unit, amount.value));
}

/** Prose writes MB for powers of 1000 and of 1024 alike; either is right. */
function compareSize({ value }: Truth, { value: bytes, binaryValue }: Amount): boolean | undefined {
  const text = String(value);
  const own =
    typeof value === 'number' ? [value] : [parseSize(text), parseSize(text.replace(/B?$/, 'iB'))];
  // "8M" in a file means 1024² to many programs, as "8 MB" does to many writers.
  const known = own.filter((each) => each !== undefined);
  if (known.length === 0) return undefined;
  const isBareNumber = /^\d+$/.test(text);
  const wanted = [bytes, binaryValue];
  const scaled = isBareNumber
    ? known.flatMap((each) => [each, each * 1024, each * 1024 ** 2])
    : known;
  return scaled.some((each) => wanted.some((want) => want !== undefined && isSame(each, want)));
}

function compareSwitch({ value, measures }: Truth, on: boolean): boolean | undefined {
  if (!measures.has('boolean')) return undefined;
  return (typeof value === 'boolean' ? value : parseBoolean(String(value))) === on;
}

function compareText(
  { setting }: IndexedKey,
  truth: Truth,
  stated: StatedText,
): boolean | undefined {
  if (setting) return compareTyped(setting, truth, stated);
  const { text } = stated;
  const plain = unquoted(text);
  if (plain === truth.text) return true;
  const booleans = [parseBoolean(plain), parseBoolean(truth.text)];
  if (truth.measures.has('boolean') && booleans[0] !== undefined)
    return booleans[0] === booleans[1];
  const numbers = [Number(plain.replaceAll(',', '')), Number(truth.text)];
  if (truth.measures.has('number'))
    return Number.isNaN(numbers[0]) ? undefined : numbers[0] === numbers[1];
  return plain.toLowerCase() === truth.text.toLowerCase() || sameList(plain, truth.text);
}

function compareTyped(
  setting: Setting,
  truth: Truth,
  { text, isCode }: StatedText,
): boolean | undefined {
  const plain = unquoted(text);
  if (setting.type === 'list') return sameList(plain, truth.text);
  const reading = readSetting({ ...setting, schema: looseSchema(setting) }, [plain]);
  // A word that is no value of the setting says something else; code is a value that is gone.
  const isGone = isCode && setting.type === 'enum' && /^[\w.-]+$/.test(plain);
  if (reading.mistakes) return isGone ? false : undefined;
  return reading.value === truth.value;
}

/** The setting's schema without bounds: a value out of bounds contradicts like any other. */
function looseSchema({ schema }: Setting): { readonly format?: string } {
  return schema.format === undefined ? {} : { format: schema.format };
}

/** Order and brackets do not matter: `["a", "b"]`, `b, a`. */
function sameList(one: string, other: string): boolean {
  return listItems(one) === listItems(other);
}

function listItems(text: string): string {
  const bare = text.trim().replace(/^\[|\]$/g, '');
  return bare
    .split(bare.includes(',') ? ',' : /\s+/)
    .map((item) => unquoted(item.replace(/\s+/g, ' ')))
    .filter((item) => item !== '')
    .toSorted()
    .join(',');
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/s, '$2');
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= Math.abs(other) * 1e-9;
}
