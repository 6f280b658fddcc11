import createMarkdownIt from 'markdown-it';
import type { Atom } from './atom.ts';

const md = new createMarkdownIt();
const SPACE = /[ \t\n]*/y;
const LABEL = /\[((?:[^[\]\\]|\\[^])*)\]/y;
const MAX_LABEL_LENGTH = 999;

/** `[` or `![` that may start a link or an image. */
export interface Bracket {
  readonly atom: Atom;
  readonly isImage: boolean;
  /** Off in a link that stands in another, which cannot be one. */
  isActive: boolean;
}

/** Where an address with its title stands. */
export interface Resource {
  readonly start: number;
  readonly end: number;
}

/** Reads `(address "title")` from its parenthesis on; `undefined` where there is none. */
export function readResource(text: string, start: number): Resource | undefined {
  if (text[start] !== '(') return undefined;
  const addressStart = skipSpace(text, start + 1);
  if (text[addressStart] === ')') return { start, end: addressStart + 1 };
  const address = md.helpers.parseLinkDestination(text, addressStart, text.length);
  if (!address.ok) return undefined;
  const titleStart = skipSpace(text, address.pos);
  let end = titleStart;
  if (titleStart > address.pos) {
    const title = md.helpers.parseLinkTitle(text, titleStart, text.length);
    if (title.ok) end = skipSpace(text, title.pos);
  }
  return text[end] === ')' ? { start, end: end + 1 } : undefined;
}

/**
 * Where a link by reference ends whose text ends before an offset: behind `[label]` or `[]`, or at the offset where the
 * text itself is the label. `undefined` where no definition has the label.
 */
export function referenceEnd(
  text: string,
  labelStart: number,
  closer: number,
  references: ReadonlySet<string>,
): number | undefined {
  if (references.size === 0) return undefined;
  LABEL.lastIndex = closer + 1;
  const [whole = '', label = ''] = LABEL.exec(text) ?? [];
  const isOwn = whole === '' || label.trim() === '';
  const end = closer + 1 + (isOwn && whole !== '[]' ? 0 : whole.length);
  if (isOwn && closer - labelStart > MAX_LABEL_LENGTH) return undefined;
  const name = isOwn ? text.slice(labelStart, closer) : label;
  return references.has(md.utils.normalizeReference(name)) ? end : undefined;
}

function skipSpace(text: string, start: number): number {
  SPACE.lastIndex = start;
  SPACE.test(text);
  return SPACE.lastIndex;
}
