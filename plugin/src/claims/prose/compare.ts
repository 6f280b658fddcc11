import type { Setting } from '@lockstep/config';
import { parseBoolean, readSetting } from '@lockstep/config';
import { isTrueOf } from '../../amounts/meaning.ts';
import type { IndexedKey } from '../key-index.ts';
import type { Amount } from '../../amounts/find-amounts.ts';
import { truthOf } from './truth.ts';
import type { Basis, Truth } from './truth.ts';

/** A value that prose gives. */
export type Stated =
  | { readonly kind: 'amount'; readonly amount: Amount }
  | { readonly kind: 'switch'; readonly on: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly isCode: boolean };

type StatedText = Extract<Stated, { readonly kind: 'text' }>;

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
  const { dimension, meanings } = amount;
  const totals = dimension === 'other' ? undefined : truth.measures.get(dimension);
  return totals && isTrueOf(meanings, totals);
}

function compareSwitch({ value, isSwitch }: Truth, on: boolean): boolean | undefined {
  if (!isSwitch) return undefined;
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
  if (truth.isSwitch && booleans[0] !== undefined) return booleans[0] === booleans[1];
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
