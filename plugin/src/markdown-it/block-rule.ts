import type { StateBlock } from 'markdown-it';
import { codes } from 'micromark-util-symbol';
import { TAG_DEFINITIONS } from '../tag/definitions.ts';
import { readTag } from '../tag/parse.ts';
import { TagScanner } from '../tag/scanner.ts';
import type { Pages } from './page.ts';
import { pushBlocks } from './tokens.ts';

/** A block rule of markdown-it. */
export type BlockRule = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
) => boolean;

/** The rule for tags on lines of their own. */
export function createBlockRule(pages: Pages): BlockRule {
  return (state, startLine, endLine, silent) => {
    if (!startsWithOpener(state, startLine)) return false;
    // Four spaces of indentation make code.
    if (state.sCount[startLine]! - state.blkIndent >= 4) return false;
    const page = pages.get(state.env);
    const nextLine = page && findEnd(state, startLine, endLine);
    if (!page || nextLine === undefined) return false;
    // A lazy line can be a tag, but not start one.
    if (nextLine > startLine + 1 && isLazy(state, startLine, silent)) return false;
    if (silent) return true;

    const lines = Array.from({ length: nextLine - startLine }, (_, index) => startLine + index);
    const { tag, errors } = readTag(lines.map((line) => page.lines.blockChunk(state, line)));
    pushBlocks(state, page.render(tag, errors), [startLine, nextLine]);
    state.line = nextLine;
    return true;
  };
}

/** The rule is asked about every line of every page: what starts with no opener is not looked at any further. */
function startsWithOpener(state: StateBlock, line: number): boolean {
  const start = state.bMarks[line]! + state.tShift[line]!;
  return state.src.charCodeAt(start + 1) === codes.percentSign;
}

/** Whether a line could go on with a paragraph of a quote or list that it is not in. */
function isLazy(state: StateBlock, line: number, silent: boolean): boolean {
  const isAfterQuote = silent && state.parentType === 'blockquote';
  return isAfterQuote || state.sCount[line]! < state.blkIndent;
}

/** The line after a tag that starts on this line and ends a line; `undefined` where there is none. */
function findEnd(state: StateBlock, startLine: number, endLine: number): number | undefined {
  const scanner = new TagScanner();
  for (let line = startLine; line < endLine; line++) {
    // A blank line ends a paragraph; a line with less indentation, or a lazy one, is outside of the container.
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
  for (let offset = state.bMarks[line]! + state.tShift[line]!; offset < end; offset++) {
    const step = scanner.next(state.src.charCodeAt(offset));
    if (step === 'closed') return offset + 1;
    if (step !== 'continue') return undefined;
  }
  return scanner.next(codes.lf) === 'continue' ? -1 : undefined;
}

function isBlockTag(name: string): boolean {
  return TAG_DEFINITIONS.get(name)?.placement === 'block';
}
