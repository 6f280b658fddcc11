import type { Run, TextBlock } from '../page/checked-page.ts';

/**
 * What stands for a character of code, of a key's name, and of what a tag shows, in {@link MaskedText.text}: private use
 * characters, which no page has.
 */
export const MASK = { code: '\uE001', key: '\uE002', tag: '\uE003' } as const;

/** A run and where it stands in the text of its block. */
export interface Piece {
  readonly run: Run;
  readonly start: number;
  readonly end: number;
}

/**
 * A block's text as the patterns of claims read it: code, names and tags are masked, so that words and numbers in them
 * are never taken for prose. Offsets are those of the unmasked text.
 */
export interface MaskedText {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/** A stretch of a text, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where runs stand when a block's texts are joined. */
export function piecesOf({ runs }: TextBlock): readonly Piece[] {
  let start = 0;
  return runs.map((run) => {
    const piece = { run, start, end: start + run.text.length };
    start = piece.end;
    return piece;
  });
}

/** Joins and masks the texts of a block. @param keys names of keys, in order */
export function maskText(pieces: readonly Piece[], keys: readonly Stretch[]): MaskedText {
  const joined = pieces
    .map(({ run }) => (run.type === 'text' ? run.text : MASK[run.type].repeat(run.text.length)))
    .join('');
  const parts: string[] = [];
  let end = 0;
  for (const key of keys) {
    parts.push(joined.slice(end, key.start), MASK.key.repeat(key.end - key.start));
    end = key.end;
  }
  return { text: parts.join('') + joined.slice(end), pieces };
}

/** The page's offset of a place in a block's text; an end is that of the character before it. */
export function pageStretch(pieces: readonly Piece[], { start, end }: Stretch): Stretch {
  const first = pieceAt(pieces, start);
  const last = pieceAt(pieces, end - 1);
  return {
    start: first?.run.offsets[start - first.start] ?? 0,
    end: last?.run.offsets[end - last.start] ?? 0,
  };
}

/** The piece that holds a place. */
export function pieceAt(pieces: readonly Piece[], at: number): Piece | undefined {
  const piece = pieces[firstEndingBehind(pieces, at)];
  return piece && piece.start <= at ? piece : undefined;
}

/** The pieces that have a part in a stretch. */
export function piecesIn(pieces: readonly Piece[], { start, end }: Stretch): readonly Piece[] {
  const first = firstEndingBehind(pieces, start);
  return pieces.slice(first, firstEndingBehind(pieces, end - 1) + 1);
}

/** What the page says in a stretch. */
export function textOf(pieces: readonly Piece[], stretch: Stretch): string {
  const inside = piecesIn(pieces, stretch);
  const base = inside[0]?.start ?? 0;
  const text = inside.map(({ run }) => run.text).join('');
  return text.slice(stretch.start - base, stretch.end - base);
}

/** Binary search: blocks may be long. */
function firstEndingBehind(pieces: readonly Piece[], at: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

const SENTENCE_END = /[.!?](?=["')\]]*(?:\s|$))/g;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|resp|no|cf|default)|\b[A-Z]|\.\.)$/i;

/** Splits a masked text at the ends of its sentences. */
export function sentencesOf(text: string): readonly Stretch[] {
  const sentences: Stretch[] = [];
  let start = 0;
  for (const match of text.matchAll(SENTENCE_END)) {
    const before = text.slice(Math.max(0, match.index - 8), match.index);
    if (match[0] === '.' && ABBREVIATION.test(before)) continue;
    sentences.push({ start, end: match.index + 1 });
    start = match.index + 1;
  }
  if (text.slice(start).trim() !== '') sentences.push({ start, end: text.length });
  return sentences;
}
