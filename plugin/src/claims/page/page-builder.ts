import type { Span } from '@lockstep/config';
import type { Token } from 'markdown-it';
import { wantsExpansion } from '../../tag/fence.ts';
import { readTag } from '../../tag/parse.ts';
import type { ParsedTag } from '../../tag/parse.ts';
import type { TagError } from '../../tag/tag.ts';
import { CONTAINER_LINE, containerEnd } from './blocks/containers.ts';
import { FENCE } from './blocks/fence-rule.ts';
import { linesOf } from './blocks/leaf.ts';
import { MDX_FLOW } from './blocks/mdx-rules.ts';
import type { Blocks, Syntax } from './blocks/parse-blocks.ts';
import { readCells } from './blocks/table-cells.ts';
import { columnsOf, TABLE } from './blocks/table-rule.ts';
import { TAG_BLOCK } from './blocks/tag-rule.ts';
import type { CheckedPage, Fence, Suppression, TextBlock } from './checked-page.ts';
import { readFence, tagsIn } from './fences.ts';
import { headingLine, lineEnd, paragraphLines, titleLine } from './lines.ts';
import { readDefinitions } from './inline/definitions.ts';
import { InlineText } from './inline/inline-text.ts';
import type { InlineLine } from './inline/inline-text.ts';
import type { References } from './inline/links.ts';
import { scanInline } from './inline/scan-inline.ts';
import type { InlineContext } from './inline/scan-inline.ts';
import { SearchBudget } from './mdx/search-budget.ts';
import type { PageText } from './page-text.ts';
import { readComment, readFenceMeta, toSuppression } from './suppressions.ts';
import { commentsIn, unreachedInElements, unreachedInHtml } from './verbatim.ts';

type PageContent = Omit<CheckedPage, 'path' | 'text'>;

/** Makes a page of its blocks, in one pass. */
export class PageBuilder {
  readonly #page: PageText;
  readonly #blocks: Blocks;
  readonly #context: InlineContext;
  readonly #tags: ParsedTag[] = [];
  readonly #texts: TextBlock[] = [];
  readonly #fences: Fence[] = [];
  readonly #suppressions: Suppression[] = [];
  readonly #unreached: TagError[] = [];
  /** Texts of the headings above, by level. */
  #headings: readonly (string | undefined)[] = [];
  /** Types of the containers around. */
  readonly #containers: string[] = [];
  #intro: TextBlock | undefined;
  /** Index of the block behind the comments that stand side by side. */
  #afterComments = 0;
  /** What to do at each kind of block. */
  readonly #readers: ReadonlyMap<string, (token: Token, index: number) => void> = new Map<
    string,
    (token: Token, index: number) => void
  >([
    ['paragraph_open', (token) => this.#readParagraph(token)],
    ['heading_open', (token) => this.#readHeading(token)],
    ['html_block', (token, index) => this.#readHtml(token, index)],
    [TABLE, (token) => this.#readTable(token)],
    [FENCE, (token) => this.#readFence(token)],
    [MDX_FLOW, (token, index) => this.#readFlow(token, index)],
    [TAG_BLOCK, (token) => this.#readTag(token)],
    [CONTAINER_LINE, (token) => this.#readContainerLine(token)],
  ]);

  constructor(page: PageText, blocks: Blocks, syntax: Syntax) {
    this.#page = page;
    this.#blocks = blocks;
    const references = findReferences(page, blocks.tokens);
    const budget = new SearchBudget(page.source.length);
    this.#context = { ...syntax, references, footnotes: blocks.footnotes, budget };
  }

  build(): PageContent {
    const { tokens } = this.#blocks;
    for (const [index, token] of tokens.entries()) {
      if (token.nesting < 0) this.#containers.pop();
      else this.#readers.get(token.type)?.(token, index);
      if (token.nesting > 0) this.#containers.push(token.type);
    }
    return {
      tags: this.#tags,
      texts: this.#texts,
      fences: this.#fences,
      suppressions: this.#suppressions,
      unreached: this.#unreached,
    };
  }

  #readParagraph(token: Token): void {
    const kind = this.#containers.at(-1) === 'list_item_open' ? 'item' : 'paragraph';
    const lines = paragraphLines(this.#page.source, linesOf(token));
    this.#intro = this.#addText(kind, lines, token);
  }

  #readHeading(token: Token): void {
    const starts = linesOf(token);
    const isUnderlined = !token.markup.startsWith('#');
    const lines = isUnderlined
      ? paragraphLines(this.#page.source, starts.slice(0, -1))
      : headingLine(this.#page.source, starts[0] ?? 0);
    const level = Number(token.tag.slice(1));
    this.#headings = Array.from({ length: level - 1 }, (_, each) => this.#headings[each]);
    const block = this.#addText('heading', lines, token);
    this.#headings = [...this.#headings, textOf(block)];
    this.#intro = undefined;
  }

  /** Row by row; the second line only tells that it is a table. */
  #readTable(token: Token): void {
    const header: string[] = [];
    for (const [index, start] of linesOf(token).entries()) {
      if (index === 1) continue;
      const row: TextBlock[] = [];
      for (const cell of readCells(this.#page.source, start).slice(0, columnsOf(token))) {
        const columnHeader = header[row.length];
        row.push(this.#addText('cell', [cell], token, { row, columnHeader }));
      }
      if (index === 0) header.push(...row.map(textOf));
    }
    this.#intro = undefined;
  }

  #addText(
    kind: TextBlock['kind'],
    lines: readonly InlineLine[],
    token: Token,
    cell: Pick<TextBlock, 'row' | 'columnHeader'> = {},
  ): TextBlock {
    const source = new InlineText(this.#page, lines);
    const definitions = kind === 'cell' ? [] : readDefinitions(source.text);
    const { runs, tags, comments, unreached } = scanInline(source, this.#context, definitions);
    this.#tags.push(...tags);
    this.#unreached.push(...unreached);
    for (const { start, end } of comments) {
      const { line } = source.at(start);
      const covers = (): Span =>
        cell.row ? this.#linesSpan(line - 1, line) : this.#blockSpan(token);
      this.#suppress(source.text.slice(start, end), source.span(start, end), covers);
    }
    const block: TextBlock = { kind, runs, headings: this.#headingTexts(), ...cell };
    this.#texts.push(block);
    return block;
  }

  #readFence(token: Token): void {
    const fence = readFence(this.#page, token);
    this.#fences.push({ ...fence, headings: this.#headingTexts(), intro: this.#intro });
    if (wantsExpansion(fence.meta)) this.#tags.push(...tagsIn(this.#page, token));
    const request = readFenceMeta(fence.meta);
    if (request) {
      const { span } = fence;
      this.#suppressions.push(toSuppression(request, span, span, this.#pageSpan()));
    }
    this.#intro = undefined;
  }

  #readTag(token: Token): void {
    const content = this.#contentOf(token);
    this.#tags.push(readTag(content.chunks(0, content.text.length)));
    this.#intro = undefined;
  }

  /** A directive's title, or that of an admonition. */
  #readContainerLine(token: Token): void {
    const line = titleLine(this.#page.source, linesOf(token)[0] ?? 0);
    if (line) this.#addText('paragraph', [line], token);
    this.#intro = undefined;
  }

  #readHtml(token: Token, index: number): void {
    const content = this.#contentOf(token);
    for (const { start, end } of commentsIn(content.text)) {
      const span = content.span(start, end);
      this.#suppress(content.text.slice(start, end), span, () => this.#nextSpan(index));
    }
    this.#unreached.push(...unreachedInHtml(content));
  }

  #readFlow(token: Token, index: number): void {
    const content = this.#contentOf(token);
    const span = content.span(0, content.text.length);
    this.#suppress(content.text.trim(), span, () => this.#nextSpan(index));
    this.#unreached.push(...unreachedInElements(content));
  }

  #suppress(comment: string, span: Span, findCovered: () => Span): void {
    const request = readComment(comment);
    if (!request) return;
    this.#suppressions.push(toSuppression(request, span, findCovered(), this.#pageSpan()));
  }

  #contentOf(token: Token): InlineText {
    const { source } = this.#page;
    const lines = linesOf(token).map((start) => ({ start, end: lineEnd(source, start) }));
    return new InlineText(this.#page, lines);
  }

  /** The block that follows; an empty stretch where its container ends. */
  #nextSpan(index: number): Span {
    const { tokens } = this.#blocks;
    const { level, map } = tokens[index]!;
    let next = Math.max(index + 1, this.#afterComments);
    while (tokens[next]?.level === level && COMMENT_TYPES.has(tokens[next]!.type)) next++;
    this.#afterComments = next;
    const token = tokens[next];
    if (token?.level === level && token.type === CONTAINER_LINE)
      return this.#linesSpan(token.map?.[0] ?? 0, containerEnd(tokens, next));
    if (token?.level === level && token.nesting >= 0) return this.#blockSpan(token);
    const end = this.#page.lineStart(map?.[1] ?? 0);
    return this.#page.span(end, end);
  }

  #blockSpan({ map }: Token): Span {
    return this.#linesSpan(map?.[0] ?? 0, map?.[1] ?? 0);
  }

  /** From the start of a line to that of another, counted from 0. */
  #linesSpan(start: number, end: number): Span {
    return this.#page.span(this.#page.lineStart(start), this.#page.lineStart(end));
  }

  #pageSpan(): Span {
    return this.#page.span(0, this.#page.source.length);
  }

  #headingTexts(): readonly string[] {
    return this.#headings.filter((text) => text !== undefined);
  }
}

/** Blocks that a comment does not count for: it is about what comes after them. */
const COMMENT_TYPES: ReadonlySet<string> = new Set(['html_block', MDX_FLOW]);

function textOf({ runs }: TextBlock): string {
  return runs.map(({ text }) => text).join('');
}

/** All definitions, of which the first with a label counts; links may come before what they refer to. */
function findReferences(page: PageText, tokens: readonly Token[]): References {
  const references = new Map<string, boolean>();
  for (const token of tokens) {
    const starts = linesOf(token);
    if (token.type !== 'paragraph_open' || page.source[starts[0] ?? 0] !== '[') continue;
    const { text } = new InlineText(page, paragraphLines(page.source, starts));
    for (const { label, isElsewhere } of readDefinitions(text))
      if (!references.has(label)) references.set(label, isElsewhere);
  }
  return references;
}
