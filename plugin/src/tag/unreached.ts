import type { Span } from '@lockstep/config';
import { TagError } from './tag.ts';

const OPENER = /[<{]%/;
const TAG = /[<{]%[ \t\r\n]*\/?[ \t\r\n]*ini-/gi;
/** A line up to a tag: `[text](http://host:`, `[label]: http://host:` or `<http://host:`. */
const ADDRESS =
  /(?:\]\([ \t]*<?|^[ \t>]*\[(?!\^)[^\]]+\]:[ \t]*<?|<[a-z][a-z0-9+.-]*:)[^\s()<>]*$/i;
/** How far before a tag its address may start; this keeps a line of many tags linear. */
const MAX_ADDRESS_LENGTH = 2000;
/** An opener of ours within a line, escapes included. The name may come on the next line. */
const TAG_AHEAD = /[<{]%(?:%|[ \t]*(?:\/[ \t]*)?(?:ini-|$))/i;

/** Whether a line, or the rest of one, holds what could be a tag. */
export function hasTagAhead(line: string): boolean {
  return TAG_AHEAD.test(line);
}

/** Whether a page holds an opener at all; most do not, and then nothing else needs to be looked at. */
export function hasOpener(page: string): boolean {
  return OPENER.test(page);
}

/** Offset of the last tag in a text that is not parsed for tags; `undefined` where there is none. */
export function lastTagIn(text: string): number | undefined {
  return [...text.matchAll(TAG)].at(-1)?.index;
}

/** Whether a text holds a tag, in whatever place. */
export function hasTag(text: string): boolean {
  return text.search(TAG) !== -1;
}

/** Whether a link's address is a whole tag: `[text](<% ini-value a %>)` has it in the angle brackets of an address. */
export function isTagAddress(address: string): boolean {
  return hasTag(`<${address}>`);
}

/** Whether a tag at an offset of a text stands in the address of a link or definition, judged by its line before it. */
export function isWithinAddress(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - MAX_ADDRESS_LENGTH), offset);
  return ADDRESS.test(before.slice(before.lastIndexOf('\n') + 1));
}

/** The mistake of a tag in raw HTML, which Markdown takes verbatim. */
export function tagInHtml(span: Span): TagError {
  const message =
    'A tag in raw HTML is not expanded; put blank lines around it, or write `&lt;%` to show it';
  return new TagError('tag-in-html', message, span);
}

/** The mistake of a tag in an attribute of an element of MDX. */
export function tagInAttribute(span: Span): TagError {
  const message =
    'A tag in an attribute is not expanded; put it between the tags of the element, or write `&lt;%` to show it';
  return new TagError('tag-in-attribute', message, span);
}

/** The mistake of a tag in a link's address or title, where Markdown has no place for other syntax. */
export function tagInAddress(span: Span): TagError {
  const message = 'A tag in the address or title of a link is not expanded; write the address out';
  return new TagError('tag-in-address', message, span);
}
