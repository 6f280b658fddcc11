import type { Block, Entry } from '../document/document.ts';
import type { KeyPath } from '../document/key-path.ts';
import type { LineCounter } from '../document/position.ts';
import type { Item } from './items.ts';

/** The lines, counted from 1 and both inclusive, of a block in the making. */
export interface Draft {
  kind: Block['kind'];
  readonly first: number;
  last: number;
  readonly section: KeyPath;
  readonly entries: Entry[];
  /** For a header: the column, from 0, of the keys below it. */
  readonly column?: number | undefined;
}

/** Gives each header and entry its whole lines. No line goes to two of them, however broken the file is. */
export function layOutItems(
  items: readonly Item[],
  { lines, source }: { readonly lines: LineCounter; readonly source: string },
): readonly Draft[] {
  const drafts: Draft[] = [];
  // An empty last line belongs to no block: what stands at the end of the text is on the line before.
  const lastLine = lines.at(Math.max(0, source.length - 1)).line;
  const lineOf = (offset: number): number => Math.min(lines.at(offset).line, lastLine);
  for (const item of items) {
    const draft = draftOf(item, lineOf, lines);
    const previous = drafts.at(-1);
    if (!previous || draft.first > previous.last) drafts.push(draft);
    else if (previous.kind === 'header' && draft.first > previous.first) {
      previous.last = draft.first - 1;
      drafts.push(draft);
    } else absorb(previous, draft);
  }
  return drafts;
}

function draftOf(
  { kind, range, section, entries, firstKey }: Item,
  lineOf: (offset: number) => number,
  lines: LineCounter,
): Draft {
  const first = lineOf(range.start);
  const last = Math.max(first, lineOf(range.end - 1));
  const column = firstKey === undefined ? undefined : lines.at(firstKey).column - 1;
  return { kind, first, last, section, entries: [...entries], column };
}

/** Two keys on one line: one block with the entries of both. */
function absorb(into: Draft, draft: Draft): void {
  into.last = Math.max(into.last, draft.last);
  for (const entry of draft.entries) into.entries.push(entry);
  if (into.entries.length > 0) into.kind = 'entry';
}

/**
 * Makes a header of a key without a value when the line below is a comment indented deeper: a section whose keys are
 * all commented out, as a bare `[section]` is in INI.
 *
 * @param comments the column, from 0, of the comment on each comment line
 */
export function openEmptySections(
  drafts: readonly Draft[],
  comments: ReadonlyMap<number, number>,
): readonly Draft[] {
  return drafts.map((draft) => {
    const [entry] = draft.entries;
    const column = comments.get(draft.last + 1);
    const isBare = entry?.form === 'scalar' && entry.value.raw === '' && draft.entries.length === 1;
    if (!entry || !isBare || column === undefined) return draft;
    if (column < entry.keySpan.start.column) return draft;
    return { ...draft, kind: 'header', section: entry.path, entries: [], column };
  });
}
