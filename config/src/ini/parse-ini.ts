import type { Block, ConfigDocument, Entry } from '../document/document.ts';
import { formatKeyPath } from '../document/key-path.ts';
import { LineCounter } from '../document/position.ts';
import { bySourceOrder, type Problem } from '../document/problem.ts';
import type { BlockDraft, EntryDraft } from './blocks.ts';
import { readBlocks } from './blocks.ts';
import type { DialectName } from './dialects.ts';
import { dialectByName } from './dialects.ts';
import type { Report } from './findings.ts';
import { FINDINGS } from './findings.ts';
import { checkKeys } from './keys.ts';
import { splitLines } from './lines.ts';
import { checkNpmIniSections } from './npm-ini-sections.ts';
import { checkNpmIniLines } from './npm-ini.ts';
import { assignOwners } from './ownership.ts';
import { checkSuspicious } from './suspicious.ts';

/** How to read an INI text. */
export interface IniOptions {
  /** The file's name for messages; nothing is opened. */
  readonly file: string;
  /** Whose rules the file follows. @default 'default' */
  readonly dialect?: DialectName | undefined;
}

/**
 * Reads an INI text into a document that keeps every byte. Content never makes it throw: mistakes are in `problems`.
 *
 * @throws {ConfigError} `unknown-dialect`
 */
export function parseIni(source: string, options: IniOptions): ConfigDocument {
  const { file } = options;
  const dialect = dialectByName(options.dialect ?? 'default');
  const counter = new LineCounter(source);
  const problems: Problem[] = [];
  const report = collector(problems, file, counter);
  const lines = splitLines(source);
  const drafts = readBlocks({ source, lines, dialect, report });
  assignOwners(drafts);
  const check = { source, blocks: drafts, dialect, counter, report };
  const keys = checkKeys(check);
  if (dialect.warnsOfNpmIni) {
    checkSuspicious(check);
    checkNpmIniLines(check);
    checkNpmIniSections(check, keys);
  }
  const blocks = drafts.map((draft) => toBlock(draft, source, counter));
  return {
    format: 'ini',
    dialect: dialect.name,
    file,
    source,
    blocks,
    entries: blocks.flatMap((block) => block.entries),
    problems: problems.toSorted(bySourceOrder),
    repeated: dialect.repeated,
  };
}

function collector(problems: Problem[], file: string, counter: LineCounter): Report {
  return (code, start, end, about) => {
    const { severity, message, expected } = FINDINGS[code];
    const place = about?.line === undefined ? '' : ` on line ${about.line}`;
    const key = about?.path && formatKeyPath(about.path);
    const span = counter.span(start, end);
    problems.push({ code, severity, message: message + place, file, span, key, expected });
  };
}

function toBlock(draft: BlockDraft, source: string, counter: LineCounter): Block {
  const { kind, section, owner, comment, entry } = draft;
  return {
    kind,
    span: counter.span(draft.start, draft.end),
    section,
    entries: entry ? [toEntry(entry, source, counter)] : [],
    owner,
    inlineComment: comment && counter.span(comment.start, comment.end),
  };
}

/** Positions are shared where spans meet: a large file has far more of them than of anything else. */
function toEntry(draft: EntryDraft, source: string, counter: LineCounter): Entry {
  const { path, form, reading } = draft;
  const { key, value } = reading;
  const keySpan = counter.span(key.nameStart, key.nameEnd);
  const valueSpan = counter.span(value.start, value.end);
  const start = reading.start === key.nameStart ? keySpan.start : counter.at(reading.start);
  const end = reading.end === value.end ? valueSpan.end : counter.at(reading.end);
  const raw = source.slice(value.start, value.end);
  return {
    path,
    form,
    value: { text: value.text, raw, span: valueSpan, quoted: value.isQuoted },
    keySpan,
    span: { start, end },
    disabled: draft.isDisabled,
  };
}
