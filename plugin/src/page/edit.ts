/** A stretch of a page and what replaces it; offsets in UTF-16 code units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A page with changes made that do not overlap, in any order. */
export function applyEdits(page: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let offset = 0;
  for (const { start, end, text } of edits.toSorted((left, right) => left.start - right.start)) {
    parts.push(page.slice(offset, start), text);
    offset = end;
  }
  parts.push(page.slice(offset));
  return parts.join('');
}
