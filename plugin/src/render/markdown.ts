import { isBlock } from './nodes.ts';
import type {
  RenderedBlock,
  RenderedCell,
  RenderedFence,
  RenderedInline,
  RenderedNode,
} from './nodes.ts';

/**
 * Punctuation that can begin Markdown, MDX, HTML, GFM, directive or mathematics syntax within a line. An underscore
 * within a word and a colon before a space never do.
 */
const INLINE_SYNTAX = /[\\`*{}[\]<>|~&@#$!^]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?! )/g;
/** What can begin a block when it comes first on a line: list markers, setext underlines, thematic breaks. */
const BLOCK_START = /^(\d{0,9})([-+=.)])/;
/** A line of ECMAScript, to MDX. */
const MODULE_START = /^[ie](?=(?<=i)mport\b|(?<=e)xport\b)/;
const OUTER_SPACE = /^[ \t]+|[ \t]+$/g;
const LINE_END = /\r\n|[\r\n]/g;
const BACKTICK_RUN = /`+/g;

/** Where Markdown text goes. */
export type MarkdownPlace = 'text' | 'table-cell';

/**
 * Rendered nodes as Markdown text that reads back as exactly these texts, in CommonMark with GFM and in MDX: what the
 * command line prints. Inline nodes are joined, a fence stands on lines of its own.
 *
 * @param place where it goes: a cell of a GFM table has a rule of its own for pipes in code
 */
export function toMarkdown(nodes: readonly RenderedNode[], place: MarkdownPlace = 'text'): string {
  const blocks: string[] = [];
  let line = '';
  for (const node of nodes) {
    if (!isBlock(node)) {
      line += inlineMarkdown(node, place);
      continue;
    }
    if (line !== '') blocks.push(escapeEdges(line));
    line = '';
    blocks.push(blockMarkdown(node));
  }
  if (line !== '') blocks.push(escapeEdges(line));
  return blocks.join('\n\n');
}

function blockMarkdown(node: RenderedBlock): string {
  if (node.type === 'fence') return fence(node);
  if (node.type === 'list') return node.items.map((item) => `- ${toMarkdown(item)}`).join('\n');
  const [header = '', ...rows] = [node.header, ...node.rows].map(rowMarkdown);
  return [header, `|${' --- |'.repeat(node.header.length)}`, ...rows].join('\n');
}

function rowMarkdown(row: readonly RenderedCell[]): string {
  return `| ${row.map((cell) => toMarkdown(cell, 'table-cell')).join(' | ')} |`;
}

function inlineMarkdown(node: RenderedInline, place: MarkdownPlace): string {
  if (node.type === 'code') return inlineCode(node.text, place);
  if (node.type === 'text') return escapeInline(node.text);
  const label = node.children.map((child) => inlineMarkdown(child, place)).join('');
  return `[${label}](<${node.url.replace(/[\\<>|]/g, encodeURIComponent)}>)`;
}

/**
 * Text escaped so that it shows verbatim wherever running text may stand: paragraphs, headings, table cells, JSX. Line
 * ends become character references, so that the text stays on one line of the page.
 */
export function escapeMarkdown(text: string): string {
  return escapeEdges(escapeInline(text));
}

function escapeInline(text: string): string {
  return text.replace(INLINE_SYNTAX, '\\$&').replace(LINE_END, toReferences);
}

/** What counts only where a line begins or ends. */
function escapeEdges(line: string): string {
  return line
    .replace(BLOCK_START, '$1\\$2')
    .replace(MODULE_START, toReferences)
    .replace(OUTER_SPACE, toReferences);
}

/**
 * Text as inline code. Backtick code cannot hold line ends or nothing at all, and within a table cell no backslash
 * before a pipe; such text becomes a `<code>` element, which MDX and GFM read alike.
 */
export function inlineCode(text: string, place: MarkdownPlace = 'text'): string {
  const isCell = place === 'table-cell' && text.includes('|');
  const isUnfit = /[\r\n]/.test(text) || text.trim() === '' || (isCell && text.includes('\\'));
  if (isUnfit) return `<code>${escapeMarkdown(text)}</code>`;
  const marker = longerThanRuns(text, 1);
  const needsPadding = /^`|`$/.test(text) || (text.startsWith(' ') && text.endsWith(' '));
  const padding = needsPadding ? ' ' : '';
  const content = isCell ? text.replaceAll('|', '\\|') : text;
  return `${marker}${padding}${content}${padding}${marker}`;
}

/** A fence that is longer than every run of backticks in its text, so that the text cannot close it. */
function fence(node: RenderedFence): string {
  const { text } = node;
  const marker = longerThanRuns(text, 3);
  const info = infoString(node);
  return text === '' ? `${marker}${info}\n${marker}` : `${marker}${info}\n${text}\n${marker}`;
}

/** What stands behind the opening marker; readers take backslash escapes and character references out of it again. */
export function infoString({ lang, meta }: RenderedFence): string {
  return meta === undefined ? lang : `${lang} ${meta.replace(/[\\&]/g, '\\$&')}`;
}

function longerThanRuns(text: string, minimum: number): string {
  let length = minimum;
  for (const [run] of text.matchAll(BACKTICK_RUN)) {
    if (run.length >= length) length = run.length + 1;
  }
  return '`'.repeat(length);
}

function toReferences(characters: string): string {
  return characters.replace(/[^]/g, (each) => `&#${each.charCodeAt(0)};`);
}
