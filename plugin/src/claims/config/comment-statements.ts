import { describeDuration, parseBoolean } from '@lockstep/config';
import type { ConfigDocument, Setting, Span } from '@lockstep/config';
import { findAmounts } from '../../amounts/find-amounts.ts';
import type { Amount } from '../../amounts/find-amounts.ts';
import { isTrueOf } from '../../amounts/meaning.ts';
import { measuresOfText } from './measures-of-text.ts';

/** What a comment says its key's value is. */
export interface CommentStatement {
  /** Offsets in the text that the comment stands in. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly holds: boolean;
  /** What would be true; `undefined` where that is not sure. */
  readonly right: string | undefined;
}

/** A comment with its place. */
interface Comment {
  readonly text: string;
  readonly offset: number;
}

/** The comments that belong to one key. */
export interface CommentsOfKey {
  /** Behind the value, on its line. */
  readonly inline?: Comment | undefined;
  /** On the lines above. */
  readonly above?: Comment | undefined;
}

/** The comment on the line of an entry: nothing but an amount, and perhaps more behind a comma or bracket. */
const INLINE = /^(?:[;#*\s]|\/[/*])*(?:=|i\.e\.|equals?)?\s*$/;
const INLINE_END = /^\s*(?:[.,;(]|\*\/|$)/;
/** A bracket that holds nothing but an amount. */
const BRACKETED = { before: /\(\s*=?\s*$/, after: /^\s*\)/ };
/** Words of a comment that is about other values than the present one. */
const OTHER_VALUES =
  /\b(?:at (?:least|most)|max(?:imum)?|min(?:imum)?|default|up to|between|e\.g|example|recommended|was|old|previous(?:ly)?|should|must|less|more|than|after|before|if|when|about|roughly|approx\w*|never|every|per)\b|[~<>≤≥±]/i;
const SWITCH = /^[;#/*\s]*(enabled|disabled|on|off)\W*$/i;
const SWITCH_WORDS: ReadonlyMap<string, readonly [off: string, on: string]> = new Map([
  ['enabled', ['disabled', 'enabled']],
  ['disabled', ['disabled', 'enabled']],
  ['on', ['off', 'on']],
  ['off', ['off', 'on']],
]);
/** Longer comments explain more than a value. */
const MOST_CHARACTERS = 600;

/** The comments that belong to the entry of a block. */
export function commentsOf({ blocks, source }: ConfigDocument, index: number): CommentsOfKey {
  const inline = blocks[index]?.inlineComment;
  const above = blocks[index - 1];
  const isAbout = above?.kind === 'comment' && above.owner === index;
  const spoken = ({ start, end }: Span): Comment => ({
    text: source.slice(start.offset, end.offset),
    offset: start.offset,
  });
  return { inline: inline && spoken(inline), above: isAbout ? spoken(above.span) : undefined };
}

/**
 * What comments say of the value that they stand beside. Only what can be nothing else counts: a comment about bounds,
 * defaults or other times is passed over.
 * @param value the value's text
 * @param known the key's setting, and its own name
 */
export function commentStatements(
  { inline, above }: CommentsOfKey,
  value: string,
  known: { readonly setting: Setting | undefined; readonly name: string },
): readonly CommentStatement[] {
  const switched = inline && switchIn(inline, value, known.setting);
  const found = switched ? [switched] : [];
  const measures = measuresOfText(value, known);
  const isTold = above && above.text.length < MOST_CHARACTERS && amountsIn(above).length === 1;
  for (const dimension of ['duration', 'size'] as const) {
    const totals = measures.get(dimension);
    if (!totals) continue;
    if (inline) found.push(...amountIn(inline, dimension, totals, INLINE, INLINE_END));
    if (isTold)
      found.push(...amountIn(above, dimension, totals, BRACKETED.before, BRACKETED.after));
  }
  return found;
}

function amountsIn({ text }: Comment): readonly Amount[] {
  const amounts = findAmounts(text);
  return amounts.filter(({ dimension }) => dimension === 'duration' || dimension === 'size');
}

/** The first amount of a comment, where what stands around it is as it has to be. */
function amountIn(
  comment: Comment,
  dimension: Amount['dimension'],
  totals: readonly number[],
  before: RegExp,
  after: RegExp,
): readonly CommentStatement[] {
  const { text, offset } = comment;
  const [amount] = OTHER_VALUES.test(text) ? [] : amountsIn(comment);
  if (amount?.dimension !== dimension) return [];
  const { start, end, meanings } = amount;
  if (!before.test(text.slice(0, start)) || !after.test(text.slice(end))) return [];
  const holds = isTrueOf(meanings, totals);
  const right = rightAmount(amount, text, totals);
  const said = text.slice(start, end);
  return [{ start: offset + start, end: offset + end, text: said, holds, right }];
}

/** In the same unit where that is a whole number, else as tags write it. What may mean several things is left alone. */
function rightAmount(
  { unit, figure, end, dimension }: Amount,
  text: string,
  [total, ...others]: readonly number[],
): string | undefined {
  if (total === undefined || others.length > 0) return undefined;
  const count = unit === undefined ? NaN : total / unit;
  const behind = text.slice(figure.end, end);
  if (Number.isInteger(count) && count > 1 && /[\s\u00a0][a-z]+s$/i.test(behind))
    return `${count}${behind}`;
  return dimension === 'duration' ? describeDuration(total, 'milliseconds') : undefined;
}

/** `enabled = false ; on` */
function switchIn(
  { text, offset }: Comment,
  value: string,
  setting: Setting | undefined,
): CommentStatement | undefined {
  const [, word = ''] = SWITCH.exec(text) ?? [];
  const words = SWITCH_WORDS.get(word.toLowerCase());
  const isSwitch = setting
    ? setting.type === 'boolean'
    : /^(?:true|false|on|off|yes|no)$/i.test(value);
  const isOn = isSwitch ? parseBoolean(value) : undefined;
  if (!words || isOn === undefined) return undefined;
  const start = offset + text.indexOf(word);
  const right = words[isOn ? 1 : 0];
  const holds = right === word.toLowerCase();
  return { start, end: start + word.length, text: word, holds, right };
}
