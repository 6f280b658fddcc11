import type { Position, Span } from '@lockstep/config';
import { readTag } from './parse.ts';
import type { ParsedTag } from './parse.ts';
import { scanTag } from './scanner.ts';
import { TagText } from './tag-text.ts';
import type { TagChunk } from './tag-text.ts';

/** The word in a fence's info string that has the tags within the fence expanded. */
const EXPAND = 'expand';
/** Words of an info string; white space within quotes separates none. */
const META_WORD = /(?:"[^"]*"|'[^']*'|[^\s"']|["'])+/g;
const OPENER = /[<{]%/g;

/** A tag within a fence. */
export interface FencedTag extends ParsedTag {
  /** Offsets in the fence's text. */
  readonly start: number;
  readonly end: number;
}

/** `<%%` or `{%%` within a fence. */
interface FencedEscape {
  readonly start: number;
  readonly span: Span;
}

/** What there is to expand in a fence. */
export interface FenceTags {
  /** The fence's lines, joined by `\n`. */
  readonly text: string;
  readonly tags: readonly FencedTag[];
  readonly escapes: readonly FencedEscape[];
}

/** Whether the info string behind a fence's language asks for its tags to be expanded. */
export function wantsExpansion(meta: string | null | undefined): boolean {
  return meta?.includes(EXPAND) === true && wordsOf(meta).includes(EXPAND);
}

/** The info string without that word; `undefined` when nothing else is in it. */
export function withoutExpand(meta: string): string | undefined {
  const words = wordsOf(meta).filter((word) => word !== EXPAND);
  return words.length > 0 ? words.join(' ') : undefined;
}

/** Where that word stands in an info string, language included: its offset with the white space before it. */
export function findExpand(
  info: string,
): { readonly start: number; readonly end: number } | undefined {
  const [, ...words] = info.matchAll(META_WORD);
  const word = words.find(([each]) => each === EXPAND);
  if (!word) return undefined;
  const start = info.slice(0, word.index).trimEnd().length;
  return { start, end: word.index + EXPAND.length };
}

/** The tags of a fence that is to be expanded, with all their mistakes. @param lines see {@link TagChunk} */
export function readFence(lines: readonly TagChunk[]): FenceTags {
  const source = new TagText(lines);
  const { text } = source;
  const tags: FencedTag[] = [];
  const escapes: FencedEscape[] = [];
  OPENER.lastIndex = 0;
  for (let match = OPENER.exec(text); match; match = OPENER.exec(text)) {
    const start = match.index;
    const { kind, end } = scanTag(text, start);
    if (kind === 'foreign') continue;
    if (kind === 'escape') escapes.push({ start, span: source.span(start, end) });
    else tags.push({ ...readTag(source.slice(start, end), 'fence'), start, end });
    OPENER.lastIndex = end;
  }
  return { text, tags, escapes };
}

/**
 * Where the lines of a fence's text stand on the page. Each is the end of its line of the page, behind what containers
 * and indentation put before it.
 *
 * @param pageLine the page's lines, counted from 1, with their offset on the page
 */
export function fenceLines(
  text: string,
  firstLine: number,
  pageLine: (line: number) => { readonly text: string; readonly offset: number },
): readonly TagChunk[] {
  return text.split(/\r\n|[\r\n]/).map((content, index): TagChunk => {
    const line = firstLine + index;
    const { text: whole, offset } = pageLine(line);
    const indent = Math.max(0, whole.length - content.length);
    const start: Position = { line, column: indent + 1, offset: offset + indent };
    return { text: content, start };
  });
}

function wordsOf(meta: string): readonly string[] {
  return meta.match(META_WORD) ?? [];
}
