import { blockTagInline } from '../tag/check.ts';
import { TAG_DEFINITIONS } from '../tag/definitions.ts';
import { readFence } from '../tag/fence.ts';
import type { FencedTag } from '../tag/fence.ts';
import type { TagChunk } from '../tag/tag-text.ts';
import type { Tag, TagError } from '../tag/tag.ts';
import { plainText } from './inline.ts';
import { toMarkdown } from './markdown.ts';
import type { RenderedNode } from './nodes.ts';

/** What a tag becomes in a host that collects mistakes; a tag with mistakes becomes nothing. */
export type RenderOrNote = (tag: Tag, mistakes: readonly TagError[]) => readonly RenderedNode[];

/** A stretch of a fence's text and what stands in its place. */
export interface FenceEdit {
  /** Offsets in the fence's text. */
  readonly start: number;
  readonly end: number;
  /** The same on the page. */
  readonly pageStart: number;
  readonly pageEnd: number;
  /** Where the fence's part of the line begins on the page, behind the prefix of containers. */
  readonly pageLineStart: number;
  readonly text: string;
}

/** A fence with its tags expanded. */
export interface ExpandedFence {
  readonly text: string;
  /** What changed, for hosts that keep the rest of the page as it is. */
  readonly edits: readonly FenceEdit[];
}

/**
 * Puts text in the place of the tags of a fence that says `expand`: values without markup, and for a block tag the lines
 * of its own fence, indented as the tag is. A table or list becomes the Markdown for it.
 *
 * @param lines the fence's lines as they stand on the page
 */
export function expandFence(lines: readonly TagChunk[], render: RenderOrNote): ExpandedFence {
  const { text, tags, escapes } = readFence(lines);
  const edits = [
    ...tags.map((fenced) => expandTag(fenced, text, render)),
    ...escapes.map(({ start, span }) => ({
      start: start + 2,
      end: start + 3,
      pageStart: span.start.offset + 2,
      pageEnd: span.end.offset,
      pageLineStart: span.start.offset,
      text: '',
    })),
  ].toSorted((left, right) => left.start - right.start);
  return { text: apply(text, edits), edits };
}

function expandTag(fenced: FencedTag, text: string, render: RenderOrNote): FenceEdit {
  const { tag, errors, start, end } = fenced;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [after = ''] = text.slice(end).split('\n', 1);
  const isBlock = TAG_DEFINITIONS.get(tag.name)?.placement === 'block';
  const isAlone = before.trim() === '' && after.trim() === '';
  const mistakes = isBlock && !isAlone ? [...errors, blockTagInline(tag)] : errors;
  const lines = textOf(render(tag, mistakes)).split('\n');
  const indented = lines.map((line, index) => (index === 0 || line === '' ? line : before + line));
  const { start: pageStart, end: pageEnd } = tag.span;
  return {
    start,
    end,
    pageStart: pageStart.offset,
    pageEnd: pageEnd.offset,
    pageLineStart: pageStart.offset - before.length,
    text: (isBlock ? indented : lines).join('\n'),
  };
}

/** Blocks have a blank line between them. */
function textOf(nodes: readonly RenderedNode[]): string {
  const texts = nodes.map((node) =>
    node.type === 'table' || node.type === 'list' ? toMarkdown([node]) : plainText([node]),
  );
  return texts.join(nodes.some(({ type }) => type === 'fence') ? '\n\n' : '');
}

function apply(text: string, edits: readonly FenceEdit[]): string {
  let result = '';
  let offset = 0;
  for (const edit of edits) {
    result += text.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return result + text.slice(offset);
}
