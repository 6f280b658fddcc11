import type { StateBlock } from 'markdown-it';
import { codes } from 'micromark-util-symbol';
import { TAG_DEFINITIONS } from '../../../tag/definitions.ts';
import { TagScanner } from '../../../tag/scanner.ts';
import { contentStart, pushLeaf } from './leaf.ts';
import type { BlockRule } from './leaf.ts';

/** Type of the token of a tag on lines of its own. */
export const TAG_BLOCK = 'lockstep_tag';

/** The rule for tags on lines of their own. */
export const tagRule: BlockRule = (state, startLine, endLine, silent) => {
  const start = contentStart(state, startLine);
  if (state.src.charCodeAt(start + 1) !== codes.percentSign) return false;
  if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
  const nextLine = findEnd(state, startLine, endLine);
  if (nextLine === undefined) return false;
  // A lazy line can be a tag, but not start one.
  if (nextLine > startLine + 1 && isLazy(state, startLine, silent)) return false;
  if (!silent) pushLeaf(state, TAG_BLOCK, startLine, nextLine);
  return true;
};

/** Whether a line could go on with a paragraph of a container that it is not in. */
function isLazy(state: StateBlock, line: number, silent: boolean): boolean {
  const isAfterQuote = silent && state.parentType === 'blockquote';
  return isAfterQuote || state.sCount[line]! < state.blkIndent;
}

/** The line after a tag that starts on this line and ends a line; `undefined` where there is none. */
function findEnd(state: StateBlock, startLine: number, endLine: number): number | undefined {
  const scanner = new TagScanner();
  for (let line = startLine; line < endLine; line++) {
    const isOutside = line > startLine && state.sCount[line]! < state.blkIndent;
    if (isOutside || state.isEmpty(line)) return undefined;
    const end = scanLine(scanner, state, line);
    if (end === undefined) return undefined;
    if (end === -1) continue;
    const isAlone = state.skipSpaces(end) >= state.eMarks[line]!;
    return isAlone && isBlockTag(scanner.name) ? line + 1 : undefined;
  }
  return undefined;
}

/** Offset after the tag's last character, -1 when the tag goes on behind this line, `undefined` when it is none. */
function scanLine(scanner: TagScanner, state: StateBlock, line: number): number | undefined {
  const end = state.eMarks[line]!;
  for (let offset = contentStart(state, line); offset < end; offset++) {
    const step = scanner.next(state.src.charCodeAt(offset));
    if (step === 'closed') return offset + 1;
    if (step !== 'continue') return undefined;
  }
  return scanner.next(codes.lf) === 'continue' ? -1 : undefined;
}

function isBlockTag(name: string): boolean {
  return TAG_DEFINITIONS.get(name)?.placement === 'block';
}
