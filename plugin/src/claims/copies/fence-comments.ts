import { LineCounter } from '@lockstep/config';
import { measuringName } from '../../amounts/measures.ts';
import { commentStatements } from '../config/comment-statements.ts';
import { contradictedComment } from '../config/comments.ts';
import type { Outcome } from '../finding.ts';
import type { IndexedKey } from '../key-index.ts';
import type { FencePlace } from './copy-findings.ts';
import type { CopiedValue } from './fence-values.ts';

/** What the comments of a fence say about the value that they stand beside, as the fence has it. */
export function checkFenceComments(
  text: string,
  { key, value }: { readonly key: IndexedKey; readonly value: CopiedValue },
  { file, place }: FencePlace,
): Outcome {
  const [item, second] = value.items;
  if (!item || second || value.isList || !value.comments) return { claims: [], findings: [] };
  const { setting, source } = key;
  const known = { setting, name: measuringName(key.path) };
  const lines = new LineCounter(text);
  const statements = commentStatements(value.comments, item.text, known).map((statement) => ({
    statement,
    at: { key: key.name, file, span: place(lines.span(statement.start, statement.end)) },
  }));
  const valueSpan = place(item.span);
  const shown = source.redactor.valueText(key.path, item.raw);
  return {
    claims: statements.map(({ statement: { holds }, at }) => ({
      kind: 'comment',
      source: source.name,
      ...at,
      holds,
    })),
    findings: statements.flatMap(({ statement, at }) =>
      statement.holds ? [] : [contradictedComment(statement, { ...at, valueSpan, shown })],
    ),
  };
}
