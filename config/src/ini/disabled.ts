import type { EntryReading } from './entry.ts';
import { readEntry } from './entry.ts';
import { readHeader } from './header.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { Line } from './lines.ts';
import type { Reading } from './reading.ts';

/** A commented-out key: one identifier and `=`, not `==` or `=>`. */
const KEY = /[A-Za-z_][\w.-]*(?:\[\])?[ \t]*=(?![=>])/y;

/** A commented-out header: one name, and nothing behind it. */
const HEADER = /^\[[A-Za-z_][^[\]]*\]$/;

/** A sentence may hold an `=`: after a marker with a space, an unquoted value of more words than this is prose. */
const MAX_WORDS = 3;

/** Reads a comment line as a commented-out key; `undefined` for prose. Never reports a mistake. */
export function readDisabledEntry(reading: Reading, line: Line): EntryReading | undefined {
  const { source, dialect } = reading;
  const from = startOfDisabled(reading, line);
  if (from === undefined) return undefined;
  KEY.lastIndex = from;
  const match = KEY.exec(source);
  if (!match || (!dialect.listSuffix && match[0].includes('['))) return undefined;
  const mistakes: string[] = [];
  const report = (code: string): void => void mistakes.push(code);
  const entry = readEntry({ ...reading, lines: [line], report }, 0, from);
  if (!entry || mistakes.length > 0) return undefined;
  const isSpaced = from > line.textStart + 1;
  return isSpaced && isProse(entry.value.text, entry.value.isQuoted) ? undefined : entry;
}

/** Reads a comment line as a commented-out section header; `undefined` for prose. */
export function readDisabledHeader(reading: Reading, line: Line): KeyPath | undefined {
  const from = startOfDisabled(reading, line);
  if (from === undefined) return undefined;
  if (reading.source.charAt(from) !== '[') return undefined;
  if (!HEADER.test(reading.source.slice(from, line.textEnd))) return undefined;
  const header = readHeader({ ...reading, report: ignore }, { ...line, textStart: from });
  return header?.isValid ? header.path : undefined;
}

/** Offset behind the comment marker and the one space that may follow it, where the dialect has it so. */
function startOfDisabled({ source, dialect }: Reading, line: Line): number | undefined {
  const { markers, allowsSpace } = dialect.disabled;
  if (!markers.includes(source.charAt(line.textStart))) return undefined;
  const from = line.textStart + 1;
  return allowsSpace && source.charAt(from) === ' ' ? from + 1 : from;
}

function isProse(text: string, isQuoted: boolean): boolean {
  return !isQuoted && text.split(/\s+/, MAX_WORDS + 1).length > MAX_WORDS;
}

function ignore(): void {
  // What looks like a mistake in a comment is prose.
}
