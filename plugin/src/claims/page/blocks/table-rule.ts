import type { StateBlock, Token } from 'markdown-it';
import { contentStart, pushLeaf } from './leaf.ts';
import type { BlockRule } from './leaf.ts';
import { readCells } from './table-cells.ts';

/** Type of the token of a table as a whole. */
export const TABLE = 'lockstep_table';

const DELIMITER_ROW = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const LIST_ITEM = /^-[ \t]/;
const CODE_INDENT = 4;

/**
 * Tables as GitHub and remark read them. markdown-it's own rule differs where there is one column: it wants a pipe in
 * the header, and none in the row below.
 */
export function createTableRule(isMdx: boolean): BlockRule {
  const maxIndent = isMdx ? Infinity : CODE_INDENT;
  return (state, startLine, endLine, silent) => {
    if (startLine + 2 > endLine || isOutside(state, startLine + 1, maxIndent)) return false;
    if (state.sCount[startLine]! - state.blkIndent >= maxIndent) return false;
    const columns = countColumns(state, startLine + 1);
    if (columns === 0) return false;
    if (readCells(state.src, contentStart(state, startLine)).length !== columns) return false;
    if (silent) return true;
    const nextLine = findEnd(state, startLine + 2, endLine, maxIndent);
    pushLeaf(state, TABLE, startLine, nextLine).content = String(columns);
    return true;
  };
}

/** How many columns a table has; cells beyond them are not shown. */
export function columnsOf({ content }: Token): number {
  return Number(content);
}

function countColumns(state: StateBlock, line: number): number {
  const text = state.src.slice(contentStart(state, line), state.eMarks[line]);
  const isDelimiter = /[|:]/.test(text) && DELIMITER_ROW.test(text) && !LIST_ITEM.test(text);
  return isDelimiter ? (text.match(/-+/g)?.length ?? 0) : 0;
}

function findEnd(state: StateBlock, from: number, endLine: number, maxIndent: number): number {
  const { parentType } = state;
  state.parentType = 'table';
  let line = from;
  while (line < endLine && !isOutside(state, line, maxIndent) && !isInterrupted(state, line))
    line++;
  state.parentType = parentType;
  return line;
}

function isOutside(state: StateBlock, line: number, maxIndent: number): boolean {
  const indent = state.sCount[line]! - state.blkIndent;
  return state.isEmpty(line) || indent < 0 || indent >= maxIndent;
}

function isInterrupted(state: StateBlock, line: number): boolean {
  const rules = state.md.block.ruler.getRules('blockquote');
  return rules.some((rule) => rule(state, line, state.lineMax, true));
}
