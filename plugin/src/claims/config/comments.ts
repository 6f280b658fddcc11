import { documentValues, formatKeyPath, LineCounter } from '@lockstep/config';
import type { ConfigDocument, DocumentValue, Entry, Setting, Span } from '@lockstep/config';
import { measuringName } from '../../amounts/measures.ts';
import type { Source } from '../../sources/source.ts';
import type { Claim, Finding, Outcome } from '../finding.ts';
import { commentsOf, commentStatements } from './comment-statements.ts';
import type { CommentStatement } from './comment-statements.ts';

/** A key of a document with its one value. */
interface KeyedEntry {
  /** Formatted key path, that of the schema where an old name is in use. */
  readonly key: string;
  /** What the key is called at its end. */
  readonly name: string;
  readonly entry: Entry;
  readonly setting: Setting | undefined;
}

/** Where a comment's statement is, and the value beside it. */
export interface CommentedValue {
  readonly key: string;
  readonly file: string;
  /** Of the statement. */
  readonly span: Span;
  readonly valueSpan: Span;
  /** The value as it may be shown. */
  readonly shown: string;
}

/** Comments of a configuration file that give the value of their entry in other words: `timeout = 10000 ; 5 seconds`. */
export function checkComments(document: ConfigDocument, source: Source): Outcome {
  const lines = new LineCounter(document.source);
  const keyed = new Map(keyedEntries(document, source).map((each) => [each.entry, each]));
  const claims: Claim[] = [];
  const findings: Finding[] = [];
  for (const [index, block] of document.blocks.entries()) {
    const each = block.entries.length === 1 ? keyed.get(block.entries[0]!) : undefined;
    if (!each) continue;
    const { key, entry } = each;
    for (const statement of commentStatements(
      commentsOf(document, index),
      entry.value.text,
      each,
    )) {
      const span = lines.span(statement.start, statement.end);
      const place = { key, file: document.file, span };
      claims.push({ kind: 'comment', source: source.name, ...place, holds: statement.holds });
      if (statement.holds) continue;
      const shown = source.redactor.valueText(entry.path, entry.value.raw);
      findings.push(
        contradictedComment(statement, { ...place, valueSpan: entry.value.span, shown }),
      );
    }
  }
  return { claims, findings };
}

/** The finding for a comment that the value beside it contradicts. */
export function contradictedComment(
  { text, right }: CommentStatement,
  { key, file, span, valueSpan, shown }: CommentedValue,
): Finding {
  const { start, end } = { start: span.start.offset, end: span.end.offset };
  return {
    code: 'contradicted-comment',
    severity: 'error',
    message: `The comment says "${text}", but \`${key}\` is ${shown}`,
    key,
    file,
    span,
    related: { file, span: valueSpan, message: `the value of \`${key}\`` },
    fix:
      right === undefined
        ? undefined
        : { description: `Write "${right}"`, edits: [{ start, end, text: right }] },
  };
}

/** The keys of a document that have a single value, in file order. */
function keyedEntries(document: ConfigDocument, source: Source): readonly KeyedEntry[] {
  return [...documentValues(document).values()].flatMap((value) => keyedEntry(value, source));
}

function keyedEntry(
  { path, isList, entries }: DocumentValue,
  { schema }: Source,
): readonly KeyedEntry[] {
  const [entry] = entries;
  if (!entry || isList || entries.length !== 1) return [];
  const alias = schema?.findAlias(path);
  const setting = schema?.find(path) ?? alias?.setting;
  // An old name may count in another unit.
  const isOld = alias !== undefined && !schema?.find(path);
  if (isOld && alias.unit !== undefined) return [];
  const named = isOld ? alias.path : path;
  return [{ key: formatKeyPath(named), name: measuringName(named), entry, setting }];
}
