import { unsafe } from 'ini';
import type { Dialect, Quote } from './dialects.ts';

const ESCAPED_OR_MARKER = /\\.|[;#]/gs;
const NEEDS_DECODING = /[\\;#]/;

/** Decodes an unquoted value: its marker escapes, and quotes that do not hide comments. */
export function decodeText(raw: string, dialect: Dialect): { text: string; isQuoted: boolean } {
  const quote = dialect.quotes.find((candidate) => surrounds(raw, candidate));
  if (quote) return { text: raw.slice(quote.mark.length, -quote.mark.length), isQuoted: true };
  return { text: dialect.markerEscapes ? undoMarkerEscapes(raw) : raw, isQuoted: false };
}

/**
 * Undoes `\;`, `\#` and `\\` by the `ini` package. It would cut the text at a bare marker, which is text here, so bare
 * ones are escaped first; and text between two quotation marks would be taken for JSON, so that is left alone.
 */
export function undoMarkerEscapes(raw: string): string {
  if (!NEEDS_DECODING.test(raw) || /^(["'])(?:.*\1)?$/s.test(raw)) return raw;
  return unsafe(
    raw.replaceAll(ESCAPED_OR_MARKER, (match) => (match.length === 1 ? `\\${match}` : match)),
  );
}

/** Decodes the text between two quotation marks. */
export function decodeQuoted(inner: string, escapes: Quote['escapes']): string {
  return QUOTED_DECODERS[escapes](inner);
}

const QUOTED_DECODERS: { readonly [Rule in Quote['escapes']]: (inner: string) => string } = {
  none: (inner) => inner,
  quotes: (inner) => inner.replaceAll(/\\([\\'"])/g, '$1'),
  json: (inner) => {
    const raw = `"${inner}"`;
    const decoded = unsafe(raw);
    // `ini` gives the raw text back when it is no JSON string: `"C:\path"`.
    return decoded === raw ? inner.replaceAll('\\"', '"') : decoded;
  },
};

/** Whether a value that did not read as one quoted text still stands in the marks: `'it's'`. */
function surrounds(raw: string, { mark, escapes }: Quote): boolean {
  if (escapes !== 'none' || raw.length < 2 * mark.length) return false;
  return raw.startsWith(mark) && raw.endsWith(mark);
}
