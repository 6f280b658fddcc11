import type { TextBlock } from '../page/checked-page.ts';
import { resolveName } from '../key-index.ts';
import type { IndexedKey } from '../key-index.ts';
import { piecesIn, sentencesOf } from './masked-text.ts';
import type { MaskedText, Stretch } from './masked-text.ts';
import type { Mention, NameScope } from './mentions.ts';
import { plainName } from './mentions.ts';
import type { Clause } from './statements.ts';

/** A clause and the key that it is about. */
export interface Subject {
  readonly key: IndexedKey;
  readonly clause: Clause;
  /** Whether only statements about the default count, since the key is named outside of the sentence. */
  readonly needsDefault: boolean;
  /** Whether the sentence names other keys too; what "is" there may be a condition or a comparison. */
  readonly isShared: boolean;
}

/** The longest sentence that is read; what is longer is a list of data, and reading it would take its square. */
const LONGEST = 1000;
/** How far behind a name a value may stand where a sentence has several names. */
const NEAR = 24;

/**
 * Which key each sentence of a block is about: the only one that it names, or, where it names none, the term that the
 * block defines or the key that its heading is. Where it names several, each up to the next and no further.
 */
export function subjectsOf(
  masked: MaskedText,
  mentions: readonly Mention[],
  outer: IndexedKey | undefined,
): readonly Subject[] {
  const term = mentions.find(({ isTerm }) => isTerm)?.named.key ?? outer;
  const isOnlyTerm = mentions.every(
    (each) => each.named.key.name === term?.name && !isOfOtherSite(each),
  );
  let next = 0;
  return sentencesOf(masked.text).flatMap((sentence, position) => {
    const from = next;
    while ((mentions[next]?.start ?? Infinity) < sentence.end) next++;
    if (sentence.end - sentence.start > LONGEST) return [];
    const inside = mentions.slice(from, next);
    if (inside.some(isOfOtherSite)) return [];
    const names = new Set(inside.map(({ named }) => named.key.name));
    const [first] = inside;
    if (!first)
      return term && isOnlyTerm ? [subject(term, masked, sentence, { needsDefault: true })] : [];
    const isDefinition = position === 0 && first.isTerm;
    if (names.size === 1) return [subject(first.named.key, masked, sentence, { isDefinition })];
    return inside.map((mention, index) => {
      const nextStart = inside[index + 1]?.start ?? sentence.end;
      const end = Math.min(nextStart, mention.end + NEAR);
      return subject(mention.named.key, masked, { start: mention.start, end }, { isShared: true });
    });
  });
}

/** A sentence with a link to another site is about what is written there, whatever name it has. */
function isOfOtherSite({ piece }: Mention): boolean {
  return piece.run.isElsewhere;
}

/** The key that a block's heading is, as in references with a heading for each key. */
export function headingKey(
  { headings }: TextBlock,
  { index, about }: NameScope,
): IndexedKey | undefined {
  const heading = headings.at(-1);
  if (heading === undefined) return undefined;
  const candidates = index.find(plainName(heading.replace(/^--?/, '')));
  if (candidates.length === 0) return undefined;
  const sections = about();
  const named = resolveName(candidates, sections);
  if (!named || named.by === 'alias') return undefined;
  const parent = named.key.path.slice(0, -1).join('.');
  const isMeant = /[_.]/.test(heading) || sections.some(({ path }) => path.join('.') === parent);
  return isMeant || named.key.path.length === 1 ? named.key : undefined;
}

/** How a subject is known. */
interface Role {
  readonly isDefinition: boolean;
  readonly needsDefault: boolean;
  readonly isShared: boolean;
}

function subject(
  key: IndexedKey,
  { text, pieces }: MaskedText,
  stretch: Stretch,
  { isDefinition = false, needsDefault = false, isShared = false }: Partial<Role>,
): Subject {
  const words = key.name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const nouns = new Set(words);
  const values = new Set((key.setting?.values ?? []).map(String));
  return {
    key,
    needsDefault,
    isShared,
    clause: { ...stretch, text, pieces: piecesIn(pieces, stretch), nouns, values, isDefinition },
  };
}
