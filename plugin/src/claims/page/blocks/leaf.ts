import type { StateBlock, Token } from 'markdown-it';

/** A block rule of markdown-it. */
export type BlockRule = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
) => boolean;

/** Where the content of a line starts, behind the prefixes of its containers and its indentation. */
export function contentStart(state: StateBlock, line: number): number {
  return state.bMarks[line]! + state.tShift[line]!;
}

/** Offsets at which the content of the lines of a leaf block starts; see {@link recordLines}. */
export function linesOf(token: Token): readonly number[] {
  const starts = token.meta?.['lines'];
  return Array.isArray(starts) ? starts : [];
}

/** Leaves in a block's first token where its lines start: markdown-it itself keeps line numbers only. */
function recordLines(state: StateBlock, token: Token, startLine: number): void {
  const lines: number[] = [];
  for (let line = startLine; line < state.line; line++) lines.push(contentStart(state, line));
  token.meta = { lines };
}

/** A rule for a leaf block that records where the block's lines start. */
export function recording(rule: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    const first = state.tokens.length;
    if (!rule(state, startLine, endLine, silent)) return false;
    const token = state.tokens[first];
    if (!silent && token) recordLines(state, token, startLine);
    return true;
  };
}

/** Pushes a block of our own that has no content for markdown-it. */
export function pushLeaf(
  state: StateBlock,
  type: string,
  startLine: number,
  nextLine: number,
): Token {
  state.line = nextLine;
  const token = state.push(type, '', 0);
  token.map = [startLine, nextLine];
  recordLines(state, token, startLine);
  return token;
}
