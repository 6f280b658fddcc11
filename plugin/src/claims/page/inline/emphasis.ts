import type { Atom, Delimiter } from './atom.ts';

const SPACE = /^\s/u;
const PUNCTUATION = /^[\p{P}\p{S}]/u;

/** A delimiter that may open emphasis, by its place among the atoms. */
interface Opener {
  readonly index: number;
  readonly delimiter: Delimiter;
}

/** What a character beside a run of delimiters is. */
interface Neighbour {
  readonly isSpace: boolean;
  readonly isPunctuation: boolean;
}

/** Reads a run of `*`, `_` or `~`; what it may do depends on the characters beside it (CommonMark 0.31, section 6.2). */
export function readDelimiter(text: string, start: number, end: number): Delimiter {
  const character = text[start]!;
  const before = neighbour(text.slice(Math.max(0, start - 1), start));
  const after = neighbour(text.slice(end, end + 2));
  const isLeft = faces(after, before);
  const isRight = faces(before, after);
  const isWordwise = character === '_';
  return {
    character,
    canOpen: isLeft && (!isWordwise || !isRight || before.isPunctuation),
    canClose: isRight && (!isWordwise || !isLeft || after.isPunctuation),
    left: end - start,
  };
}

/** @param text starts with the character; empty at the ends of a text */
function neighbour(text: string): Neighbour {
  return { isSpace: text === '' || SPACE.test(text), isPunctuation: PUNCTUATION.test(text) };
}

/** Whether a run belongs to what stands on this side of it. */
function faces(side: Neighbour, other: Neighbour): boolean {
  if (side.isSpace) return false;
  return !side.isPunctuation || other.isSpace || other.isPunctuation;
}

/** What emphasis makes of the text within it. */
type Effect = 'strong' | 'struck';

/** The atoms that stand in emphasis of a kind. */
export type Emphasis = Readonly<Record<Effect, readonly boolean[]>>;

/** Matches delimiters, each closer with the nearest opener of its kind. */
export function resolveEmphasis(atoms: readonly Atom[]): Emphasis {
  const openers = new Openers();
  const depths = { strong: new Depths(), struck: new Depths() };
  for (const [index, { delimiter }] of atoms.entries()) {
    if (!delimiter) continue;
    while (delimiter.canClose && delimiter.left > 0) {
      const opener = openers.match(delimiter);
      if (!opener) break;
      const effect = take(opener.delimiter, delimiter);
      if (effect) depths[effect].enclose(opener.index + 1, index);
    }
    if (delimiter.canOpen && delimiter.left > 0) openers.push({ index, delimiter });
  }
  return { strong: depths.strong.of(atoms), struck: depths.struck.of(atoms) };
}

/** Uses up one or two characters of both; tells what becomes of what stands between them. */
function take(opener: Delimiter, closer: Delimiter): Effect | undefined {
  const count = opener.left >= 2 && closer.left >= 2 ? 2 : 1;
  opener.left -= count;
  closer.left -= count;
  if (closer.character === '~') return 'struck';
  return count === 2 ? 'strong' : undefined;
}

/** How many pairs of one kind enclose each atom. */
class Depths {
  readonly #changes = new Map<number, number>();

  /** @param end exclusive */
  enclose(start: number, end: number): void {
    this.#change(start, 1);
    this.#change(end, -1);
  }

  of(atoms: readonly Atom[]): readonly boolean[] {
    let depth = 0;
    return atoms.map((_, index) => {
      depth += this.#changes.get(index) ?? 0;
      return depth > 0;
    });
  }

  #change(index: number, by: number): void {
    this.#changes.set(index, (this.#changes.get(index) ?? 0) + by);
  }
}

/** Delimiters that were not closed yet, with the number of each kind, so that none is looked for in vain. */
class Openers {
  readonly #stack: Opener[] = [];
  readonly #counts = new Map<string, number>();

  push(opener: Opener): void {
    this.#stack.push(opener);
    this.#count(opener, 1);
  }

  /** The nearest opener of a closer's kind; what was opened after it and never closed is text. */
  match({ character }: Delimiter): Opener | undefined {
    while ((this.#counts.get(character) ?? 0) > 0) {
      const opener = this.#stack.at(-1)!;
      if (opener.delimiter.character === character && opener.delimiter.left > 0) return opener;
      this.#stack.pop();
      this.#count(opener, -1);
    }
    return undefined;
  }

  #count({ delimiter }: Opener, by: number): void {
    this.#counts.set(delimiter.character, (this.#counts.get(delimiter.character) ?? 0) + by);
  }
}
