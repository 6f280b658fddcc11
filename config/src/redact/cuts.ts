import { REDACTED } from '../schema/secret.ts';

/** A stretch of a text that must not be shown; offsets in UTF-16 code units, `end` exclusive. */
export interface Cut {
  readonly start: number;
  readonly end: number;
}

/** Cuts in order, overlapping and touching ones joined, empty ones dropped. */
export function mergeCuts(cuts: readonly Cut[]): readonly Cut[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of cuts.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (start >= end) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** Moves cuts of a part of a text to where that part starts in the whole. */
export function shiftCuts(cuts: readonly Cut[], offset: number): readonly Cut[] {
  return cuts.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
}

/** A text with a mask in place of each merged cut. */
export function applyCuts(text: string, merged: readonly Cut[], mask: string = REDACTED): string {
  let result = '';
  let shown = 0;
  for (const { start, end } of merged) {
    result += text.slice(shown, start) + mask;
    shown = end;
  }
  return result + text.slice(shown);
}

/** Whether cuts hide every character of a text that is neither white space nor a quotation mark. */
export function coversAll(text: string, merged: readonly Cut[]): boolean {
  return merged.length > 0 && /^[\s"'`]*$/.test(applyCuts(text, merged, ''));
}

/** The cut that one match of a regular expression asks for: its group `secret` where it has one, else all of it. */
export function cutsOf(text: string, pattern: RegExp): readonly Cut[] {
  if (text.search(pattern) < 0) return [];
  return Array.from(text.matchAll(pattern), (match) => {
    const [start, end] = match.indices?.groups?.['secret'] ?? [
      match.index,
      match.index + match[0].length,
    ];
    return { start, end };
  });
}

/** The cuts that touch `[from, to)`. @param merged in order, as {@link mergeCuts} gives them */
export function cutsWithin(merged: readonly Cut[], from: number, to: number): readonly Cut[] {
  let low = 0;
  let high = merged.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (merged[middle]!.end <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < merged.length && merged[end]!.start < to) end++;
  return merged.slice(low, end);
}
