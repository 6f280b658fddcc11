import { isSpace, skipSpaces } from './lines.ts';
import type { Reading } from './reading.ts';
import type { ValueReading, ValueStart } from './value.ts';

/** Escapes of git-config(1); every other one is a mistake. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['"', '"'],
  ['n', '\n'],
  ['t', '\t'],
  ['b', '\b'],
]);

/** Where the reader of one value stands. */
interface State {
  line: number;
  offset: number;
  text: string;
  /** White space that counts only when more text follows. */
  spaces: string;
  /** Offset of the mark that opened the quotes the reader is in. */
  openQuote: number | undefined;
  hasQuotes: boolean;
  /** After the last character that is part of the value. */
  end: number;
  comment: number | undefined;
}

/** Reads a value in which quotes may open and close anywhere: `a "b ; c" d`. */
export function readPartlyQuoted(reading: Reading, at: ValueStart): ValueReading {
  const { source, lines, report } = reading;
  const start = skipSpaces(source, at.from, lines[at.line]!.textEnd);
  const state: State = {
    line: at.line,
    offset: start,
    text: '',
    spaces: '',
    openQuote: undefined,
    hasQuotes: false,
    end: start,
    comment: undefined,
  };
  while (state.comment === undefined && state.offset < lines[state.line]!.textEnd) {
    readCharacter(reading, state);
  }
  const lineEnd = lines[state.line]!.textEnd;
  if (state.openQuote !== undefined) report('unterminated-quote', state.openQuote, lineEnd);
  const isEmpty = state.end === start;
  return {
    text: state.text,
    start: isEmpty ? at.from : start,
    end: isEmpty ? at.from : state.end,
    isQuoted: state.hasQuotes,
    comment: state.comment === undefined ? undefined : { start: state.comment, end: lineEnd },
    nextLine: state.line + 1,
  };
}

function readCharacter(reading: Reading, state: State): void {
  const character = reading.source.charAt(state.offset);
  const isQuoted = state.openQuote !== undefined;
  if (character === '\\') {
    readEscape(reading, state);
  } else if (character === '"') {
    state.openQuote = isQuoted ? undefined : state.offset;
    state.hasQuotes = true;
    append(state, '', 1);
  } else if (!isQuoted && reading.dialect.inlineMarkers.includes(character)) {
    state.comment = state.offset;
  } else if (!isQuoted && isSpace(character.charCodeAt(0))) {
    state.spaces += character;
    state.offset++;
  } else {
    append(state, character, 1);
  }
}

/** A backslash is an escape, or continues the value in the next line when it is the last character of its own. */
function readEscape(reading: Reading, state: State): void {
  const { source, lines, report } = reading;
  const next = lines[state.line + 1];
  if (state.offset + 1 === lines[state.line]!.textEnd) {
    if (next) {
      state.line++;
      state.offset = next.start;
    } else {
      append(state, '', 1);
    }
    return;
  }
  const escaped = source.charAt(state.offset + 1);
  const text = ESCAPES.get(escaped);
  if (text === undefined) report('unknown-escape', state.offset, state.offset + 2);
  append(state, text ?? `\\${escaped}`, 2);
}

function append(state: State, text: string, length: number): void {
  state.text += state.spaces + text;
  state.spaces = '';
  state.offset += length;
  state.end = state.offset;
}
