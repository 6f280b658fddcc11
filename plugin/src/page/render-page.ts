import type { Problem } from '@lockstep/config';
import type { FootnoteDefinition } from 'mdast';
import { messageProblems } from '../errors/message-problems.ts';
import { toMarkdown } from '../render/markdown.ts';
import type { TagRenderer } from '../render/renderer.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { applyEdits } from './edit.ts';
import type { Edit } from './edit.ts';
import { fenceEdits } from './fence-edits.ts';
import { findTags } from './find-tags.ts';
import type { FoundTag } from './find-tags.ts';

/** A page to render. */
export interface PageSource {
  /** As the user gave it. */
  readonly path: string;
  readonly text: string;
  /** Whether it is read as MDX. @default for `.mdx` */
  readonly isMdx?: boolean;
  /** Block syntax of other systems that the page is written in. */
  readonly admonitions?: LockstepOptions['admonitions'] | undefined;
}

/** The page with its tags expanded, or what is wrong with it. */
export interface RenderedPage {
  readonly text: string;
  readonly problems: readonly Problem[];
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Replaces the tags of a page by Markdown. Nothing else changes by a byte: lines that a tag adds carry the prefix of
 * the quote or list they stand in, and end as the page's lines do.
 */
export function renderPage(
  { path, text, isMdx = /\.mdx$/i.test(path), admonitions }: PageSource,
  render: TagRenderer,
): RenderedPage {
  // Parsers drop the mark and count from behind it.
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const body = text.slice(mark.length);
  const syntax = { isMdx, ...(admonitions && { admonitions }) };
  const { tags, escapes, fences, footnotes, messages } = findTags(body, path, syntax, render);
  if (messages.length > 0) return { text: '', problems: messageProblems(messages, path, body) };
  const edits = [
    ...tags.map((tag) => expand(tag, body, footnotes)),
    ...fences.flatMap((fence) => fenceEdits(fence, body)),
    ...escapes.map((start) => ({
      start,
      end: start + 3,
      text: `\\${body.slice(start, start + 2)}`,
    })),
  ];
  return { text: mark + applyEdits(body, edits), problems: [] };
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
