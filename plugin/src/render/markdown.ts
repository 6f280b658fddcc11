import type { RenderedFence, RenderedNode } from './nodes.ts';

/** Punctuation that can begin Markdown, MDX, HTML, GFM, directive or mathematics syntax within a line. */
const INLINE_SYNTAX = /[\\`*_{}[\]<>|~:&@#$!^]/g;
/** What can begin a block when it comes first on a line: list markers, setext underlines, thematic breaks. */
const BLOCK_START = /^(\d{0,9})([-+=.)])/;
const OUTER_SPACE = /^[ \t]+|[ \t]+$/g;
const LINE_END = /\r\n|[\r\n]/g;
const BACKTICK_RUN = /`+/g;

/**
 * Rendered nodes as Markdown text that reads back as exactly these texts, in CommonMark with GFM and in MDX: what the
 * command line prints. Inline nodes are joined, a fence stands on lines of its own.
 */
export function toMarkdown(nodes: readonly RenderedNode[]): string {
  return nodes
    .map((node, index) => {
      const gap = index > 0 && (node.type === 'fence' || nodes[index - 1]?.type === 'fence');
      return `${gap ? '\n\n' : ''}${nodeToMarkdown(node)}`;
    })
    .join('');
}

/**
 * Text escaped so that it shows verbatim wherever running text may stand: paragraphs, headings, table cells, JSX. Line
 * ends become character references, so that the text stays on one line of the page.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(INLINE_SYNTAX, '\\$&')
    .replace(BLOCK_START, '$1\\$2')
    .replace(OUTER_SPACE, toReferences)
    .replace(LINE_END, toReferences);
}

/**
 * Text as inline code. Backtick code cannot hold line ends, or a pipe within a table cell; such text becomes a `<code>`
 * element, which MDX and GFM read alike.
 */
export function inlineCode(text: string): string {
  if (/[|\r\n]/.test(text) || text.trim() === '') return `<code>${escapeMarkdown(text)}</code>`;
  const marker = longerThanRuns(text, 1);
  const needsPadding = /^`|`$/.test(text) || (text.startsWith(' ') && text.endsWith(' '));
  const padding = needsPadding ? ' ' : '';
  return `${marker}${padding}${text}${padding}${marker}`;
}

function nodeToMarkdown(node: RenderedNode): string {
  if (node.type === 'fence') return fence(node);
  return node.type === 'code' ? inlineCode(node.text) : escapeMarkdown(node.text);
}

/** A fence that is longer than every run of backticks in its text, so that the text cannot close it. */
function fence({ lang, meta, text }: RenderedFence): string {
  const marker = longerThanRuns(text, 3);
  const info = meta === undefined ? lang : `${lang} ${meta.replace(/[\\&]/g, '\\$&')}`;
  return text === '' ? `${marker}${info}\n${marker}` : `${marker}${info}\n${text}\n${marker}`;
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
