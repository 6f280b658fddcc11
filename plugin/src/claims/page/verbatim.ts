import { hasTag, lastTagIn, tagInAttribute, tagInHtml } from '../../tag/unreached.ts';
import type { TagError } from '../../tag/tag.ts';
import type { InlineText } from './inline/inline-text.ts';
import { expressionEnd } from './mdx/expression.ts';
import { readElementTag } from './mdx/element.ts';

const COMMENT = /<!--[^]*?-->/g;

/** Comments in a block of raw HTML; offsets of its text. */
export function commentsIn(
  html: string,
): readonly { readonly start: number; readonly end: number }[] {
  if (!html.includes('-->')) return [];
  return [...html.matchAll(COMMENT)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
}

/** A tag in a block of raw HTML; in a comment it is fine. */
export function unreachedInHtml(content: InlineText): readonly TagError[] {
  const { text } = content;
  if (text.startsWith('<!--')) return [];
  const offset = lastTagIn(text);
  return offset === undefined ? [] : [tagInHtml(content.span(offset, offset + 2))];
}

/** Tags in attributes of elements on lines of their own. */
export function unreachedInElements(content: InlineText): readonly TagError[] {
  const { text } = content;
  if (!hasTag(text)) return [];
  const errors: TagError[] = [];
  let offset = 0;
  while (offset < text.length) {
    const element = text[offset] === '<' ? readElementTag(text, offset) : undefined;
    for (const [start, end] of element?.texts ?? []) {
      const found = lastTagIn(text.slice(start, end));
      if (found === undefined) continue;
      errors.push(tagInAttribute(content.span(start + found, start + found + 2)));
    }
    const expression = text[offset] === '{' ? expressionEnd(text, offset) : undefined;
    offset = element?.end ?? expression ?? offset + 1;
  }
  return errors;
}
