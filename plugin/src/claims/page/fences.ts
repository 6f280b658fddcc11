import type { Token } from 'markdown-it';
import { blockTagInline } from '../../tag/check.ts';
import { TAG_DEFINITIONS } from '../../tag/definitions.ts';
import { readFence as readFenceTags } from '../../tag/fence.ts';
import type { FencedTag } from '../../tag/fence.ts';
import type { ParsedTag } from '../../tag/parse.ts';
import type { TagChunk } from '../../tag/tag-text.ts';
import { linesOf } from './blocks/leaf.ts';
import type { Fence } from './checked-page.ts';
import { lineEnd } from './lines.ts';
import type { PageText } from './page-text.ts';

const INFO = /^\s*(\S*)\s*(.*?)\s*$/s;

/** Reads a fence; what it stands below is not known here. */
export function readFence(page: PageText, token: Token): Omit<Fence, 'headings' | 'intro'> {
  const starts = linesOf(token);
  const [, lang = '', meta = ''] = INFO.exec(token.info) ?? [];
  const first = starts[0] ?? 0;
  const chunks = contentChunks(page, token);
  return {
    lang: lang.toLowerCase(),
    meta,
    text: chunks.map(({ text }) => text).join('\n'),
    span: page.span(first, lineEnd(page.source, starts.at(-1) ?? first)),
    lineStarts: chunks.map(({ start }) => start.offset),
  };
}

/** The tags of a fence that says `expand`. */
export function tagsIn(page: PageText, token: Token): readonly ParsedTag[] {
  const { text, tags } = readFenceTags(contentChunks(page, token));
  return tags.map((fenced) => ({
    tag: fenced.tag,
    errors: isMisplaced(fenced, text)
      ? [...fenced.errors, blockTagInline(fenced.tag)]
      : fenced.errors,
  }));
}

/** Whether a tag that becomes a block has something beside it on its lines. */
function isMisplaced({ tag, start, end }: FencedTag, text: string): boolean {
  if (TAG_DEFINITIONS.get(tag.name)?.placement !== 'block') return false;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [after = ''] = text.slice(end).split('\n', 1);
  return (before + after).trim() !== '';
}

/** The lines between the markers: each is the end of a line of the page, behind what belongs to containers. */
function contentChunks(page: PageText, { content, map }: Token): readonly TagChunk[] {
  const first = (map?.[0] ?? 0) + 1;
  return content
    .replace(/\n$/, '')
    .split('\n')
    .map((text, index): TagChunk => {
      const start = page.lineStart(first + index);
      const end = content === '' ? start : lineEnd(page.source, start);
      return { text, start: page.at(Math.max(start, end - text.length)) };
    });
}
