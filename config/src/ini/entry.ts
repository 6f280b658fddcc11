import { findInlineComment } from './inline-comment.ts';
import type { KeyReading } from './key.ts';
import { endOfQuotedKey, findSeparator, readKey } from './key.ts';
import { isSpace, trimEnd } from './lines.ts';
import type { Reading } from './reading.ts';
import type { ValueReading } from './value.ts';
import { readValue } from './value.ts';

/** A key with its value. */
export interface EntryReading {
  readonly key: KeyReading;
  readonly value: ValueReading;
  readonly isFlag: boolean;
  /** First character of the key, its quotes included. */
  readonly start: number;
  /** After the last character of the value, or of the key where there is no value. */
  readonly end: number;
}

/**
 * Reads the entry that starts at offset `from` of a line; `undefined` when there is none, which is reported.
 *
 * @param line index of the line
 */
export function readEntry(reading: Reading, line: number, from: number): EntryReading | undefined {
  const { source, dialect, report } = reading;
  const { textEnd } = reading.lines[line]!;
  const separator = findSeparator(reading, from, textEnd);
  const keyLimit = separator === -1 ? textEnd : separator;
  const keyStart = endOfQuotedKey(reading, from, keyLimit);
  const comment = findInlineComment(source, keyStart, keyLimit, dialect);
  if (separator === -1 || comment < separator) return readFlag(reading, line, from, comment);
  const key = readKey(reading, from, trimEnd(source, from, separator));
  if (!key) {
    report('empty-key', from, textEnd);
    return undefined;
  }
  const value = readValue(reading, { line, from: separator + 1 });
  return { key, value, isFlag: false, start: from, end: Math.max(value.end, separator + 1) };
}

function readFlag(
  reading: Reading,
  line: number,
  from: number,
  commentStart: number,
): EntryReading | undefined {
  const { source, dialect, report } = reading;
  const { textEnd } = reading.lines[line]!;
  const end = trimEnd(source, from, commentStart);
  const key = readKey(reading, from, end);
  if (dialect.flag === undefined || !key || hasSpace(source, from, end)) {
    report('missing-separator', from, textEnd);
    return undefined;
  }
  const hasComment = commentStart < textEnd;
  const value: ValueReading = {
    text: dialect.flag,
    start: end,
    end,
    isQuoted: false,
    comment: hasComment ? { start: commentStart, end: textEnd } : undefined,
    nextLine: line + 1,
  };
  return { key, value, isFlag: true, start: from, end };
}

function hasSpace(source: string, from: number, to: number): boolean {
  for (let offset = from; offset < to; offset++) {
    if (isSpace(source.charCodeAt(offset))) return true;
  }
  return false;
}
