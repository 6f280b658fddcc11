import type { Basis } from './truth.ts';
import type { Amount } from '../../amounts/find-amounts.ts';
import { findAmounts } from '../../amounts/find-amounts.ts';
import type { Stated } from './compare.ts';
import { cueOf, isUnsure, NAMED_AFTER, PARENTHESIS_BEFORE, TERM_BEFORE, TWIN_GAP } from './cues.ts';
import { MASK, pieceAt } from './masked-text.ts';
import type { Piece, Stretch } from './masked-text.ts';
import { switchStatements } from './switches.ts';

/** A value that a sentence gives for the key that it is about. */
export interface Statement extends Stretch {
  readonly stated: Stated;
  readonly basis: Basis;
  /** Whether it repeats the amount before it in other words: "1 hour (3600 seconds)". */
  readonly isTwin: boolean;
  /** Whether it stands in parentheses right behind the name, and so is about nothing else. */
  readonly isAttached: boolean;
  /** Whether it counts for keys only whose type makes it certain: "`mode` is `fast`" may be about one of many modes. */
  readonly needsType: boolean;
}

/** A sentence with one subject. */
export interface Clause extends Stretch {
  /** The masked text of the whole block. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Words of the subject's name, in lower case: nouns that a bare number may count. */
  readonly nouns: ReadonlySet<string>;
  /** Words that are values of the subject. */
  readonly values: ReadonlySet<string>;
  /** The block's first clause, whose subject stands first as a term. */
  readonly isDefinition: boolean;
}

/** Every value that a clause states, in order. Offsets are those of the block's text. */
export function readStatements(clause: Clause): readonly Statement[] {
  const statements = [
    ...amountStatements(clause),
    ...codeStatements(clause),
    ...wordStatements(clause),
    ...strongStatements(clause),
    ...switchStatements(clause),
  ].toSorted((one, other) => one.start - other.start);
  return onePerBasis(behindName(statements, clause));
}

/**
 * Where values stand on both sides of the name, those before it are about something else, and so are those that a comma
 * parts from it: "The default of nginx is 60 seconds, ours is `key`".
 */
function behindName(
  statements: readonly Statement[],
  { text, start, end }: Clause,
): readonly Statement[] {
  const name = start + text.slice(start, end).indexOf(MASK.key);
  const behind = statements.filter((statement) => statement.start >= name);
  if (behind.length > 0) return behind;
  return statements.filter((statement) => !/[,;]/.test(text.slice(statement.end, name)));
}

/** A key has one value: what else a sentence gives is about something else, unless it says the same again. */
function onePerBasis(statements: readonly Statement[]): readonly Statement[] {
  const kept: Statement[] = [];
  let isLastKept = false;
  for (const statement of statements) {
    const isNew = !kept.some(({ basis }) => basis === statement.basis);
    isLastKept = statement.isTwin ? isLastKept : isNew;
    if (isLastKept) kept.push(statement);
  }
  return kept;
}

function amountStatements(clause: Clause): readonly Statement[] {
  const sentence = clause.text.slice(clause.start, clause.end);
  const statements: Statement[] = [];
  for (const amount of findAmounts(sentence)) {
    const last = statements.at(-1);
    const gap = last && sentence.slice(last.end - clause.start, amount.start);
    const isTwin = gap !== undefined && TWIN_GAP.test(gap) && sentence[amount.end] === ')';
    const basis = isTwin ? last?.basis : basisOf(amount, sentence, clause);
    const before = sentence.slice(0, amount.start);
    const isAttached = PARENTHESIS_BEFORE.test(before) && sentence[amount.end] === ')';
    if (basis)
      statements.push({ ...amountStatement(amount, clause.start, basis), isTwin, isAttached });
  }
  return statements;
}

function amountStatement(amount: Amount, shift: number, basis: Basis): Statement {
  const { start, end, figure } = amount;
  const moved = {
    ...amount,
    start: start + shift,
    end: end + shift,
    figure: { start: figure.start + shift, end: figure.end + shift },
  };
  return {
    start: moved.start,
    end: moved.end,
    basis,
    isTwin: false,
    isAttached: false,
    needsType: false,
    stated: { kind: 'amount', amount: moved },
  };
}

function basisOf(amount: Amount, sentence: string, clause: Clause): Basis | undefined {
  const before = sentence.slice(0, amount.start);
  const after = sentence.slice(amount.end);
  const cue = cueOf({ before, after });
  if (cue !== 'none') return cue === 'default' ? 'default' : 'effective';
  if (PARENTHESIS_BEFORE.test(before) && after.startsWith(')')) return 'effective';
  if (NAMED_AFTER.test(after) && !isUnsure({ before, after: '' })) return 'effective';
  const opens =
    clause.isDefinition &&
    !isStrong(amount.start + clause.start, clause) &&
    TERM_BEFORE.test(before) &&
    !isUnsure({ before, after });
  return opens && isOwnNoun(amount, after, clause) ? 'effective' : undefined;
}

/** Strong values behind a term are defaults, see {@link strongStatements}. */
function isStrong(at: number, { pieces }: Clause): boolean {
  return pieceAt(pieces, at)?.run.strong === true;
}

/** "`rate_limit_requests`: 100 requests …" gives the value, "`workers`: 2 modes exist" does not. */
function isOwnNoun({ dimension, noun }: Amount, after: string, { nouns }: Clause): boolean {
  if (dimension !== 'number') return true;
  if (noun === undefined) return /^\s*(?:[.;:)]|$)/.test(after);
  return nouns.has(noun);
}

const TYPE_WORD =
  /^(?:str|string|bool|boolean|int|integer|number|float|double|list|array|object|map|dict|duration|size|url|path|any|null|undefined|none|enum|func|function|required|optional|deprecated|experimental|reserved|readonly)(?:\[\]|\?)?$/i;
/** "`key` is `x`": what is so must be the key, not something else in the sentence. */
const NAME_NEAR = /\uE002[^\uE001-\uE003,;:]{0,30}$/;
const CODE_LIST_AFTER = /^["')]*\s*(?:,|\/|\||and|or|to|-|–|\.\.)\s*["'(]*\uE001/;

function codeStatements(clause: Clause): readonly Statement[] {
  return clause.pieces.flatMap(({ run, start, end }) => {
    const isInside = run.type === 'code' && clause.start <= start && end <= clause.end;
    if (!isInside || clause.text[start] !== MASK.code || TYPE_WORD.test(run.text)) return [];
    const before = clause.text.slice(clause.start, start);
    const after = clause.text.slice(end, clause.end);
    const cue = cueOf({ before, after });
    if (cue === 'none' || CODE_LIST_AFTER.test(after)) return [];
    if (cue === 'is' && !NAME_NEAR.test(before)) return [];
    const basis = cue === 'default' ? 'default' : 'effective';
    const stated = codeValue(run.text, after);
    if (!stated) return [];
    return [
      { start, end, stated, basis, isTwin: false, isAttached: false, needsType: cue === 'is' },
    ];
  });
}

/** A number in code may have its unit behind it: "`5` minutes"; such a pair is left alone where the unit is not known. */
function codeValue(text: string, after: string): Stated | undefined {
  const noun = /^\s+([a-z]+)/i.exec(after)?.[1];
  if (!/^[\d,.]+$/.test(text) || noun === undefined) return { kind: 'text', text, isCode: true };
  const [amount] = findAmounts(`${text} ${noun}`);
  if (amount?.dimension === 'number') return { kind: 'text', text, isCode: true };
  // The number and its unit are two runs, so that nothing can be written in their place.
  return amount && { kind: 'amount', amount: { ...amount, unit: undefined, isAdjective: true } };
}

/** "defaults to lax": words count where they are values of the key. */
function wordStatements({ text, start, end, values }: Clause): readonly Statement[] {
  const sentence = values.size > 0 ? text.slice(start, end) : '';
  return [...sentence.matchAll(/(?<![\w-])[\w-]+/g)].flatMap((match) => {
    const [word] = match;
    if (!values.has(word)) return [];
    const before = sentence.slice(0, match.index);
    const after = sentence.slice(match.index + word.length);
    if (cueOf({ before, after }) !== 'default') return [];
    const at = start + match.index;
    const stated: Stated = { kind: 'text', text: word, isCode: false };
    return [defaultStatement(stated, { start: at, end: at + word.length }, false)];
  });
}

function defaultStatement(stated: Stated, { start, end }: Stretch, needsType: boolean): Statement {
  return { start, end, stated, basis: 'default', isTwin: false, isAttached: false, needsType };
}

const EMPHASIS_AFTER = /^\s*(?:[:.–—(]|-\s|$)/;

/** "`key`: **true**: what it does" is how many references give a default. */
function strongStatements(clause: Clause): readonly Statement[] {
  if (!clause.isDefinition) return [];
  return clause.pieces.flatMap(({ run, start, end }) => {
    const isInside =
      run.strong && run.type === 'text' && clause.start <= start && end <= clause.end;
    const before = clause.text.slice(clause.start, start);
    const isValue = isInside && TERM_BEFORE.test(before);
    if (!isValue || !EMPHASIS_AFTER.test(clause.text.slice(end))) return [];
    const text = run.text.trim();
    if (findAmounts(text).some(({ dimension }) => dimension !== 'number')) return [];
    const stated: Stated = { kind: 'text', text, isCode: false };
    return [defaultStatement(stated, { start, end }, true)];
  });
}
