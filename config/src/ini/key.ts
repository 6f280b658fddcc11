import type { Quote } from './dialects.ts';
import { decodeQuoted, undoMarkerEscapes } from './decode.ts';
import type { Reading } from './reading.ts';
import { trimEnd } from './lines.ts';

/** A key as written, by offsets in the source. */
export interface KeyReading {
  readonly name: string;
  /** The name without quotes and `[]`. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly isItem: boolean;
}

const LIST_SUFFIX = '[]';

/** Offset of the separator in `[from, to)`, or -1. Separators inside a quoted key do not count. */
export function findSeparator(reading: Reading, from: number, to: number): number {
  const { source, dialect } = reading;
  for (let offset = endOfQuotedKey(reading, from, to); offset < to; offset++) {
    if (dialect.separators.includes(source.charAt(offset))) return offset;
  }
  return -1;
}

/** Reads the key in `[from, to)`; `undefined` when it has no name. */
export function readKey(reading: Reading, from: number, to: number): KeyReading | undefined {
  const { source, dialect } = reading;
  const isItem = dialect.listSuffix && source.slice(from, to).endsWith(LIST_SUFFIX);
  const end = isItem ? trimEnd(source, from, to - LIST_SUFFIX.length) : to;
  if (end === from) return undefined;
  const quote = keyQuote(reading, from, end);
  const nameStart = from + (quote?.mark.length ?? 0);
  const nameEnd = end - (quote?.mark.length ?? 0);
  const raw = source.slice(nameStart, nameEnd);
  const plain = dialect.markerEscapes ? undoMarkerEscapes(raw) : raw;
  const name = quote ? decodeQuoted(raw, quote.escapes) : plain;
  if (name === '') return undefined;
  return { name: dialect.foldKeys ? name.toLowerCase() : name, nameStart, nameEnd, isItem };
}

/** The quotes around a key that stands in quotes as a whole. */
function keyQuote({ source, dialect }: Reading, from: number, to: number): Quote | undefined {
  if (!dialect.quotedKeys) return undefined;
  return dialect.quotes.find(({ mark }) => {
    const isLongEnough = to - from > 2 * mark.length;
    return (
      isLongEnough && source.startsWith(mark, from) && source.startsWith(mark, to - mark.length)
    );
  });
}

/** The offset behind the quotes of a key that starts with one, or `from`. */
export function endOfQuotedKey({ source, dialect }: Reading, from: number, to: number): number {
  const quote =
    dialect.quotedKeys && dialect.quotes.find(({ mark }) => source.startsWith(mark, from));
  if (!quote) return from;
  const start = from + quote.mark.length;
  const close = source.slice(start, to).indexOf(quote.mark);
  return close === -1 ? from : start + close + quote.mark.length;
}
