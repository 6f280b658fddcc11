import { parse } from 'ini';
import type { KeyPath } from '../document/key-path.ts';
import { isReservedPath, isSamePath } from '../document/key-path.ts';
import type { BlockDraft, EntryDraft } from './blocks.ts';
import type { FindingCode } from './findings.ts';
import type { Check } from './keys.ts';

/** A header that the package reads as it stands; all others are tried. */
const PLAIN_HEADER = /^\[[\w-]+(?:\.[\w-]+)*\][ \t]*[\r\n]*$/;

/** What makes the package read an entry in an unexpected way; lines without any of it are not tried. */
const NEEDS_TRIAL = /[;#"'\\\u2028\u2029]|null\s*$|\s\[\]/;

const LINE_END = /[\r\n]+$/;
const COMMENT_MARKER = /[;#]/;

/**
 * Reports every line that the npm package `ini` reads differently: each suspicious line is given to the package alone,
 * and what it makes of it is compared. {@link checkNpmIniSections} finds what only shows between lines.
 */
export function checkNpmIniLines(check: Check): void {
  for (const block of check.blocks) {
    if (isReservedPath(block.entry?.path ?? block.section)) continue;
    if (block.kind === 'header') checkHeader(check, block);
    else if (block.kind === 'entry' && block.entry) checkEntry(check, block, block.entry);
  }
}

function checkHeader({ source, report }: Check, { start, end, section }: BlockDraft): void {
  const line = source.slice(start, end);
  if (PLAIN_HEADER.test(line)) return;
  const text = line.replace(LINE_END, '');
  const read = sectionByIni(text);
  if (read === undefined || !isSamePath(read, section)) {
    report('ini-misreads-header', start, start + text.length, { path: section });
  }
}

function checkEntry({ source, report }: Check, block: BlockDraft, entry: EntryDraft): void {
  // The package cuts comments at the first marker, so a comment is of interest only when another marker is before it.
  const { start, end, isFlag } = entry.reading;
  if (!NEEDS_TRIAL.test(source.slice(start, isFlag ? block.end : end))) return;
  const line = source.slice(block.start, block.end).replace(LINE_END, '');
  const code = misreading(line, entry);
  if (code) report(code, start, end, { path: entry.path });
}

function misreading(line: string, { reading, path }: EntryDraft): FindingCode | undefined {
  const { key, value } = reading;
  const [name, read, ...others] = entryByIni(line, path.length > 1);
  if (name === undefined || others.length > 0) return 'ini-misreads-line';
  const isList = Array.isArray(read);
  if (name !== key.name || isList !== key.isItem) {
    return isList && value.isQuoted ? 'ini-misreads-quotes' : 'ini-misreads-key';
  }
  const single: unknown = isList ? read[0] : read;
  if (isSameText(single, value.text)) return undefined;
  if (value.comment) return 'ini-misreads-comment';
  const isCut = !value.isQuoted && COMMENT_MARKER.test(value.text);
  return isCut ? 'ini-misreads-comment' : 'ini-misreads-quotes';
}

/** Whether a typed result of the package (`true`, `null`, `5432`) reads as the same text. */
function isSameText(value: unknown, text: string): boolean {
  return (value === null || typeof value !== 'object') && String(value) === text;
}

/** Keys and values in turn that the package reads from one line; none when it drops the line or fails. */
function entryByIni(
  line: string,
  isInSection: boolean,
): readonly [string?, unknown?, ...unknown[]] {
  try {
    const parsed = parse(isInSection ? `[s]\n${line}` : line);
    const entries = Object.entries<unknown>(isInSection ? Object(parsed['s']) : parsed);
    const [first, ...others] = entries;
    return first ? [...first, ...others] : [];
  } catch {
    return [];
  }
}

/** The path that the package gives to a key below the header; `undefined` when it is not read as a header. */
function sectionByIni(header: string): KeyPath | undefined {
  const path: string[] = [];
  let table: unknown = parse(`${header}\nkey=value`);
  for (;;) {
    if (typeof table !== 'object' || table === null) return undefined;
    const [only, ...others]: [string, unknown][] = Object.entries(table);
    if (!only || others.length > 0) return undefined;
    if (only[1] === 'value') return path;
    path.push(only[0]);
    table = only[1];
  }
}
