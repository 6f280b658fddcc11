import { LineCounter } from '@lockstep/config';
import type { TextEdit } from './finding.ts';

/** Lines shown around a change. */
const CONTEXT = 3;

/** Lines that a change replaces: `[from, to)` of the old text, counted from 0, and what stands there then. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * The changes of a text as a unified diff, as `diff -u` writes it; empty where nothing changes.
 *
 * @param edits in text order, not overlapping
 */
export function unifiedDiff(file: string, text: string, edits: readonly TextEdit[]): string {
  if (edits.length === 0) return '';
  const old = splitLines(text);
  const changes = toChanges(text, edits);
  const parts = [`--- ${file}\n+++ ${file}\n`];
  let shift = 0;
  for (const group of groupChanges(changes)) {
    const from = Math.max(0, group[0]!.from - CONTEXT);
    const to = Math.min(old.length, group.at(-1)!.to + CONTEXT);
    const body = hunkLines(old, group, from, to);
    const added = body.filter((line) => line.startsWith('+') || line.startsWith(' ')).length;
    parts.push(`@@ -${range(from, to - from)} +${range(from + shift, added)} @@\n`, ...body);
    shift += added - (to - from);
  }
  return parts.join('');
}

/** Lines with their ends; the last one may have none. */
function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Edits that share a line become one change. */
function toChanges(text: string, edits: readonly TextEdit[]): readonly Change[] {
  const lines = new LineCounter(text);
  const changes: { from: number; to: number; edits: TextEdit[] }[] = [];
  for (const edit of edits) {
    const from = lines.at(edit.start).line - 1;
    const to = lines.at(Math.max(edit.start, edit.end - 1)).line;
    const last = changes.at(-1);
    if (last && from < last.to) {
      last.to = Math.max(last.to, to);
      last.edits.push(edit);
    } else changes.push({ from, to, edits: [edit] });
  }
  return changes.map(({ from, to, edits: own }) => {
    const end = to < lines.count ? lines.start(to + 1) : text.length;
    let offset = lines.start(from + 1);
    let result = '';
    for (const edit of own) {
      result += text.slice(offset, edit.start) + edit.text;
      offset = edit.end;
    }
    return { from, to, lines: splitLines(result + text.slice(offset, end)) };
  });
}

function groupChanges(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && change.from - last.at(-1)!.to <= 2 * CONTEXT) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunkLines(
  old: readonly string[],
  group: readonly Change[],
  from: number,
  to: number,
): readonly string[] {
  const body: string[] = [];
  let at = from;
  for (const change of group) {
    body.push(...old.slice(at, change.from).map((line) => marked(' ', line)));
    body.push(...old.slice(change.from, change.to).map((line) => marked('-', line)));
    body.push(...change.lines.map((line) => marked('+', line)));
    at = change.to;
  }
  return [...body, ...old.slice(at, to).map((line) => marked(' ', line))];
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}

/** As in `diff -u`: an empty range begins before its first line, and a length of one is left out. */
function range(from: number, length: number): string {
  if (length === 1) return String(from + 1);
  return `${length === 0 ? from : from + 1},${length}`;
}
