import type { StateBlock, Token } from 'markdown-it';
import { contentStart, pushLeaf } from './leaf.ts';
import type { BlockRule } from './leaf.ts';

/** Type of the token of a line that opens or closes a container and may have a title. */
export const CONTAINER_LINE = 'lockstep_container_line';

const DIRECTIVE = /^:::/;
const FOOTNOTE = /^\[\^((?:[^\s[\]\\]|\\.)+)\]:/;
const ADMONITION = /^(?:!!!|\?\?\?\+?) +[\w-]/;
const CONTENT_INDENT = 4;

/**
 * `:::note[Title]` and `:::`: the lines between them are read as if these lines were not there. Where a container ends
 * makes no difference to what the page says.
 */
export const directiveRule: BlockRule = (state, startLine, _endLine, silent) => {
  if (!DIRECTIVE.test(lineText(state, startLine))) return false;
  if (isCode(state, startLine)) return false;
  if (!silent)
    pushLeaf(state, CONTAINER_LINE, startLine, startLine + 1).markup = lineText(state, startLine);
  return true;
};

/** The line after the container that a line opens, counted from 0: a directive ends at as many colons, or never. */
export function containerEnd(tokens: readonly Token[], index: number): number {
  const { level, markup, map } = tokens[index]!;
  const [, end = 0] = map ?? [];
  const [colons = ''] = /^:*/.exec(markup) ?? [];
  if (colons === '') return end;
  let last = end;
  for (const token of tokens.slice(index + 1)) {
    if (token.level < level) return last;
    last = token.map?.[1] ?? last;
    const isCloser = token.type === CONTAINER_LINE && /^:+\s*$/.test(token.markup);
    if (isCloser && token.markup.startsWith(colons)) return last;
  }
  return last;
}

/** `[^label]: text` and what is indented by four columns after it. */
export const footnoteRule: BlockRule = (state, startLine, endLine, silent) => {
  const [marker, label] = FOOTNOTE.exec(lineText(state, startLine)) ?? [];
  if (marker === undefined || label === undefined || isCode(state, startLine)) return false;
  if (silent) return true;
  state.env['footnotes'] ??= new Set<string>();
  const footnotes: unknown = state.env['footnotes'];
  if (footnotes instanceof Set) footnotes.add(label.toUpperCase());
  const outer = {
    start: state.bMarks[startLine]!,
    shift: state.tShift[startLine]!,
    indent: state.sCount[startLine]!,
  };
  const start = contentStart(state, startLine) + marker.length;
  const content = state.skipSpaces(start);
  state.bMarks[startLine] = start;
  state.tShift[startLine] = content - start;
  within(state, () => {
    state.sCount[startLine] = state.blkIndent;
    state.md.block.tokenize(state, startLine, endLine);
    if (state.line === startLine) state.line = startLine + 1;
  });
  state.bMarks[startLine] = outer.start;
  state.tShift[startLine] = outer.shift;
  state.sCount[startLine] = outer.indent;
  return true;
};

/** `!!! warning "Title"` of MkDocs, and what is indented by four columns after it. */
export const admonitionRule: BlockRule = (state, startLine, endLine, silent) => {
  if (!ADMONITION.test(lineText(state, startLine)) || isCode(state, startLine)) return false;
  if (silent) return true;
  const nextLine = findOutdented(state, startLine + 1, endLine);
  pushLeaf(state, CONTAINER_LINE, startLine, startLine + 1).map = [startLine, nextLine];
  const { lineMax } = state;
  state.lineMax = nextLine;
  within(state, () => state.md.block.tokenize(state, startLine + 1, nextLine));
  state.lineMax = lineMax;
  state.line = nextLine;
  return true;
};

/** Reads blocks that are indented by four columns. */
function within(state: StateBlock, read: () => void): void {
  const { parentType } = state;
  state.parentType = 'footnote';
  state.blkIndent += CONTENT_INDENT;
  read();
  state.blkIndent -= CONTENT_INDENT;
  state.parentType = parentType;
}

/** The first line that is not blank and not indented by four; blank lines before it are outside too. */
function findOutdented(state: StateBlock, from: number, to: number): number {
  let end = from;
  for (let line = from; line < to; line++) {
    if (state.isEmpty(line)) continue;
    if (state.sCount[line]! < state.blkIndent + CONTENT_INDENT) break;
    end = line + 1;
  }
  return end;
}

function isCode(state: StateBlock, line: number): boolean {
  return state.sCount[line]! - state.blkIndent >= 4;
}

function lineText(state: StateBlock, line: number): string {
  return state.src.slice(contentStart(state, line), state.eMarks[line]);
}
