import { parseDuration, parseSize } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { attributeOf, spanWithin } from './attributes.ts';
import type { ValueAttribute } from './attributes.ts';
import type { Statement } from './bound-claim.ts';
import type { ClaimedValue } from './claim.ts';
import { evaluate, ExpressionError } from './expression.ts';
import type { Amount, Dimension } from './expression.ts';
import { text } from './inline.ts';
import { isKnown, lookUp } from './lookup.ts';
import { isHidden } from './shown-value.ts';
import type { Words } from './words.ts';

/** Milliseconds in a unit that a setting counts in. */
const MILLISECONDS: ReadonlyMap<string, number> = new Map([
  ['milliseconds', 1],
  ['seconds', 1000],
]);
/** What the result is taken for, by the name in `as=`; a plain number counts seconds or bytes then. */
const RESULTS: ReadonlyMap<string, Dimension> = new Map([
  ['duration', 'duration'],
  ['bytes', 'size'],
]);

/**
 * The value of an expression over keys: `security.session.absolute_timeout - security.session.idle_timeout`.
 *
 * @throws {TagError} `invalid-expression`, `unknown-key`, `invalid-value`, at the word that is wrong
 */
export function stateExpression(
  tag: Tag,
  expression: ValueAttribute,
  source: Source,
  words: Words,
): Statement {
  const amount = evaluateIn(expression, source);
  const result = asWanted(tag, amount);
  return {
    subject: expression.value,
    claimed: { ...toClaimed(result), words },
    nodes: () => [text(amountText(result, words))],
  };
}

function evaluateIn(expression: ValueAttribute, source: Source): Amount {
  try {
    return evaluate(expression.value, (key, start, end) =>
      amountOf(key, source, spanWithin(expression, start, end)),
    );
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, start, end } = error;
    throw new TagError('invalid-expression', message, spanWithin(expression, start, end));
  }
}

function amountOf(key: string, source: Source, span: ValueAttribute['span']): Amount {
  const known = lookUp(source, key);
  if (!isKnown(known)) throw new TagError('unknown-key', known.message, span, known.nearest);
  const { effective } = known;
  const isUsable = effective && !isHidden(effective, source.redactor);
  const amount = isUsable ? readAmount(effective.value, effective.setting) : undefined;
  if (amount) return amount;
  const message = `\`${key}\` is no number, duration or size to count with`;
  throw new TagError('invalid-expression', message, span);
}

function readAmount(value: unknown, kind: ClaimedValue['kind']): Amount | undefined {
  if (typeof value === 'number') {
    if (kind?.type === 'size') return { value, dimension: 'size' };
    if (kind?.type !== 'duration') return { value, dimension: 'number' };
    return { value: value * (MILLISECONDS.get(kind.unit ?? '') ?? 1000), dimension: 'duration' };
  }
  if (typeof value !== 'string' || value === '') return undefined;
  if (Number.isFinite(Number(value))) return { value: Number(value), dimension: 'number' };
  const milliseconds = parseDuration(value, 'milliseconds');
  if (milliseconds !== undefined) return { value: milliseconds, dimension: 'duration' };
  const bytes = parseSize(value);
  return bytes === undefined ? undefined : { value: bytes, dimension: 'size' };
}

function asWanted(tag: Tag, amount: Amount): Amount {
  const as = attributeOf(tag, 'as');
  if (!as) return amount;
  const dimension = RESULTS.get(as.value.toLowerCase());
  if (dimension === amount.dimension) return amount;
  if (dimension && amount.dimension === 'number') {
    return { value: dimension === 'duration' ? amount.value * 1000 : amount.value, dimension };
  }
  const message = `\`as=${as.value}\` does not fit an expression whose result is a ${amount.dimension}`;
  throw new TagError('invalid-value', message, as.valueSpan);
}

function toClaimed({ value, dimension }: Amount): ClaimedValue {
  const rounded = round(value);
  if (dimension === 'number') return { value: rounded };
  const kind = dimension === 'size' ? ({ type: 'size' } as const) : undefined;
  return { value: rounded, kind: kind ?? { type: 'duration', unit: 'milliseconds' } };
}

function amountText({ value, dimension }: Amount, words: Words): string {
  const sign = value < 0 ? '-' : '';
  const rounded = Math.abs(round(value));
  if (dimension === 'duration') return sign + words.duration(rounded, 'milliseconds');
  return sign + (dimension === 'size' ? words.size(rounded) : String(rounded));
}

/** Removes what binary fractions add. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
