import { describeDuration, describeSize } from '@lockstep/config';
import type { Fix, TextEdit } from '../finding.ts';
import type { IndexedKey } from '../key-index.ts';
import type { Amount } from '../../amounts/find-amounts.ts';
import type { Piece, Stretch } from './masked-text.ts';
import { pageStretch, textOf } from './masked-text.ts';
import type { Statement } from './statements.ts';
import { OPPOSITES } from './switches.ts';
import { truthOf } from './truth.ts';
import type { Truth } from './truth.ts';

const PLAIN_KEY = /^[\w-]+(?:\.[\w-]+)*$/;

/** What a key's value is, in words; `undefined` where nothing may or can be said. */
export function describeTruth({ setting }: IndexedKey, truth: Truth): string {
  const { value, text } = truth;
  if (typeof value === 'number' && setting?.type === 'duration')
    return describeDuration(value, setting.unit);
  if (typeof value === 'number' && setting?.type === 'size') return describeSize(value);
  return text === '' ? 'empty' : `\`${text}\``;
}

/**
 * How to mend a false statement: a tag in place of the literal where the sentence reads well with it, otherwise the
 * right text. `undefined` where neither says the same in the page's own words.
 */
export function correct(
  statement: Statement,
  key: IndexedKey,
  pieces: readonly Piece[],
): Fix | undefined {
  const truth = truthOf(key, statement.basis);
  if (!truth) return undefined;
  const tag = tagFor(statement, key, truth);
  if (tag !== undefined) return fixOf(`Write ${tag}`, statement, tag, pieces);
  const { stated } = statement;
  if (stated.kind === 'switch') return correctSwitch(statement, pieces);
  if (stated.kind === 'amount') return correctAmount(stated.amount, key, truth, pieces);
  const isWritable = truth.text !== '' && !/[`\n|*_]/.test(truth.text);
  return isWritable ? fixOf(`Write ${truth.text}`, statement, truth.text, pieces) : undefined;
}

/** A tag shows the effective value in words; it fits where those stand for the literal alone. */
function tagFor(
  { stated, basis, isTwin }: Statement,
  key: IndexedKey,
  truth: Truth,
): string | undefined {
  if (basis !== 'effective' || isTwin || stated.kind !== 'amount') return undefined;
  const { isAdjective, dimension, unit } = stated.amount;
  const name = isAdjective || unit === undefined ? undefined : tagWords(key);
  const as = asOf(dimension, key, truth);
  return name === undefined || as === undefined ? undefined : `<% ini-value ${name}${as} %>`;
}

/** The key as a tag names it; `undefined` for names that need quotes, and where sources differ. */
function tagWords({ name, others, isDefaultSource, source }: IndexedKey): string | undefined {
  const isPlain = PLAIN_KEY.test(name) && PLAIN_KEY.test(source.name);
  if (!isPlain || others.length > 0) return undefined;
  return isDefaultSource ? name : `${name} file=${source.name}`;
}

/** What makes a tag show words instead of a bare number; settings with a unit need nothing. */
function asOf(
  dimension: Amount['dimension'],
  { setting }: IndexedKey,
  { measures, value }: Truth,
): string | undefined {
  const hasUnit = setting?.type === 'duration' || setting?.type === 'size';
  if (dimension === 'number' || hasUnit) return '';
  if (dimension === 'size') return ' as=bytes';
  const [total, ...others] = measures.get('duration') ?? [];
  const isSeconds = total === Number(value) * 1000 && others.length === 0;
  const isRead = isSeconds || !/^\d+(?:\.\d+)?$/.test(String(value));
  return isRead ? ' as=duration' : undefined;
}

function correctSwitch(statement: Statement, pieces: readonly Piece[]): Fix | undefined {
  const word = textOf(pieces, statement);
  const opposite = OPPOSITES.get(word.toLowerCase());
  if (opposite === undefined) return undefined;
  const isCapital = /^[A-Z]/.test(word);
  const written = isCapital ? opposite[0]!.toUpperCase() + opposite.slice(1) : opposite;
  return fixOf(`Write ${written}`, statement, written, pieces);
}

/** The same unit with the right number; another one where the number would not be whole. */
function correctAmount(
  amount: Amount,
  { setting }: IndexedKey,
  truth: Truth,
  pieces: readonly Piece[],
): Fix | undefined {
  const total = totalOf(truth, amount);
  if (total === undefined) return undefined;
  const literal = textOf(pieces, amount);
  const count = amount.unit === undefined ? undefined : total / amount.unit;
  if (count !== undefined && Number.isInteger(count)) {
    const text = withCount(literal, amount, count);
    return fixOf(`Write ${text}`, amount, text, pieces);
  }
  if (amount.isAdjective || setting === undefined) return undefined;
  const text =
    amount.dimension === 'size' ? describeSize(total) : describeDuration(total, 'milliseconds');
  return fixOf(`Write ${text}`, amount, text, pieces);
}

/** Milliseconds, bytes, or the number. */
function totalOf({ value, measures }: Truth, { dimension }: Amount): number | undefined {
  if (typeof value !== 'number' && !/^\d+(?:\.\d+)?$/.test(String(value))) return undefined;
  const [total, ...others] = (dimension === 'other' ? undefined : measures.get(dimension)) ?? [];
  const isSure = dimension !== 'duration' || others.length === 0;
  return isSure ? total : undefined;
}

function withCount(literal: string, { start, figure, isAdjective }: Amount, count: number): string {
  const isGrouped = literal.slice(0, figure.end - start).includes(',');
  const number = isGrouped ? count.toLocaleString('en-US') : String(count);
  const rest = literal.slice(figure.end - start);
  if (isAdjective || !/^\s[a-z]{4,}$/i.test(rest)) return number + rest;
  const singular = rest.replace(/s$/, '');
  return number + (count === 1 ? singular : `${singular}s`);
}

function fixOf(
  description: string,
  stretch: Stretch,
  text: string,
  pieces: readonly Piece[],
): Fix | undefined {
  const { start, end } = pageStretch(pieces, stretch);
  if (end <= start) return undefined;
  const edit: TextEdit = { start, end, text };
  return { description, edits: [edit] };
}
