import { decodeText } from './decode.ts';
import { findInlineComment } from './inline-comment.ts';
import type { Line } from './lines.ts';
import { isBlank, skipSpaces, trimEnd } from './lines.ts';
import { readPartlyQuoted } from './partly-quoted.ts';
import { readQuoted } from './quoted.ts';
import type { Reading } from './reading.ts';

/** A value and its place, by offsets in the source. */
export interface ValueReading {
  /** Decoded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  /** The comment behind it: from its marker to the end of the text on the line. */
  readonly comment?: { readonly start: number; readonly end: number } | undefined;
  /** Index of the first line that does not belong to the value. */
  readonly nextLine: number;
}

/** What a value is read from. */
export interface ValueStart {
  /** Index of the key's line. */
  readonly line: number;
  /** Offset directly after the separator. */
  readonly from: number;
}

/** One line's share of an unquoted value. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly commentStart: number;
  readonly lineEnd: number;
}

/** Reads the value of a key, continuation lines included. */
export function readValue(reading: Reading, at: ValueStart): ValueReading {
  if (reading.dialect.quotePlacement === 'within') return readPartlyQuoted(reading, at);
  return readQuoted(reading, at) ?? readUnquoted(reading, at);
}

function readUnquoted(reading: Reading, at: ValueStart): ValueReading {
  const { source, dialect } = reading;
  const pieces = [readPiece(reading, reading.lines[at.line]!, at.from)];
  const nextLine = CONTINUATIONS[dialect.continuation](reading, at.line, pieces);
  const first = pieces.find((piece) => piece.end > piece.start) ?? pieces[0]!;
  const last = pieces.findLast((piece) => piece.end > piece.start) ?? first;
  const raw = pieces.map((piece) => source.slice(piece.start, piece.end)).join(dialect.joiner);
  const { text, isQuoted } = decodeText(raw.trim(), dialect);
  const comment = commentOf(pieces.at(-1)!);
  return { text, start: first.start, end: last.end, isQuoted, comment, nextLine };
}

function readPiece(reading: Reading, line: Line, from: number): Piece {
  const { source, dialect } = reading;
  const commentStart = findInlineComment(source, from, line.textEnd, dialect);
  const textStart = skipSpaces(source, from, commentStart);
  const isEmpty = textStart === commentStart;
  return {
    start: isEmpty ? from : textStart,
    end: isEmpty ? from : trimEnd(source, textStart, commentStart),
    commentStart,
    lineEnd: line.textEnd,
  };
}

function commentOf(piece: Piece): ValueReading['comment'] {
  return piece.commentStart < piece.lineEnd
    ? { start: piece.commentStart, end: piece.lineEnd }
    : undefined;
}

/** Adds the pieces on the lines after `line`; returns the index of the first line that is not part of the value. */
type Continuation = (reading: Reading, line: number, pieces: Piece[]) => number;

const CONTINUATIONS: { readonly [Rule in Reading['dialect']['continuation']]: Continuation } = {
  none: (_reading, line) => line + 1,
  backslash: continueAfterBackslash,
  indent: continueIndented,
};

/** A `\` at the end of a line continues the value; comment lines in between are left out (systemd.syntax(7)). */
function continueAfterBackslash(reading: Reading, line: number, pieces: Piece[]): number {
  const { source, lines } = reading;
  let current = line;
  for (;;) {
    const last = pieces.at(-1)!;
    if (!endsWithBackslash(source, last)) return current + 1;
    let next = current + 1;
    while (next < lines.length && isCommentLine(reading, lines[next]!)) next++;
    const nextLine = lines[next];
    if (!nextLine || isBlank(nextLine)) return current + 1;
    pieces[pieces.length - 1] = { ...last, end: last.end - 1 };
    pieces.push(readPiece(reading, nextLine, nextLine.textStart));
    current = next;
  }
}

function endsWithBackslash(source: string, piece: Piece): boolean {
  if (piece.commentStart < piece.lineEnd) return false;
  let count = 0;
  while (piece.end - count > piece.start && source.charAt(piece.end - count - 1) === '\\') count++;
  return count % 2 === 1;
}

/** Lines indented deeper than the key go on with the value; comment lines in between are left out (configparser). */
function continueIndented(reading: Reading, line: number, pieces: Piece[]): number {
  const { lines } = reading;
  const indent = indentOf(lines[line]!);
  let nextLine = line + 1;
  let blanks: Piece[] = [];
  for (let index = line + 1; index < lines.length; index++) {
    const candidate = lines[index]!;
    if (isCommentLine(reading, candidate)) continue;
    if (isBlank(candidate)) {
      blanks.push(readPiece(reading, candidate, candidate.textStart));
      continue;
    }
    if (indentOf(candidate) <= indent) break;
    pieces.push(...blanks, readPiece(reading, candidate, candidate.textStart));
    blanks = [];
    nextLine = index + 1;
  }
  return nextLine;
}

function isCommentLine({ source, dialect }: Reading, line: Line): boolean {
  return !isBlank(line) && dialect.comments.includes(source.charAt(line.textStart));
}

function indentOf(line: Line): number {
  return line.textStart - line.start;
}
