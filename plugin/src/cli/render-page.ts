import type { Problem } from '@lockstep/config';
import type { FootnoteDefinition } from 'mdast';
import type { VFileMessage } from 'vfile-message';
import { toMarkdown } from '../render/markdown.ts';
import type { TagRenderer } from '../render/renderer.ts';
import { findTags } from '../page/find-tags.ts';
import type { FoundTag } from '../page/find-tags.ts';

/** A page to render. */
export interface PageSource {
  /** As the user gave it; `.mdx` is read as MDX. */
  readonly path: string;
  readonly text: string;
}

/** The page with its tags expanded, or what is wrong with it. */
export interface RenderedPage {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** A stretch of the page and what replaces it; offsets in UTF-16 code units. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Replaces the tags of a page by Markdown. Nothing else changes by a byte: lines that a tag adds carry the prefix of
 * the quote or list they stand in, and end as the page's lines do.
 */
export function renderPage({ path, text }: PageSource, render: TagRenderer): RenderedPage {
  // Parsers drop the mark and count from behind it.
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const body = text.slice(mark.length);
  const { tags, escapes, footnotes, messages } = findTags(body, path, /\.mdx$/i.test(path), render);
  if (messages.length > 0)
    return { text: '', problems: messages.map((message) => toProblem(message, path)) };
  const edits = [
    ...tags.map((tag) => expand(tag, body, footnotes)),
    ...escapes.map((start) => ({
      start,
      end: start + 3,
      text: `\\${body.slice(start, start + 2)}`,
    })),
  ];
  return { text: mark + apply(body, edits), problems: [] };
}

function expand(
  { span, nodes, place }: FoundTag,
  body: string,
  footnotes: readonly FootnoteDefinition[],
): Edit {
  const start = span.start.offset;
  const end = span.end.offset;
  const lineEnd = body.includes('\r\n') ? '\r\n' : '\n';
  const [first = '', ...rest] = toMarkdown(nodes, place).split('\n');
  if (rest.length === 0) return { start, end, text: first };
  const prefix = continuationPrefix(
    body.slice(start - span.start.column + 1, start),
    start,
    footnotes,
  );
  const added = rest.map((line) => (line === '' ? prefix.trimEnd() : prefix + line));
  return { start, end, text: [first, ...added].join(lineEnd) };
}

/**
 * What further lines of the same containers begin with: `>` stays, list markers become spaces, tabs stay tabs, and a
 * footnote's label becomes the four columns that its content is indented by.
 */
function continuationPrefix(
  before: string,
  offset: number,
  footnotes: readonly FootnoteDefinition[],
): string {
  const label = footnotes
    .map(({ position }) => position?.start.offset ?? Infinity)
    .filter((start) => start < offset && offset - start <= before.length)
    .map((start) => before.length - (offset - start))[0];
  const masked = before.replace(/[^\s>]/g, ' ');
  return label === undefined ? masked : `${masked.slice(0, label)}    `;
}

function apply(body: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let offset = 0;
  for (const { start, end, text } of edits.toSorted((left, right) => left.start - right.start)) {
    parts.push(body.slice(offset, start), text);
    offset = end;
  }
  parts.push(body.slice(offset));
  return parts.join('');
}

function toProblem({ reason, line, column, ruleId }: VFileMessage, file: string): Problem {
  const at = line === undefined ? undefined : { line, column: column ?? 1, offset: 0 };
  return {
    code: ruleId ?? 'invalid-markdown',
    severity: 'error',
    message: reason,
    file,
    span: at && { start: at, end: at },
  };
}
