import type { Block, Entry } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import { readDisabledEntry, readDisabledHeader } from './disabled.ts';
import type { EntryReading } from './entry.ts';
import { readEntry } from './entry.ts';
import { readHeader } from './header.ts';
import type { Line } from './lines.ts';
import { isBlank } from './lines.ts';
import type { Reading } from './reading.ts';

/** An entry in the making; `form` may still become `item`. */
export interface EntryDraft {
  readonly reading: EntryReading;
  readonly path: KeyPath;
  readonly isDisabled: boolean;
  form: Entry['form'];
}

/** A block in the making, by offsets; comments find their section and owner when all blocks are known. */
export interface BlockDraft {
  kind: Block['kind'];
  readonly start: number;
  end: number;
  section: KeyPath;
  entry: EntryDraft | undefined;
  comment: { readonly start: number; readonly end: number } | undefined;
  /** Whether it starts a section: a header, a broken one, or one that is commented out. */
  opensSection: boolean;
  owner: number | undefined;
}

/** Control characters other than white space. */
// oxlint-disable-next-line no-control-regex
const CONTROL_CHARACTER = /[\0-\u0008\u000e-\u001f\u007f]/;

/** Where the reader is. */
interface State {
  readonly reading: Reading;
  readonly blocks: BlockDraft[];
  section: KeyPath;
  /** The section of a commented-out header, until something that is not commented out follows. */
  disabledSection: KeyPath | undefined;
  readonly mayHaveControls: boolean;
}

/** Reads all lines into blocks, in source order and without gaps. */
export function readBlocks(reading: Reading): BlockDraft[] {
  const state: State = {
    reading,
    blocks: [],
    section: [],
    disabledSection: undefined,
    mayHaveControls: CONTROL_CHARACTER.test(reading.source),
  };
  let line = 0;
  while (line < reading.lines.length) line = readBlock(state, line);
  return state.blocks;
}

/** Reads the block that starts on a line; returns the index of the line behind it. */
function readBlock(state: State, index: number): number {
  const { source, dialect, lines } = state.reading;
  const line = lines[index]!;
  if (isBlank(line)) {
    extend(state, 'blank', line);
    return index + 1;
  }
  if (dialect.comments.includes(source.charAt(line.textStart))) {
    readCommentLine(state, line);
    return index + 1;
  }
  state.disabledSection = undefined;
  return readHeaderLine(state, index) ?? readEntryLines(state, index, line.textStart);
}

function readCommentLine(state: State, line: Line): void {
  const header = readDisabledHeader(state.reading, line);
  if (header) {
    state.disabledSection = header;
    add(state, 'comment', line.start, line.end).opensSection = true;
    return;
  }
  const entry = readDisabledEntry(state.reading, line);
  if (entry) addEntry(state, entry, line.start, line.end, true);
  else extend(state, 'comment', line);
}

/** Reads a header and the key behind it, if any; returns the index of the line behind it, `undefined` for no header. */
function readHeaderLine(state: State, index: number): number | undefined {
  const line = state.reading.lines[index]!;
  const header = readHeader(state.reading, line);
  if (!header) return undefined;
  const { start, end, textEnd } = line;
  const isBroken = hasControlCharacter(state, start, end) || !header.isValid;
  state.section = header.path;
  const block = add(state, isBroken ? 'other' : 'header', start, end);
  block.opensSection = true;
  if (header.comment !== undefined) block.comment = { start: header.comment, end: textEnd };
  return header.entry === undefined || isBroken
    ? index + 1
    : readHeaderEntry(state, index, header.entry, block);
}

function readHeaderEntry(state: State, index: number, from: number, header: BlockDraft): number {
  const entry = readEntry(state.reading, index, from);
  if (!entry) {
    header.kind = 'other';
    return index + 1;
  }
  const { nextLine } = entry.value;
  header.end = state.reading.lines[nextLine - 1]!.end;
  const isContinued = nextLine > index + 1;
  if (isContinued && hasControlCharacter(state, header.start, header.end)) header.kind = 'other';
  else fill(header, entry, false);
  return nextLine;
}

function readEntryLines(state: State, index: number, from: number): number {
  const { reading } = state;
  const { start, end } = reading.lines[index]!;
  const entry = readEntry(reading, index, from);
  const nextLine = entry?.value.nextLine ?? index + 1;
  const blockEnd = entry ? reading.lines[nextLine - 1]!.end : end;
  if (entry && !hasControlCharacter(state, start, blockEnd)) {
    addEntry(state, entry, start, blockEnd, false);
  } else {
    add(state, 'other', start, blockEnd);
  }
  return nextLine;
}

function hasControlCharacter(state: State, start: number, end: number): boolean {
  if (!state.mayHaveControls) return false;
  const { source, report } = state.reading;
  const found = source.slice(start, end).search(CONTROL_CHARACTER);
  if (found === -1) return false;
  report('control-character', start + found, start + found + 1);
  return true;
}

function addEntry(
  state: State,
  reading: EntryReading,
  start: number,
  end: number,
  isDisabled: boolean,
): void {
  fill(add(state, isDisabled ? 'disabled' : 'entry', start, end), reading, isDisabled);
}

function fill(block: BlockDraft, reading: EntryReading, isDisabled: boolean): void {
  const form = reading.key.isItem ? 'item' : reading.isFlag ? 'flag' : 'scalar';
  block.entry = { reading, path: [...block.section, reading.key.name], isDisabled, form };
  block.comment = reading.value.comment;
}

/** Adds a line to the block above when that is of the same kind, or starts a new block with it. */
function extend(state: State, kind: 'blank' | 'comment', line: Line): void {
  const last = state.blocks.at(-1);
  if (last?.kind === kind && !last.opensSection) last.end = line.end;
  else add(state, kind, line.start, line.end);
}

function add(state: State, kind: Block['kind'], start: number, end: number): BlockDraft {
  const block: BlockDraft = {
    kind,
    start,
    end,
    section: state.disabledSection ?? state.section,
    entry: undefined,
    comment: undefined,
    opensSection: false,
    owner: undefined,
  };
  state.blocks.push(block);
  return block;
}
