/** One physical line, by offsets in the source. */
export interface Line {
  /** First character of the line; a byte order mark is part of the first line. */
  readonly start: number;
  /** First character that is not white space, or `textEnd` on a blank line. */
  readonly textStart: number;
  /** After the last character that is not white space. */
  readonly textEnd: number;
  /** After the line end (`\n`, `\r\n`, a lone `\r`), or the end of the file. */
  readonly end: number;
}

const TAB = 9;
const LINE_FEED = 10;
const VERTICAL_TAB = 11;
const FORM_FEED = 12;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** The rest of what ECMAScript's `trim` removes within a line; the byte order mark is one of them. */
const RARE_SPACE = /[^\S\r\n]/;

/** The first code unit beyond ASCII. */
const FIRST_RARE = 128;

/** Whether a UTF-16 code unit is white space within a line. */
export function isSpace(code: number): boolean {
  if (code === SPACE || code === TAB) return true;
  if (code < FIRST_RARE) return code === VERTICAL_TAB || code === FORM_FEED;
  return RARE_SPACE.test(String.fromCharCode(code));
}

/** Splits a text into lines; joining them gives the text. An empty text has no lines. */
export function splitLines(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let offset = 0; offset < source.length; offset++) {
    const code = source.charCodeAt(offset);
    if (code !== LINE_FEED && code !== CARRIAGE_RETURN) continue;
    const contentEnd = offset;
    if (code === CARRIAGE_RETURN && source.charCodeAt(offset + 1) === LINE_FEED) offset++;
    lines.push(toLine(source, start, contentEnd, offset + 1));
    start = offset + 1;
  }
  if (start < source.length) lines.push(toLine(source, start, source.length, source.length));
  return lines;
}

/** The first offset in `[from, to)` that is not white space, or `to`. */
export function skipSpaces(source: string, from: number, to: number): number {
  let offset = from;
  while (offset < to && isSpace(source.charCodeAt(offset))) offset++;
  return offset;
}

/** The end of `[from, to)` without the white space at its end. */
export function trimEnd(source: string, from: number, to: number): number {
  let offset = to;
  while (offset > from && isSpace(source.charCodeAt(offset - 1))) offset--;
  return offset;
}

/** Whether a line holds nothing but white space. */
export function isBlank(line: Line): boolean {
  return line.textStart === line.textEnd;
}

function toLine(source: string, start: number, contentEnd: number, end: number): Line {
  const textStart = skipSpaces(source, start, contentEnd);
  return { start, textStart, textEnd: trimEnd(source, textStart, contentEnd), end };
}
