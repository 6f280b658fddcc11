import { decodeQuoted } from './decode.ts';
import type { Quote } from './dialects.ts';
import { skipSpaces } from './lines.ts';
import type { Reading } from './reading.ts';
import type { ValueReading, ValueStart } from './value.ts';

/** Reads a value that stands in quotes as a whole; `undefined` when it does not, which may be a mistake. */
export function readQuoted(reading: Reading, at: ValueStart): ValueReading | undefined {
  const { source, dialect, lines, report } = reading;
  const { textEnd } = lines[at.line]!;
  const start = skipSpaces(source, at.from, textEnd);
  if (start === textEnd) return undefined;
  const quote = dialect.quotes.find(({ mark }) => source.startsWith(mark, start));
  if (!quote?.hidesComments) return undefined;
  const close = findClosingMark(reading, quote, start + quote.mark.length, textEnd);
  if (close === -1) {
    report('unterminated-quote', start, textEnd);
    return undefined;
  }
  const end = close + quote.mark.length;
  const line = lineOf(reading, at.line, end);
  const lineEnd = lines[line]!.textEnd;
  const commentStart = skipSpaces(source, end, lineEnd);
  const hasComment = commentStart < lineEnd;
  if (hasComment && !dialect.inlineMarkers.includes(source.charAt(commentStart))) {
    if (line > at.line) report('text-after-quote', commentStart, lineEnd);
    return undefined;
  }
  return {
    text: decodeQuoted(source.slice(start + quote.mark.length, close), quote.escapes),
    start,
    end,
    isQuoted: true,
    comment: hasComment ? { start: commentStart, end: lineEnd } : undefined,
    nextLine: line + 1,
  };
}

/**
 * Offset of the mark that closes the quotes, or -1. Even without a limit the searches of a file take linear time
 * together: each ends at the next mark, and the next search starts behind that one.
 */
function findClosingMark(reading: Reading, quote: Quote, from: number, lineEnd: number): number {
  const { source, lines } = reading;
  return searchMark(source, quote, from, quote.isMultiline ? lines.at(-1)!.textEnd : lineEnd);
}

function searchMark(source: string, quote: Quote, from: number, to: number): number {
  const { mark, escapes } = quote;
  if (escapes === 'none') {
    const found = source.slice(from, to).indexOf(mark);
    return found === -1 ? -1 : from + found;
  }
  for (let offset = from; offset < to; offset++) {
    if (source.charAt(offset) === '\\') offset++;
    else if (source.startsWith(mark, offset)) return offset;
  }
  return -1;
}

/** Index of the line that holds the character before `offset`, searched from a line before it. */
function lineOf({ lines }: Reading, from: number, offset: number): number {
  let line = from;
  while (lines[line]!.end < offset) line++;
  return line;
}
