import { isMap, isScalar } from 'yaml';
import type { ConfigDocument, Entry } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import { LineCounter } from '../document/position.ts';
import { bySourceOrder } from '../document/problem.ts';
import { Anchors } from './anchors.ts';
import { checkKeys } from './check-keys.ts';
import { buildBlocks, type DisabledKey } from './blocks.ts';
import { compose, type Composed } from './compose.ts';
import { reportControlCharacters } from './control-characters.ts';
import { EntryReader } from './entries.ts';
import { Expansion } from './expansion.ts';
import { readItems, type Item } from './items.ts';
import { asNode, nodeRange, scalarText, type OffsetRange, type YamlNode } from './nodes.ts';
import { Reading } from './reading.ts';
import { reportSyntax } from './syntax-problems.ts';

/** How to read a YAML text. */
export interface ParseYamlOptions {
  /** The file's name for messages; never opened. */
  readonly file: string;
}

/**
 * Reads a YAML 1.2 text (JSON is one) into a document. Never throws on bad content: problems are collected, in words
 * that quote no value.
 *
 * Values are texts: `8080`, `true`, `0x10` stay as written, `~`, `null` and nothing read as the empty text. Aliases
 * and merges (`<<`) are followed within limits. What the document model cannot hold (lists of maps, several
 * documents, keys that are no names) is an `unsupported-yaml` problem.
 */
export function parseYaml(source: string, { file }: ParseYamlOptions): ConfigDocument {
  const lines = new LineCounter(source);
  // YAML ends lines at a lone carriage return too (YAML 1.2.2 §5.4), the library does not. Offsets stay the same.
  const text = source.replaceAll(/\r(?!\n)/g, '\n');
  const reading = new Reading(file, source, lines, { text, base: 0 });
  const composed = compose(text);
  reportControlCharacters(reading);
  reportSyntax(reading, composed);
  const items = readComposed(composed, [], reading);
  const readDisabled = (range: OffsetRange, section: KeyPath): DisabledKey | undefined => {
    const part = { text: text.slice(range.start, range.end), base: range.start };
    return readDisabledKey(new Reading(file, source, lines, part), section);
  };
  const { comments } = composed;
  const blocks = buildBlocks({ source, lines, items, comments, readDisabled });
  const entries = blocks.flatMap((block) => block.entries);
  const problems = reading.problems.toSorted(bySourceOrder);
  return { format: 'yaml', file, source, blocks, entries, problems };
}

function readComposed({ document }: Composed, section: KeyPath, reading: Reading): readonly Item[] {
  const root = asNode(document?.contents);
  if (isMap(root)) {
    checkKeys(root, section, reading);
    const reader = new EntryReader(new Expansion(reading, new Anchors(root)));
    return readItems(root, section, reader);
  }
  if (root && !isEmptyScalar(root)) {
    const { start, end } = nodeRange(root, reading.text);
    const expected = '`key: value`';
    const span = reading.span(start, end);
    reading.report('unsupported-yaml', 'The file does not hold keys and values', span, {
      expected,
    });
  }
  return [];
}

function readDisabledKey(reading: Reading, section: KeyPath): DisabledKey | undefined {
  const composed = compose(reading.text);
  reportSyntax(reading, composed);
  const entries = readComposed(composed, section, reading).flatMap((item) => item.entries);
  if (reading.problems.length > 0 || entries.length === 0) return undefined;
  const [comment] = composed.comments;
  const inlineComment = comment && reading.span(comment.start, comment.end);
  return { entries: entries.map(disable), ...(inlineComment && { inlineComment }) };
}

function disable(entry: Entry): Entry {
  return { ...entry, disabled: true };
}

function isEmptyScalar(node: YamlNode): boolean {
  return isScalar(node) && scalarText(node) === '' && node.range?.[0] === node.range?.[1];
}
