import type { ErrorCode, YAMLError } from 'yaml';
import { libraryErrors, MAX_DEPTH, type Composed } from './compose.ts';
import type { Reading } from './reading.ts';

/** What a mistake is called here. The library's own messages quote the text, which may be a secret. */
interface Mistake {
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
}

const syntax = (message: string, expected?: string): Mistake => ({
  code: 'yaml-syntax',
  message,
  ...(expected === undefined ? {} : { expected }),
});

const indentation = (message: string, expected?: string): Mistake => ({
  ...syntax(message, expected),
  code: 'yaml-indentation',
});

const UNREADABLE = syntax('This is not valid YAML here');

/** More exact than the library's code, where its message tells more. Nothing of the message is repeated. */
const BY_MESSAGE: readonly (readonly [RegExp, Mistake])[] = [
  [/^Missing closing "quote/, syntax('This double-quoted string is not closed', 'a closing `"`')],
  [/^Missing closing 'quote/, syntax('This single-quoted string is not closed', "a closing `'`")],
  [
    /^Flow map/,
    syntax('This map in braces is not closed', 'a closing `}`, indented deeper than the key'),
  ],
  [
    /^Flow seq/,
    syntax('This list in brackets is not closed', 'a closing `]`, indented deeper than the key'),
  ],
  [/^Implicit map keys need/, syntax('This line has no colon after its key', '`key: value`')],
  [
    /^Comments must be separated/,
    syntax('A comment starts right behind other text', 'a space before `#`'),
  ],
  [
    /^Tags and anchors must be separated/,
    syntax('A tag or an anchor runs into what follows it', 'a space after it'),
  ],
  [/^Missing space after :/, syntax('A colon runs into its value', 'a space after `:`')],
  [/^Missing ,/, syntax('Two items stand side by side', 'a comma between them')],
  [/^Unexpected ,/, syntax('There is a comma too many')],
  [/^Sequence item without/, syntax('A line of this list has no dash', '`- item`')],
  [
    /^Unexpected block-seq-ind/,
    syntax('A list cannot start behind its key', 'each `- item` on a line of its own, or `[a, b]`'),
  ],
  [
    /^Block collection cannot start/,
    syntax('Keys cannot stand behind `---`', 'the first key on the next line'),
  ],
];

const BY_CODE: Readonly<Partial<Record<ErrorCode, Mistake>>> = {
  ALIAS_PROPS: { code: 'yaml-alias', message: 'An alias cannot have an anchor or a tag' },
  BAD_ALIAS: { code: 'yaml-alias', message: 'An anchor or an alias has no usable name' },
  BAD_DIRECTIVE: syntax('This directive cannot be read', '`%YAML 1.2`'),
  BAD_DQ_ESCAPE: syntax(
    'A double-quoted string has an escape that YAML does not know',
    'an escape such as `\\n` or `\\\\`, or single quotes',
  ),
  BAD_INDENT: indentation(
    'The indentation does not fit the lines above',
    'the column of the other keys or items at this level',
  ),
  BAD_SCALAR_START: syntax('A value cannot start with this character', 'the value in quotes'),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    'A second key stands on one line, or is indented deeper than the first allows',
    'one key a line, or the value in quotes',
  ),
  BLOCK_IN_FLOW: syntax(
    'What stands between brackets or braces is not separated as it must be',
    'a comma after each item, and no key or dash without one before it',
  ),
  KEY_OVER_1024_CHARS: syntax('This key is too long', 'at most 1024 characters'),
  MULTILINE_IMPLICIT_KEY: syntax('This line has no colon after its key', '`key: value`'),
  MULTIPLE_ANCHORS: syntax('A value has two anchors', 'at most one'),
  MULTIPLE_TAGS: syntax('A value has two tags', 'at most one'),
  TAB_AS_INDENT: indentation('A tab indents this line', 'spaces'),
  TAG_RESOLVE_FAILED: {
    code: 'unsupported-yaml',
    message: 'This tag makes nothing in a configuration',
    expected: 'no tag, or one of !!str, !!int, !!float, !!bool, !!null',
  },
  BAD_COLLECTION_TYPE: {
    code: 'unsupported-yaml',
    message: 'This tag does not fit its value',
    expected: 'no tag',
  },
  RESOURCE_EXHAUSTION: { code: 'yaml-too-complex', message: 'This nests too deep to be read' },
};

/** Tags that change nothing, since values are read by their text and typed by the schema. */
const INERT_TAGS: ReadonlySet<string> = new Set(['!!int', '!!float', '!!bool', '!!null']);

/** Reports what the library found wrong with the text, in words that never quote it. */
export function reportSyntax(reading: Reading, composed: Composed): void {
  const { tooDeep, secondDocument } = composed;
  if (tooDeep !== undefined) {
    const expected = `at most ${MAX_DEPTH} levels`;
    const span = reading.span(tooDeep, tooDeep + 1);
    reading.report('yaml-too-complex', 'This nests too deep to be read', span, { expected });
  }
  reportErrors(reading, composed);
  if (secondDocument !== undefined) {
    const span = reading.span(secondDocument, secondDocument + 1);
    const message = 'A second YAML document starts here';
    reading.report('unsupported-yaml', message, span, { expected: 'one document in a file' });
  }
}

/** One problem a line at most: what comes after the first mistake on a line is mostly its consequence. */
function reportErrors(reading: Reading, composed: Composed): void {
  const lines = new Set<number>();
  for (const error of libraryErrors(composed)) {
    if (isHarmless(reading, error)) continue;
    const [from] = error.pos;
    const opening = composed.unclosed.get(from) ?? composed.unclosedFlows.get(from);
    const start = opening ?? pointAt(error, reading.text);
    const { line } = reading.span(start, start).start;
    if (!lines.has(line)) reportError(reading, error, start);
    lines.add(line);
  }
}

function reportError(reading: Reading, error: YAMLError, start: number): void {
  const [, to] = error.pos;
  const byMessage = BY_MESSAGE.find(([pattern]) => pattern.test(error.message));
  const { code, message, expected } = byMessage?.[1] ?? BY_CODE[error.code] ?? UNREADABLE;
  const span = reading.span(start, Math.min(to, lineEnd(reading.text, start)));
  reading.report(code, message, span, expected === undefined ? {} : { expected });
}

/** Where to point: at the text, where the library points at the space before it. */
function pointAt({ code, pos: [from] }: YAMLError, text: string): number {
  if (code !== 'BAD_INDENT') return Math.min(from, text.length);
  let offset = from;
  while (text[offset] === ' ') offset++;
  return offset;
}

function isHarmless(reading: Reading, { code, name, pos }: YAMLError): boolean {
  if (code === 'TAG_RESOLVE_FAILED') return INERT_TAGS.has(reading.text.slice(pos[0], pos[1]));
  return name === 'YAMLWarning' && code !== 'BAD_COLLECTION_TYPE';
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}
