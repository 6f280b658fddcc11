import type { StateBlock } from 'markdown-it';
import { codes } from 'micromark-util-symbol';
import { TAG_DEFINITIONS } from '../tag/definitions.ts';
import { TagScanner } from '../tag/scanner.ts';

/** A block rule of markdown-it. */
export type BlockRule = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
) => boolean;

/** The width of indentation that makes code. */
const CODE_INDENT = 4;

/** Where the content of a line starts, behind the prefixes of its containers and its indentation. */
export function contentStart(state: StateBlock, line: number): number {
  return state.bMarks[line]! + state.tShift[line]!;
}

/**
 * Finds a tag on lines of its own, in the block state of markdown-it. The host and the check both ask here, so that they
 * agree about what such a tag is.
 *
 * @param maxIndent columns of indentation from which a line starts no tag; in MDX nothing indented is code
 * @returns the line after the tag; `undefined` where none starts
 */
export function findBlockTag(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
  maxIndent: number = CODE_INDENT,
): number | undefined {
  // The rule is asked about every line of every page: what starts with no opener is not looked at any further.
  const hasOpener = state.src.charCodeAt(contentStart(state, startLine) + 1) === codes.percentSign;
  if (!hasOpener || state.sCount[startLine]! - state.blkIndent >= maxIndent) return undefined;
  const nextLine = findEnd(state, startLine, endLine);
  if (nextLine === undefined) return undefined;
  // A lazy line can be a tag, but not start one.
  return nextLine > startLine + 1 && isLazy(state, startLine, silent) ? undefined : nextLine;
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
    const isBlock = TAG_DEFINITIONS.get(scanner.name)?.placement === 'block';
    return isAlone && isBlock ? line + 1 : undefined;
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
