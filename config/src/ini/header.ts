import type { KeyPath } from '../document/key-path.ts';
import type { Dialect } from './dialects.ts';
import type { Line } from './lines.ts';
import { skipSpaces } from './lines.ts';
import type { Reading } from './reading.ts';
import { sectionPath } from './section-path.ts';

/** A line that starts with `[`. */
export interface HeaderReading {
  readonly path: KeyPath;
  /** Whether the line is a header; if not, `path` is what it was meant to be. */
  readonly isValid: boolean;
  /** Offset of the comment on the line. */
  readonly comment?: number | undefined;
  /** Offset of the key that stands behind it on the line. */
  readonly entry?: number | undefined;
}

const MAX_NAME_LENGTH = 1024;
const MAX_DEPTH = 32;

/** Reads the line as a section header; `undefined` when it does not start with `[`. */
export function readHeader(reading: Reading, line: Line): HeaderReading | undefined {
  const { source, dialect, report } = reading;
  const { textStart, textEnd } = line;
  if (source.charAt(textStart) !== '[') return undefined;
  const close = findClosingBracket(source, line, dialect);
  const name = source.slice(textStart + 1, close === -1 ? textEnd : close);
  if (name.length > MAX_NAME_LENGTH) {
    report('oversized-header', textStart, textEnd);
    return { path: [name.slice(0, MAX_NAME_LENGTH)], isValid: false };
  }
  const path = sectionPath(name, dialect.sections);
  const mistake = close === -1 ? 'unclosed-header' : mistakeOfPath(path);
  if (mistake) {
    report(mistake, textStart, textEnd);
    return { path: path.filter((segment) => segment !== '').slice(0, MAX_DEPTH), isValid: false };
  }
  const rest = skipSpaces(source, close + 1, textEnd);
  if (rest === textEnd) return { path, isValid: true };
  if (dialect.headerComments && dialect.comments.includes(source.charAt(rest))) {
    return { path, isValid: true, comment: rest };
  }
  if (dialect.headerEntries && source.charAt(rest) !== ']')
    return { path, isValid: true, entry: rest };
  report('text-after-header', rest, textEnd);
  return { path, isValid: false };
}

function mistakeOfPath(path: KeyPath): 'empty-header' | 'oversized-header' | undefined {
  if (path.some((segment) => segment === '')) return 'empty-header';
  return path.length > MAX_DEPTH ? 'oversized-header' : undefined;
}

/** Offset of the `]` that ends the header, or -1. In `[a "b]"]` and `[a."b]"]` the quoted one does not count. */
function findClosingBracket(source: string, line: Line, dialect: Dialect): number {
  const { textStart, textEnd } = line;
  if (dialect.headerEnd === 'last') {
    const last = source.lastIndexOf(']', startOfComment(source, line, dialect) - 1);
    return last > textStart ? last : -1;
  }
  const hasQuotes = dialect.sections === 'dot' || dialect.sections === 'subsection';
  const outsideQuotes = hasQuotes ? findOutsideQuotes(source, textStart + 1, textEnd) : -1;
  if (outsideQuotes !== -1) return outsideQuotes;
  const first = source.slice(textStart, textEnd).indexOf(']');
  return first === -1 ? -1 : textStart + first;
}

/** Offset of the first comment marker behind a `]` and white space, or the end of the text. */
function startOfComment(source: string, { textStart, textEnd }: Line, dialect: Dialect): number {
  if (!dialect.headerComments) return textEnd;
  for (let close = source.indexOf(']', textStart); close !== -1 && close < textEnd;) {
    const next = skipSpaces(source, close + 1, textEnd);
    if (next > close + 1 && next < textEnd && dialect.comments.includes(source.charAt(next)))
      return next;
    close = source.indexOf(']', close + 1);
  }
  return textEnd;
}

function findOutsideQuotes(source: string, from: number, to: number): number {
  let isQuoted = false;
  for (let offset = from; offset < to; offset++) {
    const character = source.charAt(offset);
    if (character === '\\') offset++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === ']' && !isQuoted) return offset;
  }
  return -1;
}
