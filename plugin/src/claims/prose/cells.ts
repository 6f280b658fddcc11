import type { TextBlock } from '../page/checked-page.ts';
import { resolveName } from '../key-index.ts';
import type { IndexedKey } from '../key-index.ts';
import { findAmounts } from '../../amounts/find-amounts.ts';
import type { Stated } from './compare.ts';
import type { Piece } from './masked-text.ts';
import type { NameScope } from './mentions.ts';
import { isMeant, plainName } from './mentions.ts';
import type { Statement } from './statements.ts';
import type { Basis } from './truth.ts';

/** Headers of columns that name what a row is about. */
const KEY_HEADER =
  /^(?:config(?:uration)? )?(?:keys?|settings?|options?|names?|parameters?|propert(?:y|ies)|fields?|variables?|environment variables?|env(?: var(?:iable)?)?s?)(?: names?)?$/i;
/** Headers of columns that hold a value, and which. */
const VALUE_HEADERS: readonly (readonly [header: RegExp, basis: Basis])[] = [
  [/^(?:the )?defaults?(?: values?| settings?)?$/i, 'default'],
  [/^(?:current |effective |configured |our |set to )?(?:value|setting)$/i, 'effective'],
];
const NO_VALUE =
  /^(?:|[-–—]+|n\/?a|none|null|nil|undefined|required|\(?empty\)?|unset|not set|varies|see .*|\*|planned|deprecated|removed|set|secret|hidden|\[?redacted\]?|.* (?:of|when|if|with|in|by) .*)$/i;

/** The key that a table's row is about: the one that a cell of it names and is nothing else than. */
export function cellSubject(block: TextBlock, { index, about }: NameScope): IndexedKey | undefined {
  const { row, columnHeader } = block;
  if (!row || columnHeader === undefined) return undefined;
  for (const cell of row) {
    const isKeyColumn = KEY_HEADER.test(cell.columnHeader?.trim() ?? '');
    const isFirst = cell === row[0];
    if (cell === block || (!isKeyColumn && !isFirst)) continue;
    const name = plainName(wholeText(cell));
    const candidates = index.find(name);
    const named = candidates.length > 0 ? resolveName(candidates, about()) : undefined;
    if (named && named.by !== 'alias' && isMeant(name, named, true, about())) return named.key;
  }
  return undefined;
}

/** Whether a cell is where a table names its keys. */
export function isKeyCell({ row, columnHeader }: TextBlock): boolean {
  return row !== undefined && KEY_HEADER.test(columnHeader?.trim() ?? '');
}

/** The value that a cell of a column of values is, as a whole. */
export function readCell(block: TextBlock, pieces: readonly Piece[]): readonly Statement[] {
  const header = block.columnHeader?.trim() ?? '';
  const basis = VALUE_HEADERS.find(([pattern]) => pattern.test(header))?.[1];
  const only = onlyPiece(pieces);
  const text = only?.run.text.trim() ?? '';
  if (!basis || !only || NO_VALUE.test(text)) return [];
  const start = only.start + only.run.text.indexOf(text);
  const isCode = only.run.type === 'code';
  const stated = (isCode ? undefined : wholeAmount(text, start)) ?? { kind: 'text', text, isCode };
  const stretch = { start, end: start + text.length };
  return [{ ...stretch, stated, basis, isTwin: false, isAttached: false, needsType: !isCode }];
}

function onlyPiece(pieces: readonly Piece[]): Piece | undefined {
  const filled = pieces.filter(({ run }) => run.text.trim() !== '');
  return filled.length === 1 && filled[0]?.run.type !== 'tag' ? filled[0] : undefined;
}

function wholeAmount(text: string, start: number): Stated | undefined {
  const [amount, second] = findAmounts(text);
  if (!amount || second || amount.start > 0 || amount.end < text.length) return undefined;
  const figure = { start: start + amount.figure.start, end: start + amount.figure.end };
  return { kind: 'amount', amount: { ...amount, start, end: start + text.length, figure } };
}

function wholeText({ runs }: TextBlock): string {
  return runs
    .map(({ text }) => text)
    .join('')
    .trim();
}
