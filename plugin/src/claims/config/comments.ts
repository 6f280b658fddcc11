import { describeDuration, LineCounter, parseBoolean } from '@lockstep/config';
import type { Block, ConfigDocument, Span } from '@lockstep/config';
import type { Source } from '../../sources/source.ts';
import type { Claim, Finding, Fix, Outcome } from '../finding.ts';
import { keyedEntries, measure } from './measured-value.ts';
import type { KeyedEntry, MeasuredValue } from './measured-value.ts';
import { equals, findQuantities } from './quantities.ts';
import type { Quantity } from './quantities.ts';

/** What a comment says its entry's value is. */
interface Statement {
  /** In the document. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly holds: boolean;
  readonly fix: Fix | undefined;
}

/** The comment on the line of an entry: nothing but an amount, and perhaps more behind a comma or bracket. */
const INLINE = /^[;#/*\s]*(?:=|i\.e\.|equals?)?\s*$/;
const INLINE_END = /^\s*(?:[.,;(]|\*\/|$)/;
/** A bracket that holds nothing but an amount. */
const BRACKETED = { before: /\(\s*=?\s*$/, after: /^\s*\)/ };
/** Words of a comment that is about other values than the present one. */
const OTHER_VALUES =
  /\b(?:at (?:least|most)|max(?:imum)?|min(?:imum)?|default|up to|between|e\.g|example|recommended|was|old|previous(?:ly)?|should|must|less|more|than|after|before|if|when|about|roughly|approx\w*|never|every|per)\b|[~<>≤≥±]/i;
const SWITCH = /^[;#/*\s]*(enabled|disabled|on|off)\W*$/i;
const SWITCH_WORDS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['enabled', ['disabled', 'enabled']],
  ['disabled', ['disabled', 'enabled']],
  ['on', ['off', 'on']],
  ['off', ['off', 'on']],
]);

/**
 * Comments that give the value of their entry in other words: `timeout = 10000 ; 5 seconds`, and above a key
 * `; Lifetime of a session (1 hour)`. Only what can be nothing else counts: a comment about bounds, defaults or other
 * times is passed over.
 */
export function checkComments(document: ConfigDocument, source: Source): Outcome {
  const lines = new LineCounter(document.source);
  const keyed = new Map(keyedEntries(document, source).map((each) => [each.entry, each]));
  const claims: Claim[] = [];
  const findings: Finding[] = [];
  for (const [index, block] of document.blocks.entries()) {
    const each = block.entries.length === 1 ? keyed.get(block.entries[0]!) : undefined;
    if (!each) continue;
    for (const statement of statementsAbout(each, index, document)) {
      const span = lines.span(statement.start, statement.end);
      const place = { key: each.key, file: document.file, span };
      claims.push({ kind: 'comment', source: source.name, ...place, holds: statement.holds });
      if (!statement.holds) findings.push(toFinding(statement, each, place));
    }
  }
  return { claims, findings };
}

function statementsAbout(
  keyed: KeyedEntry,
  index: number,
  document: ConfigDocument,
): readonly Statement[] {
  const block = document.blocks[index]!;
  const { inlineComment } = block;
  const inline = inlineComment ? spoken(document, inlineComment) : undefined;
  const measured = measure(keyed);
  const switched = inline && switchIn(inline, keyed);
  const found = switched ? [switched] : [];
  if (!measured) return found;
  if (inline) found.push(...amounts(inline, INLINE, INLINE_END, measured));
  const above = document.blocks[index - 1];
  if (above && isAbout(above, index) && above.span.end.offset - above.span.start.offset < 600) {
    const comment = spoken(document, above.span);
    if (findQuantities(comment.text).length === 1)
      found.push(...amounts(comment, BRACKETED.before, BRACKETED.after, measured));
  }
  return found;
}

function isAbout({ kind, owner }: Block, index: number): boolean {
  return kind === 'comment' && owner === index;
}

interface Spoken {
  readonly text: string;
  readonly offset: number;
}

function spoken({ source }: ConfigDocument, { start, end }: Span): Spoken {
  return { text: source.slice(start.offset, end.offset), offset: start.offset };
}

/** The first amount of a comment, where what stands around it is as it has to be. */
function amounts(
  { text, offset }: Spoken,
  before: RegExp,
  after: RegExp,
  measured: MeasuredValue,
): readonly Statement[] {
  if (OTHER_VALUES.test(text)) return [];
  const [quantity] = findQuantities(text);
  if (quantity?.dimension !== measured.dimension) return [];
  if (!before.test(text.slice(0, quantity.start)) || !after.test(text.slice(quantity.end)))
    return [];
  const start = offset + quantity.start;
  const end = offset + quantity.end;
  const holds = measured.totals.some((total) => equals(quantity, total));
  const said = text.slice(quantity.start, quantity.end);
  return [{ start, end, text: said, holds, fix: amountFix(quantity, measured, start, end) }];
}

/** In the same unit where that is a whole number, else as tags write it. What may mean several things is left alone. */
function amountFix(
  { sizes, unit }: Quantity,
  { totals, dimension }: MeasuredValue,
  start: number,
  end: number,
): Fix | undefined {
  const [total] = totals;
  const [size] = sizes;
  if (total === undefined || size === undefined || totals.length > 1) return undefined;
  const amount = total / size;
  const isWhole = Number.isInteger(amount) && amount > 1 && /s$/i.test(unit);
  if (!isWhole && dimension === 'data') return undefined;
  const text = isWhole ? `${amount} ${unit}` : describeDuration(total, 'milliseconds');
  return { description: `Write "${text}"`, edits: [{ start, end, text }] };
}

/** `enabled = false ; on` */
function switchIn({ text, offset }: Spoken, { entry, setting }: KeyedEntry): Statement | undefined {
  const [, word = ''] = SWITCH.exec(text) ?? [];
  const words = SWITCH_WORDS.get(word.toLowerCase());
  const isSwitch = setting
    ? setting.type === 'boolean'
    : /^(?:true|false|on|off|yes|no)$/i.test(entry.value.text);
  const value = isSwitch ? parseBoolean(entry.value.text) : undefined;
  if (!words || value === undefined) return undefined;
  const start = offset + text.indexOf(word);
  const end = start + word.length;
  const right = words[value ? 1 : 0];
  const fix = { description: `Write "${right}"`, edits: [{ start, end, text: right }] };
  return { start, end, text: word, holds: right === word.toLowerCase(), fix };
}

function toFinding(
  { text, fix }: Statement,
  { key, entry }: KeyedEntry,
  place: { readonly file: string; readonly span: Span },
): Finding {
  return {
    code: 'contradicted-comment',
    severity: 'error',
    message: `The comment says "${text}", but \`${key}\` is ${entry.value.raw}`,
    ...place,
    key,
    related: { file: place.file, span: entry.value.span, message: `the value of \`${key}\`` },
    fix,
  };
}
