import type { StateBlock } from 'markdown-it';
import { contentStart } from './leaf.ts';
import type { BlockRule } from './leaf.ts';

const CODE_INDENT = 4;
const UNDERLINE = /^(?:=+|-+)[ \t]*$/;

/** In MDX nothing indented is code, so that other blocks may start at any indentation. */
export function atAnyIndentation(rule: BlockRule): BlockRule {
  return (state, startLine, endLine, silent) => {
    const { blkIndent } = state;
    const indent = state.sCount[startLine]!;
    if (indent - blkIndent < CODE_INDENT) return rule(state, startLine, endLine, silent);
    state.blkIndent = indent;
    const isTaken = rule(state, startLine, endLine, silent);
    state.blkIndent = blkIndent;
    return isTaken;
  };
}

/**
 * Paragraphs and underlined headings of MDX. markdown-it's own rules take lines that are indented by four for parts of
 * a paragraph, whatever they hold.
 */
export const mdxParagraphRule: BlockRule = (state, startLine, endLine) => {
  const { parentType } = state;
  state.parentType = 'paragraph';
  let nextLine = startLine + 1;
  let underline: string | undefined;
  while (nextLine < endLine && underline === undefined) {
    underline = underlineAt(state, nextLine);
    if (underline === undefined && isInterrupted(state, nextLine, endLine)) break;
    nextLine++;
  }
  state.parentType = parentType;
  state.line = nextLine;
  const level = underline === '=' ? 1 : 2;
  const [type, tag] = underline === undefined ? ['paragraph', 'p'] : ['heading', `h${level}`];
  const open = state.push(`${type}_open`, tag, 1);
  open.map = [startLine, nextLine];
  open.markup = underline ?? '';
  state.push(`${type}_close`, tag, -1);
  return true;
};

/** The character of which an underline is made; `undefined` where there is none. */
function underlineAt(state: StateBlock, line: number): string | undefined {
  if (state.sCount[line]! < state.blkIndent) return undefined;
  const start = contentStart(state, line);
  return UNDERLINE.test(state.src.slice(start, state.eMarks[line])) ? state.src[start] : undefined;
}

function isInterrupted(state: StateBlock, line: number, endLine: number): boolean {
  if (state.isEmpty(line)) return true;
  const isLazy = state.sCount[line]! < 0;
  if (isLazy) return false;
  return state.md.block.ruler
    .getRules('paragraph')
    .some((rule) => rule(state, line, endLine, true));
}
