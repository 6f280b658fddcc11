import type { StateBlock } from 'markdown-it';
import { contentStart, pushLeaf } from './leaf.ts';
import type { BlockRule } from './leaf.ts';

/** Type of the token of a fence. */
export const FENCE = 'lockstep_fence';

const OPENER = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/s;
const CODE_INDENT = 4;

/** Fences. markdown-it's own rule cannot do what MDX allows: markers at any indentation. */
export function createFenceRule(isMdx: boolean): BlockRule {
  const maxIndent = isMdx ? Infinity : CODE_INDENT;
  return (state, startLine, endLine, silent) => {
    if (state.sCount[startLine]! - state.blkIndent >= maxIndent) return false;
    const [, marker, info = ''] = OPENER.exec(lineText(state, startLine)) ?? [];
    if (marker === undefined) return false;
    if (silent) return true;
    const end = findEnd(state, startLine, endLine, marker, maxIndent);
    const text = state.getLines(startLine + 1, end.line, state.sCount[startLine]!, true);
    const token = pushLeaf(state, FENCE, startLine, end.line + (end.isClosed ? 1 : 0));
    token.info = info;
    token.content = text;
    return true;
  };
}

function findEnd(
  state: StateBlock,
  startLine: number,
  endLine: number,
  marker: string,
  maxIndent: number,
): { readonly line: number; readonly isClosed: boolean } {
  for (let line = startLine + 1; line < endLine; line++) {
    const indent = state.sCount[line]! - state.blkIndent;
    if (indent < 0 && !state.isEmpty(line)) return { line, isClosed: false };
    const isCloser = indent < maxIndent && closes(lineText(state, line), marker);
    if (isCloser) return { line, isClosed: true };
  }
  return { line: endLine, isClosed: false };
}

function closes(text: string, marker: string): boolean {
  if (!text.startsWith(marker)) return false;
  const rest = text.slice(marker.length).trimEnd();
  return rest === marker[0]!.repeat(rest.length);
}

function lineText(state: StateBlock, line: number): string {
  return state.src.slice(contentStart(state, line), state.eMarks[line]);
}
