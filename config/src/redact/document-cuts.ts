import type { Block, ConfigDocument, Entry } from '../document/document.ts';
import type { Span } from '../document/position.ts';
import { assignmentCuts } from './assignments.ts';
import { type Cut, shiftCuts } from './cuts.ts';
import type { SecretRules } from './secret-rules.ts';
import { shapeCuts } from './secret-shapes.ts';
import { unclearBlocks } from './unclear-blocks.ts';
import { valueCuts } from './value-cuts.ts';

/** A line that names a key, whatever its value looks like; the value is hidden. */
const KEY_PREFIX =
  /^[ \t;#]*(?:-[ \t]+)?(["']?)[A-Za-z_][\w.-]*\1(?:\[\])?[ \t]*(?:=|:(?=[ \t]))[ \t]*(?=[^\s=])/;
/** A section header that was not closed. */
const OPEN_HEADER = /^[ \t]*\[[ \t]*[A-Za-z_][\w.-]*[ \t]*\]?[ \t]*$/;
/** YAML's directives and document markers; lines of punctuation. */
const MARKER = /^(?:%YAML [\d.]+|%TAG \S+ \S+|[\s[\]{}(),.:;=|>'"`#*&!?-]*)$/;
/** A key without a value that reads like one: `skip-networking`. */
const FLAG_NAME = /^[A-Za-z]+(?:[-_.][A-Za-z]+)*$/;
/** A comment on a line of its own within an entry. */
const COMMENT_LINE = /^[ \t]*[#;][^\r\n]*/gm;

/**
 * What to hide in a document: secret values, secrets in comments and commented-out keys, and everything on a line that
 * could not be read, where what is a name and what is a value cannot be told. Known secrets come on top.
 */
export function documentCuts(document: ConfigDocument, rules: SecretRules): readonly Cut[] {
  const unclear = unclearBlocks(document);
  return [
    ...shapeCuts(document.source),
    ...document.blocks.flatMap((block) =>
      unclear.has(block)
        ? unreadableCuts(document.source, block.span)
        : blockCuts(document, block, rules),
    ),
  ];
}

/**
 * What to hide beside that where a mistake is shown: words alone on a line and values of keys, when no schema knows them
 * or anything like them. They may be a password that lost its key.
 */
export function doubtfulCuts(document: ConfigDocument, rules: SecretRules): readonly Cut[] {
  return document.entries.flatMap((entry) => {
    if (entry.disabled || rules.isKnown(entry.path) || rules.isLikeKnown(entry.path)) return [];
    if (entry.form === 'flag') return [cutOf(entry.keySpan)];
    return rules.schema ? [cutOf(entry.value.span)] : [];
  });
}

function blockCuts(document: ConfigDocument, block: Block, rules: SecretRules): readonly Cut[] {
  if (block.kind === 'blank') return [];
  if (block.kind === 'comment') return commentCuts(document.source, block.span);
  if (block.kind === 'other') return unreadableCuts(document.source, block.span);
  return [...entriesCuts(document, block, rules), ...inlineCommentCuts(document.source, block)];
}

function commentCuts(source: string, { start, end }: Span): readonly Cut[] {
  return shiftCuts(assignmentCuts(source.slice(start.offset, end.offset)), start.offset);
}

function inlineCommentCuts(source: string, { inlineComment }: Block): readonly Cut[] {
  return inlineComment ? commentCuts(source, inlineComment) : [];
}

function entriesCuts(document: ConfigDocument, block: Block, rules: SecretRules): readonly Cut[] {
  const { source } = document;
  if (block.entries.length === 0) {
    return block.kind === 'header' ? [] : unreadableCuts(source, block.span);
  }
  const cuts: Cut[] = [];
  let shown = block.span.start.offset;
  for (const entry of block.entries) {
    cuts.push(
      ...entryCuts(document, entry, rules),
      ...gapCuts(source, shown, entry.value.span.start.offset),
    );
    shown = Math.max(shown, entry.value.span.end.offset);
  }
  return [...cuts, ...gapCuts(source, shown, block.span.end.offset)];
}

function entryCuts(
  { format, source }: ConfigDocument,
  entry: Entry,
  rules: SecretRules,
): readonly Cut[] {
  if (entry.form === 'flag') return isPlainFlag(entry, rules) ? [] : keyCuts(source, entry);
  const isAlias = format === 'yaml' && entry.value.raw.startsWith('*');
  const cuts = isAlias ? [] : valueCuts(entry, rules);
  return [...shiftCuts(cuts, entry.value.span.start.offset), ...assignedInKey(source, entry)];
}

/** What a lone word hides: a value, where it assigns one in another dialect (`password: x`), else all of it. */
function keyCuts(source: string, entry: Entry): readonly Cut[] {
  const cuts = assignedInKey(source, entry);
  return cuts.length > 0 ? cuts : [cutOf(entry.keySpan)];
}

function assignedInKey(source: string, { keySpan: { start, end } }: Entry): readonly Cut[] {
  return shiftCuts(assignmentCuts(source.slice(start.offset, end.offset)), start.offset);
}

/** A word alone on a line is a flag, or a password that lost its key. With a schema, only flags it knows are shown. */
function isPlainFlag({ path }: Entry, rules: SecretRules): boolean {
  return rules.isKnown(path) || (!rules.schema && FLAG_NAME.test(path.at(-1) ?? ''));
}

/** Comments between the values of one entry. */
function gapCuts(source: string, start: number, end: number): readonly Cut[] {
  const gap = source.slice(start, Math.max(start, end));
  return Array.from(gap.matchAll(COMMENT_LINE)).flatMap(({ 0: line, index }) =>
    shiftCuts(assignmentCuts(line), start + index),
  );
}

/** Everything on lines that could not be read, except a key's name, an unclosed header and punctuation. */
function unreadableCuts(source: string, { start, end }: Span): readonly Cut[] {
  const text = source.slice(start.offset, end.offset);
  return Array.from(text.matchAll(/[^\r\n]+/g)).flatMap(({ 0: line, index }) =>
    shiftCuts(unreadableLineCuts(line), start.offset + index),
  );
}

/** The same for one line without its line end. */
export function unreadableLineCuts(line: string): readonly Cut[] {
  if (MARKER.test(line) || OPEN_HEADER.test(line)) return [];
  const prefix = KEY_PREFIX.exec(line)?.[0] ?? /^\s*/.exec(line)?.[0] ?? '';
  return [{ start: prefix.length, end: line.trimEnd().length }];
}

function cutOf({ start, end }: Span): Cut {
  return { start: start.offset, end: end.offset };
}
