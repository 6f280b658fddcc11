import type { Cut } from './cuts.ts';

const BEGIN = /-----BEGIN [A-Z0-9 ]{1,40}-----/g;
const END = /-----END [A-Z0-9 ]{1,40}-----/g;
/** A line that can stand in a PEM block that never ends: base64, a header field, or nothing, perhaps in a comment. */
const BODY_LINE = /^[ \t;#>*"'\\-]*(?:[A-Za-z0-9+/]+={0,2}|[A-Z][A-Za-z-]+:[^\r\n]*)?[ \t"'\\]*$/;

/**
 * PEM blocks (RFC 7468), from the first label to the last or, where that is missing, as far as lines look like a body.
 * Certificates and public keys are hidden as well: which of the two a broken block is cannot be told.
 */
export function pemCuts(text: string): readonly Cut[] {
  if (!text.includes('-----BEGIN ')) return [];
  const starts = Array.from(text.matchAll(BEGIN), (match) => match.index);
  const ends = Array.from(text.matchAll(END), (match) => match.index + match[0].length);
  let next = 0;
  return starts.map((start, index) => {
    const limit = starts[index + 1] ?? text.length;
    while (next < ends.length && ends[next]! <= start) next++;
    const end = ends[next] ?? Infinity;
    return { start, end: end <= limit ? end : bodyEnd(text, start, limit) };
  });
}

/** Where the body of an unfinished block ends: before the first line that is none of its. */
function bodyEnd(text: string, start: number, limit: number): number {
  const labelLength = text.slice(start, limit).search(/[\r\n]|$/);
  const body = start + labelLength;
  let end = body;
  for (const { 0: line, index } of text.slice(body, limit).matchAll(/[^\r\n]+/g)) {
    if (!BODY_LINE.test(line)) break;
    end = body + index + line.length;
  }
  return end;
}
