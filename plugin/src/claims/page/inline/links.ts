import createMarkdownIt from 'markdown-it';
import type { Atom } from './atom.ts';

const md = new createMarkdownIt();
const SPACE = /[ \t\n]*/y;
const LABEL = /\[((?:[^[\]\\]|\\[^])*)\]/y;
const MAX_LABEL_LENGTH = 999;
const OTHER_SITE = /^<?(?:https?:)?\/\//i;

/** `[` or `![` that may start a link or an image. */
export interface Bracket {
  readonly atom: Atom;
  readonly isImage: boolean;
  /** Off in a link that stands in another, which cannot be one. */
  isActive: boolean;
}

/** Normalized labels of definitions, and whether they lead to other sites. */
export type References = ReadonlyMap<string, boolean>;

/** What a link leads to, and where it ends. */
interface Target {
  readonly end: number;
  readonly isElsewhere: boolean;
}

/** Where an address with its title stands. */
interface Resource extends Target {
  readonly start: number;
}

/** Whether an address at an offset is that of another site; pages of one's own have paths. */
export function isElsewhere(text: string, addressStart: number): boolean {
  return OTHER_SITE.test(text.slice(addressStart, addressStart + 9));
}

/** Reads `(address "title")` from its parenthesis on; `undefined` where there is none. */
export function readResource(text: string, start: number): Resource | undefined {
  if (text[start] !== '(') return undefined;
  const addressStart = skipSpace(text, start + 1);
  if (text[addressStart] === ')') return { start, end: addressStart + 1, isElsewhere: false };
  const address = md.helpers.parseLinkDestination(text, addressStart, text.length);
  if (!address.ok) return undefined;
  const titleStart = skipSpace(text, address.pos);
  let end = titleStart;
  if (titleStart > address.pos) {
    const title = md.helpers.parseLinkTitle(text, titleStart, text.length);
    if (title.ok) end = skipSpace(text, title.pos);
  }
  if (text[end] !== ')') return undefined;
  return { start, end: end + 1, isElsewhere: isElsewhere(text, addressStart) };
}

/**
 * Reads what follows the text of a link by reference, which ends before an offset: `[label]`, `[]`, or nothing where the
 * text itself is the label. `undefined` where no definition has the label.
 */
export function readReference(
  text: string,
  labelStart: number,
  closer: number,
  references: References,
): Target | undefined {
  if (references.size === 0) return undefined;
  LABEL.lastIndex = closer + 1;
  const [whole = '', label = ''] = LABEL.exec(text) ?? [];
  const isOwn = whole === '' || label.trim() === '';
  const end = closer + 1 + (isOwn && whole !== '[]' ? 0 : whole.length);
  if (isOwn && closer - labelStart > MAX_LABEL_LENGTH) return undefined;
  const name = isOwn ? text.slice(labelStart, closer) : label;
  const known = references.get(md.utils.normalizeReference(name));
  return known === undefined ? undefined : { end, isElsewhere: known };
}

function skipSpace(text: string, start: number): number {
  SPACE.lastIndex = start;
  SPACE.test(text);
  return SPACE.lastIndex;
}
