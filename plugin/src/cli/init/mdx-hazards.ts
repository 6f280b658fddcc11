import type { Problem } from '@lockstep/config';
import type { Node } from 'unist';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { remarkLockstepSyntax } from '../../remark/index.ts';
import type { LockstepOptions } from '../../sources/source.ts';
import type { SitePage } from './read-pages.ts';

/** What Docusaurus still reads in MDX as it did in Markdown: comments, and ids of headings. */
const TOLERATED = /<!--[\s\S]*?-->|(?<=^#{1,6} [^\n]*)\{#[\w-]+\}(?=[ \t]*$)/gm;
const EXPRESSIONS: ReadonlySet<string> = new Set(['mdxTextExpression', 'mdxFlowExpression']);
const ELEMENTS: ReadonlySet<string> = new Set(['mdxJsxFlowElement', 'mdxJsxTextElement']);

/**
 * Places where a page of Markdown is something else to MDX, which Docusaurus reads `.md` files as unless it is told
 * otherwise: `<` and `{` that MDX cannot read, and what it takes for an expression or a component. MDX stops at the
 * first place it cannot read, so there is one at most of those on a page.
 */
export function findMdxHazards(
  page: SitePage,
  syntax: Pick<LockstepOptions, 'admonitions'>,
): readonly Problem[] {
  const value = page.text.replaceAll(TOLERATED, (text) => text.replaceAll(/[^\r\n]/g, ' '));
  const file = new VFile({ path: page.name, value });
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
  processor.use(remarkDirective).use(remarkMdx).use(remarkLockstepSyntax, syntax);
  try {
    return hazardsOf(processor.parse(file), page);
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error;
    const { line = 1, column = 1 } = error;
    return [problem(page, { line, column, offset: 0 }, `MDX cannot read this: ${error.reason}`)];
  }
}

function hazardsOf(tree: Node, page: SitePage): readonly Problem[] {
  const problems: Problem[] = [];
  visit(tree, (node: Node & { readonly name?: unknown }) => {
    const start = node.position?.start;
    if (!start) return;
    const { line, column, offset = 0 } = start;
    if (EXPRESSIONS.has(node.type))
      problems.push(problem(page, { line, column, offset }, 'Braces are an expression to MDX'));
    const isComponent =
      ELEMENTS.has(node.type) && typeof node.name === 'string' && /^[A-Z]/.test(node.name);
    if (isComponent)
      problems.push(problem(page, { line, column, offset }, 'This is a component to MDX'));
  });
  return problems;
}

function problem(
  { name }: SitePage,
  start: { readonly line: number; readonly column: number; readonly offset: number },
  message: string,
): Problem {
  return {
    code: 'invalid-markdown',
    severity: 'warning',
    message,
    file: name,
    span: { start, end: start },
  };
}
