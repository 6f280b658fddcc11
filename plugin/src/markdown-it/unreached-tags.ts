import type { Span } from '@lockstep/config';
import type { Token } from 'markdown-it';
import type { TagError } from '../tag/tag.ts';
import { hasTag, lastTagIn, tagInAddress, tagInHtml } from '../tag/unreached.ts';
import type { PageLines } from './page-lines.ts';

/** Addresses are percent-encoded when they become attributes; a tag that is the whole address has lost its brackets. */
const ENCODED_TAG = /(?:[<{]|%3c|%7b|^)%(?:25)?(?:\s|%20|%0a)*\/?(?:\s|%20|%0a)*ini-/i;
const DEFINITION = /^[ \t>]*\[(?!\^)[^\]]+\]:/;
const ADDRESS_ATTRIBUTES = ['href', 'src', 'title'];

/** Tags in places that Markdown takes verbatim, other than code and HTML comments: raw HTML, addresses, titles. */
export function findUnreachedTags(tokens: readonly Token[], lines: PageLines): readonly TagError[] {
  const errors: TagError[] = [];
  let map: readonly [start: number, end: number] = [0, 1];
  const check = (token: Token): void => {
    const makeError = judge(token);
    if (makeError) errors.push(makeError(spanOf(map, lines)));
  };
  for (const block of tokens) {
    map = block.map ?? map;
    check(block);
    block.children?.forEach(check);
  }
  return errors;
}

function judge(token: Token): typeof tagInHtml | undefined {
  const isHtml = token.type === 'html_block' || token.type === 'html_inline';
  if (isHtml && !token.content.startsWith('<!--') && hasTag(token.content)) {
    return tagInHtml;
  }
  if (!token.attrs) return undefined;
  const values = ADDRESS_ATTRIBUTES.map((name) => token.attrGet(name));
  return values.some((value) => ENCODED_TAG.test(String(value))) ? tagInAddress : undefined;
}

/** The last tag on the lines of a block, or else the one in the definition that a link of the block refers to. */
function spanOf([start, end]: readonly [number, number], lines: PageLines): Span {
  const offsets = Array.from({ length: end - start }, (_, index) => end - 1 - index);
  const isUnreached = (line: number): boolean => hasTag(lines.line(line));
  const line = offsets.find(isUnreached) ?? lines.find(isDefinition) ?? start;
  const column = lastTagIn(lines.line(line)) ?? 0;
  return {
    start: lines.chunk(line, column, '').start,
    end: lines.chunk(line, column + 2, '').start,
  };
}

function isDefinition(line: string): boolean {
  return DEFINITION.test(line) && hasTag(line);
}
