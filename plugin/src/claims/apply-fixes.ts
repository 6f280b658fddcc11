import { applyEdits } from '../page/edit.ts';
import type { Finding, TextEdit } from './finding.ts';

/** A text with fixes applied. */
export interface FixedText {
  readonly text: string;
  /** What was changed, in text order; empty when nothing was. */
  readonly edits: readonly TextEdit[];
}

/**
 * Applies the fixes of a text's findings. Of fixes that overlap the first one is applied and the others wait for the
 * next run; a fix is applied as a whole or not at all. No other character changes, and added line ends are the text's.
 */
export function applyFixes(text: string, findings: readonly Finding[]): FixedText {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const taken: TextEdit[] = [];
  const fixes = findings.flatMap(({ fix }) => (fix && isWithin(fix.edits, text) ? [fix] : []));
  for (const { edits } of fixes.toSorted(
    (left, right) => startOf(left.edits) - startOf(right.edits),
  )) {
    if (edits.some((edit) => taken.some((other) => overlaps(edit, other)))) continue;
    for (const { start, end, text: added } of edits)
      taken.push({ start, end, text: added.replaceAll(/\r?\n/g, lineEnd) });
  }
  const edits = taken
    .filter((edit) => text.slice(edit.start, edit.end) !== edit.text)
    .toSorted((left, right) => left.start - right.start);
  return { text: applyEdits(text, edits), edits };
}

function isWithin(edits: readonly TextEdit[], text: string): boolean {
  return edits.every(({ start, end }) => 0 <= start && start <= end && end <= text.length);
}

function startOf(edits: readonly TextEdit[]): number {
  return Math.min(...edits.map(({ start }) => start));
}

/** Two insertions at one place overlap as well: which comes first would be chance. */
function overlaps(edit: TextEdit, other: TextEdit): boolean {
  const isSamePlace = edit.start === other.start && edit.end === other.end;
  return isSamePlace || (edit.start < other.end && other.start < edit.end);
}
