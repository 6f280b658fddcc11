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
import { remarkLockstep, remarkLockstepSyntax } from '../remark/index.ts';
import type { MarkdownPlace } from '../render/markdown.ts';
import type { RenderedNode } from '../render/nodes.ts';
import type { TagRenderer } from '../render/renderer.ts';

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
  isMdx: boolean,
  render: TagRenderer,
): PageTags {
  const tags = new Map<number, Omit<FoundTag, 'place'>>();
  const renderer: TagRenderer = (tag, page) => {
    const nodes = render(tag, page);
    tags.set(tag.span.start.offset, { span: tag.span, nodes });
    return nodes;
  };
  const file = new VFile({ path, value: text });
  try {
    const tree = markdown(isMdx).use(remarkLockstep, { renderer }).parse(file);
    const escapes = /[<{]%%/.test(text) ? findEscapes(text, isMdx) : [];
    const inTable = offsetsInTables(tree);
    const found = [...tags.values()].map(({ span, nodes }): FoundTag => {
      const place = inTable(span.start.offset) ? 'table-cell' : 'text';
      return { span, nodes, place };
    });
    return { tags: found, escapes, footnotes: footnotesOf(tree), messages: [] };
  } catch (error) {
    if (!(error instanceof VFileMessage)) throw error;
    // What is thrown sums up the file's own messages; a mistake in the Markdown itself is thrown alone.
    const messages = file.messages.length > 0 ? file.messages : [error];
    return { tags: [], escapes: [], footnotes: [], messages };
  }
}

/** The syntax that Docusaurus and GitHub read; directives hold tags (`:::note`), front matter does not. */
function markdown(isMdx: boolean): Processor<Root> {
  const processor: Processor<Root> = unified().use(remarkParse);
  processor.use([remarkGfm, remarkFrontmatter, remarkDirective]);
  return isMdx ? processor.use([remarkMdx]) : processor;
}

function findEscapes(text: string, isMdx: boolean): readonly number[] {
  const tree = markdown(isMdx).use(remarkLockstepSyntax).parse(text);
  const offsets: number[] = [];
  visit(tree, 'iniTagEscape', ({ position }) => {
    const offset = position?.start.offset;
    if (offset !== undefined) offsets.push(offset);
  });
  return offsets;
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
