import type { Span } from '@lockstep/config';
import type { FootnoteDefinition, Root, Table } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Processor } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import { expandFences } from '../remark/expand-fences.ts';
import type { ExpandedCode } from '../remark/expand-fences.ts';
import { remarkLockstep, remarkLockstepSyntax } from '../remark/index.ts';
import type { RemarkLockstepSyntaxOptions } from '../remark/index.ts';
import type { MarkdownPlace } from '../render/markdown.ts';
import type { RenderedNode } from '../render/nodes.ts';
import type { TagRenderer } from '../render/renderer.ts';

/** What a page is written in. */
export interface PageSyntax extends RemarkLockstepSyntaxOptions {
  readonly isMdx: boolean;
}

/** A tag of a page and what stands in its place. */
export interface FoundTag {
  readonly span: Span;
  readonly nodes: readonly RenderedNode[];
  readonly place: MarkdownPlace;
}

/** Everything that a page's text has to be changed for. */
export interface PageTags {
  readonly tags: readonly FoundTag[];
  /** Where `<%%` or `{%%` stands, three characters each. */
  readonly escapes: readonly number[];
  /** Fences that say `expand`, with what they become. */
  readonly fences: readonly ExpandedCode[];
  /** Footnotes: their content is indented by four columns, wherever it starts on the first line. */
  readonly footnotes: readonly FootnoteDefinition[];
  /** With places on the page; empty when all is well. */
  readonly messages: readonly VFileMessage[];
}

/**
 * Finds the tags of a page with the very plugin that renders it in other hosts, so that the command line cannot
 * disagree with them about what a tag is.
 */
export function findTags(
  text: string,
  path: string,
  syntax: PageSyntax,
  render: TagRenderer,
): PageTags {
  const { admonitions } = syntax;
  const tags = new Map<number, Omit<FoundTag, 'place'>>();
  const renderer: TagRenderer = (tag, page) => {
    const nodes = render(tag, page);
    tags.set(tag.span.start.offset, { span: tag.span, nodes });
    return nodes;
  };
  const file = new VFile({ path, value: text });
  try {
    const tree = markdown(syntax)
      .use(remarkLockstep, { renderer, ...(admonitions && { admonitions }) })
      .parse(file);
    const escapes = /[<{]%%/.test(text) ? findEscapes(text, syntax) : [];
    const fences = /\bexpand\b/.test(text) ? findFences(text, syntax, render, path) : [];
    for (const { edits } of fences) for (const { pageStart } of edits) tags.delete(pageStart);
    const inTable = offsetsInTables(tree);
    const found = [...tags.values()].map(({ span, nodes }): FoundTag => {
      const place = inTable(span.start.offset) ? 'table-cell' : 'text';
      return { span, nodes, place };
    });
    return { tags: found, escapes, fences, footnotes: footnotesOf(tree), messages: [] };
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error;
    // What is thrown sums up the file's own messages; a mistake in the Markdown itself is thrown alone.
    const messages = file.messages.length > 0 ? file.messages : [error];
    return { tags: [], escapes: [], fences: [], footnotes: [], messages };
  }
}

/** The syntax that Docusaurus and GitHub read; directives hold tags (`:::note`), front matter does not. */
function markdown({ isMdx }: PageSyntax): Processor<Root> {
  const processor: Processor<Root> = unified().use(remarkParse);
  processor.use([remarkGfm, remarkFrontmatter, remarkDirective]);
  return isMdx ? processor.use([remarkMdx]) : processor;
}

function findEscapes(text: string, syntax: PageSyntax): readonly number[] {
  const tree = markdown(syntax).use(remarkLockstepSyntax, syntax).parse(text);
  const offsets: number[] = [];
  visit(tree, 'iniTagEscape', ({ position }) => {
    const offset = position?.start.offset;
    if (offset !== undefined) offsets.push(offset);
  });
  return offsets;
}

/** On a page without mistakes; the plugin that rendered it has found them all. */
function findFences(
  text: string,
  syntax: PageSyntax,
  render: TagRenderer,
  path: string,
): readonly ExpandedCode[] {
  const tree = markdown(syntax).use(remarkLockstepSyntax, syntax).parse(text);
  return expandFences(tree, text, (tag) => render(tag, { path }));
}

function offsetsInTables(tree: Root): (offset: number) => boolean {
  const tables: Table[] = [];
  visit(tree, 'table', (node) => {
    tables.push(node);
  });
  return (offset) =>
    tables.some(({ position }) => {
      const { start, end } = position ?? {};
      return offset >= (start?.offset ?? Infinity) && offset < (end?.offset ?? 0);
    });
}

function footnotesOf(tree: Root): readonly FootnoteDefinition[] {
  const footnotes: FootnoteDefinition[] = [];
  visit(tree, 'footnoteDefinition', (node) => {
    footnotes.push(node);
  });
  return footnotes;
}
