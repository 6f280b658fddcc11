import type { TextBlock } from '../page/checked-page.ts';
import { resolveName } from '../key-index.ts';
import type { IndexedSection, KeyIndex, NamedKey } from '../key-index.ts';
import type { Piece, Stretch } from './masked-text.ts';

/** A key's name in a text. */
export interface Mention extends Stretch {
  readonly named: NamedKey;
  readonly piece: Piece;
  /** As written, without `[]` and without a value behind it. */
  readonly text: string;
  /** Whether it is what the block defines: it stands first, as a term of a list of settings does. */
  readonly isTerm: boolean;
}

/** Where to look names up. */
export interface NameScope {
  readonly index: KeyIndex;
  /** Sections that the block is about, nearest first. */
  readonly about: () => readonly IndexedSection[];
}

const BARE_NAME = /(?<![\w./@#:-])[A-Za-z_][\w-]*(?:[._][\w-]+)+(?:\[\])?(?![\w/(]|[.@-]\w)/g;
const COMPOUND = /[_.]|[a-z][A-Z]|\w-\w/;
const ASSIGNED = /^([\w.[\] -]+?)\s*(?:=|:(?=\s))/;
const SECTION_AND_KEY = /^\[([^\]]+)\][.\s]*/;

/** Finds the names of keys in a block: in code, in strong text, and names with `_` or a dot in plain text. */
export function findMentions(pieces: readonly Piece[], scope: NameScope): readonly Mention[] {
  const mentions: Mention[] = [];
  const first = pieces.findIndex(({ run }) => !/^[\s"'([]*$/.test(run.text));
  for (const [position, piece] of pieces.entries()) {
    const { run } = piece;
    if (run.type === 'tag') continue;
    if (run.type === 'code' || run.strong) {
      const mention = wholeRun(piece, position <= first, scope);
      if (mention) mentions.push(mention);
      if (run.type === 'code' || mention) continue;
    }
    if (/\w[._]\w/.test(run.text)) mentions.push(...bareNames(piece, scope));
  }
  return mentions;
}

/** A name as the index has it: `[server] root_url` is `server.root_url`. */
export function plainName(text: string): string {
  return text.trim().replace(SECTION_AND_KEY, '$1.');
}

function wholeRun(piece: Piece, isTerm: boolean, { index, about }: NameScope): Mention | undefined {
  const { run } = piece;
  const written = run.type === 'code' ? run.text : run.text.replace(/\s*:\s*$/, '');
  const assigned = run.type === 'code' ? ASSIGNED.exec(written)?.[1] : undefined;
  const name = plainName(assigned ?? written);
  const candidates = index.find(name);
  if (candidates.length === 0) return undefined;
  const named = resolveName(candidates, about());
  if (!named) return undefined;
  if (!isMeant(name, named, isTerm, about())) return undefined;
  const start = piece.start + run.text.indexOf(written.trim());
  const end = start + (assigned ?? written.trim()).length;
  return { named, piece, start, end, text: name, isTerm };
}

/** An ordinary word such as `port` is a key only where the text is about its section. */
export function isMeant(
  name: string,
  { key, by }: NamedKey,
  isTerm: boolean,
  about: readonly IndexedSection[],
): boolean {
  if (by === 'variable' || COMPOUND.test(name)) return true;
  const parent = key.path.slice(0, -1).join('.');
  const isAbout = about.some(({ path }) => path.join('.') === parent);
  return isAbout || (isTerm && key.path.length === 1 && about.length === 0);
}

function bareNames(piece: Piece, { index, about }: NameScope): readonly Mention[] {
  return [...piece.run.text.matchAll(BARE_NAME)].flatMap((match) => {
    const text = match[0].replace(/\[\]$/, '');
    const named = resolveName(index.find(text), about());
    if (!named) return [];
    const start = piece.start + match.index;
    return [{ named, piece, start, end: start + match[0].length, text, isTerm: false }];
  });
}

/** Whether a block may name a key at all; most do not, and cost nothing more. */
export function mayMention({ runs }: TextBlock): boolean {
  return runs.some(({ type, strong, text }) => type === 'code' || strong || /\w[._]\w/.test(text));
}
