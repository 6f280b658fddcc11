import type { StateBlock } from 'markdown-it';
import { hasTagAhead } from '../../../tag/unreached.ts';
import { readElementTag } from '../mdx/element.ts';
import { expressionEnd } from '../mdx/expression.ts';
import { SearchBudget } from '../mdx/search-budget.ts';
import { contentStart, pushLeaf } from './leaf.ts';
import type { BlockRule } from './leaf.ts';

/** Type of the token of elements and expressions on lines of their own. */
export const MDX_FLOW = 'lockstep_mdx_flow';
/** Type of the token of `import` and `export`. */
const MDX_ESM = 'lockstep_mdx_esm';

const ESM = /^(?:import|export) /;

/** `import` and `export` at the start of a line, up to the blank line after which no bracket is open. */
export const esmRule: BlockRule = (state, startLine, endLine, silent) => {
  if (silent || state.level > 0 || state.tShift[startLine] !== 0) return false;
  const start = state.bMarks[startLine]!;
  if (!ESM.test(state.src.slice(start, start + 7))) return false;
  let nextLine = nextBlank(state, startLine, endLine);
  while (nextLine < endLine && isOpen(state, start, nextLine)) {
    nextLine = nextBlank(state, nextLine + 1, endLine);
  }
  const isClosed = !isOpen(state, start, nextLine);
  const end = isClosed ? nextLine : nextBlank(state, startLine, endLine);
  pushLeaf(state, MDX_ESM, startLine, end);
  return true;
};

/** Elements and expressions on lines of their own. A line that holds a tag is a paragraph. */
export const mdxFlowRule: BlockRule = (state, startLine, endLine, silent) => {
  const start = contentStart(state, startLine);
  const first = state.src[start];
  if (first !== '<' && first !== '{') return false;
  if (hasTagAhead(state.src.slice(start, state.eMarks[startLine]))) return false;
  const nextLine = findFlowEnd(state, startLine, endLine);
  if (nextLine === undefined) return false;
  if (!silent) pushLeaf(state, MDX_FLOW, startLine, nextLine);
  return true;
};

function findFlowEnd(state: StateBlock, startLine: number, endLine: number): number | undefined {
  let offset = contentStart(state, startLine);
  const to = state.eMarks[endLine - 1]!;
  for (;;) {
    const end = partEnd(state, offset, to);
    if (end === undefined) return undefined;
    offset = state.skipSpaces(end);
    if (offset >= state.src.length || state.src[offset] === '\n') {
      return lineAfter(state, startLine, offset);
    }
  }
}

function partEnd(state: StateBlock, start: number, to: number): number | undefined {
  const { src } = state;
  if (src[start] === '{')
    return budgetOf(state).search(start, to, (limit) => expressionEnd(src, start, limit));
  if (src[start] !== '<') return undefined;
  const comment = commentEnd(src, start);
  return (
    comment ?? budgetOf(state).search(start, to, (limit) => readElementTag(src, start, limit)?.end)
  );
}

/** Docusaurus reads comments of HTML in MDX too. */
function commentEnd(text: string, start: number): number | undefined {
  if (!text.startsWith('<!--', start)) return undefined;
  const end = text.indexOf('-->', start + 2);
  return end === -1 ? undefined : end + 3;
}

function budgetOf(state: StateBlock): SearchBudget {
  const known: unknown = state.env['searchBudget'];
  if (known instanceof SearchBudget) return known;
  const budget = new SearchBudget(state.src.length);
  state.env['searchBudget'] = budget;
  return budget;
}

function lineAfter(state: StateBlock, startLine: number, offset: number): number {
  let line = startLine;
  while (state.eMarks[line]! < offset) line++;
  return line + 1;
}

function nextBlank(state: StateBlock, from: number, endLine: number): number {
  let line = Math.min(from, endLine);
  while (line < endLine && !state.isEmpty(line)) line++;
  return line;
}

/** Whether brackets are open in a module's text, which then goes on behind the blank line. */
function isOpen(state: StateBlock, start: number, nextLine: number): boolean {
  const text = `{${state.src.slice(start, state.eMarks[nextLine - 1])}\n}`;
  const isBalanced = budgetOf(state).search(0, text.length, (limit) => {
    const end = limit < text.length ? text.length : expressionEnd(text, 0, limit);
    return end === text.length ? true : undefined;
  });
  return isBalanced !== true;
}
