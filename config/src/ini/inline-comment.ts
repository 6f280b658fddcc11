import type { Dialect } from './dialects.ts';
import { isSpace, skipSpaces } from './lines.ts';

const BACKSLASH = 92;

/**
 * The offset of the marker that starts an inline comment in `[from, to)`, or `to`.
 *
 * @param from directly after the separator, or at the first character of a key
 */
export function findInlineComment(
  source: string,
  from: number,
  to: number,
  dialect: Dialect,
): number {
  if (dialect.inlineComments === 'never') return to;
  const textStart = skipSpaces(source, from, to);
  for (let offset = textStart; offset < to; offset++) {
    if (dialect.markerEscapes && source.charCodeAt(offset) === BACKSLASH) {
      offset++;
      continue;
    }
    if (!dialect.inlineMarkers.includes(source.charAt(offset))) continue;
    if (dialect.inlineComments === 'anywhere') return offset;
    const isSpaced = offset > from && isSpace(source.charCodeAt(offset - 1));
    const isComment =
      offset === textStart ? isLeadingComment(source, offset, to, isSpaced) : isSpaced;
    if (isComment) return offset;
  }
  return to;
}

/**
 * Whether a marker that stands where the value should start makes a comment: `key = ; text` and `key = # text` do,
 * `color = #fff` is a value.
 */
function isLeadingComment(source: string, offset: number, to: number, isSpaced: boolean): boolean {
  const isFollowedBySpace = offset + 1 === to || isSpace(source.charCodeAt(offset + 1));
  return isFollowedBySpace || (source.charAt(offset) === ';' && isSpaced);
}
