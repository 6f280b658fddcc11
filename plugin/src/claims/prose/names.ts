import { formatKeyPath, nearestName, parseKeyPath } from '@lockstep/config';
import type { KeyPath } from '@lockstep/config';
import type { Finding } from '../finding.ts';
import type { CheckedPage, TextBlock } from '../page/checked-page.ts';
import { linesOf } from '../page-lines.ts';
import { isClosedSection } from '../closed-section.ts';
import type { IndexedSection, KeyIndex } from '../key-index.ts';
import { isMisspelt } from '../misspelt.ts';
import { isKeyCell } from './cells.ts';
import type { Place } from './contradiction.ts';
import { pageStretch } from './masked-text.ts';
import type { Piece } from './masked-text.ts';
import type { Mention, NameScope } from './mentions.ts';
import { plainName } from './mentions.ts';

/** What is needed to judge the names of a block. */
interface NamedBlock {
  readonly page: CheckedPage;
  readonly pieces: readonly Piece[];
  readonly mentions: readonly Mention[];
  readonly scope: NameScope;
}

/** A name that no key has, and the one that was meant. */
interface Slip {
  readonly what: 'key' | 'variable';
  readonly nearest: string | undefined;
  /** The nearest name in the form that the page uses. */
  readonly written: string | undefined;
}

const DOTTED = /^[a-z][\w-]*(?:\.[\w-]+)+(?:\[\])?$/i;
const FILE_NAME =
  /\.(?:md|mdx|ini|ya?ml|json|toml|conf|cfg|env|[cm]?[jt]sx?|py|sh|go|rs|rb|php|java|txt|html?|css|log|sock|pem|crt|key|xml|lock|com|org|net|io|dev|local|example|service|exe|d)$/i;
const COMPOUND_NAME = /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+|[A-Z][a-z0-9]*)+(?:\[\])?$/;
/** Plain words, sentences and code with spaces are no names that could be wrong. */
const MAY_BE_NAME = /^\s*(?:\[[\w.-]+\][.\s]*)?[\w-]*(?:[._-]|[a-z][A-Z])[\w.-]*(?:\[\])?\s*:?\s*$/;
const HISTORY =
  /\b(?:old|renam\w+|former\w*|deprecat\w+|previous\w*|legacy|remov\w+|replac\w+|migrat\w+|upgrad\w+|instead|alias\w*|was|were|used to|no longer|changelog|release notes?|version|still|accepted)\b/i;
/** A constant of a program, beside keys in lower case. */
const CONSTANT = /^[A-Z][A-Z0-9_]*$/;
const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** The finding for an old name. */
export function renamedKey({ named, text }: Mention, { span, file }: Place): Finding {
  const { key } = named;
  const isShort = !text.includes('.');
  const leaf = key.path.at(-1)!;
  const newName = isShort && leaf !== text ? leaf : key.name;
  return {
    code: 'renamed-key-in-prose',
    severity: 'warning',
    message: `\`${text}\` is an old name of \`${key.name}\``,
    file,
    span,
    key: key.name,
    expected: `\`${key.name}\``,
    received: `\`${text}\``,
    fix: {
      description: `Write ${newName}`,
      edits: [{ start: span.start.offset, end: span.end.offset, text: newName }],
    },
  };
}

/** Whether a text tells of names as they were, as migration guides and lists of old names do. */
export function tellsOfHistory({ runs, headings, columnHeader = '' }: TextBlock): boolean {
  const around = [...runs.map(({ text }) => text), headings.at(-1) ?? '', columnHeader];
  return HISTORY.test(around.join(' '));
}

/** Names in a block that look like a key or a variable and are none. */
export function unknownNames(block: TextBlock, named: NamedBlock): readonly Finding[] {
  const { pieces, mentions, scope } = named;
  const known = new Set(mentions.map(({ piece }) => piece));
  return pieces.flatMap((piece, position) => {
    const { run } = piece;
    const isName = run.type === 'code' || (run.strong && run.type === 'text');
    // What a link to another site names is a name of that site.
    if (!isName || run.isElsewhere || known.has(piece) || !MAY_BE_NAME.test(run.text)) return [];
    const name = plainName(run.text.replace(/\s*:\s*$/, ''));
    const isTerm = isKeyCell(block) || (position === 0 && isDefinition(block, pieces));
    const slip = slipIn(name, isTerm, run.type === 'code', scope);
    return slip ? [unknownName(name, slip, piece, named)] : [];
  });
}

function slipIn(
  name: string,
  isTerm: boolean,
  isCode: boolean,
  scope: NameScope,
): Slip | undefined {
  if (scope.index.find(name).length > 0) return undefined;
  if (isCode && VARIABLE.test(name)) return variableSlip(name, scope.index);
  if (isCode && DOTTED.test(name) && !FILE_NAME.test(name)) return pathSlip(name, scope.index);
  return isTerm && COMPOUND_NAME.test(name) ? termSlip(name, scope) : undefined;
}

function variableSlip(name: string, { variables }: KeyIndex): Slip | undefined {
  const nearest = variables.size > 0 ? nearestName(name, variables) : undefined;
  return nearest !== undefined && isNear(name, nearest)
    ? { what: 'variable', nearest, written: nearest }
    : undefined;
}

/** A path whose first segments are a section; whether that is meant is sure where the rest is like one of its keys. */
function pathSlip(name: string, index: KeyIndex): Slip | undefined {
  const path = parseKeyPath(name.replace(/\[\]$/, ''));
  if (!path) return undefined;
  for (let length = path.length - 1; length > 0; length--) {
    const prefix = formatKeyPath(path.slice(0, length));
    const section = index.sections(prefix).find((each) => formatKeyPath(each.path) === prefix);
    if (!section) continue;
    const isOpen = !isClosedSection(section.source, section.path);
    if (isOpen && section.source.schema) continue;
    if (index.sections(name).length > 0) return undefined;
    return slipBelow(section, isOpen, path, index);
  }
  return undefined;
}

function slipBelow(
  section: IndexedSection,
  isOpen: boolean,
  path: KeyPath,
  index: KeyIndex,
): Slip | undefined {
  const { length } = section.path;
  const leaf = formatKeyPath(path.slice(length));
  if (CONSTANT.test(leaf)) return undefined;
  const below = nearestName(leaf, index.namesBelow(section));
  // A file without a schema need not have every key that there is.
  const isSure = !isOpen && (length > 1 || leaf.includes('_'));
  const isLikely = below !== undefined && (!isOpen || isMisspelt(leaf, below));
  if (!isSure && !isLikely) return undefined;
  if (below === undefined)
    return { what: 'key', nearest: namesake(leaf, index), written: undefined };
  const nearest = `${formatKeyPath(section.path)}.${below}`;
  return { what: 'key', nearest, written: isNear(leaf, below) ? nearest : undefined };
}

/** The only key of that name, in whichever section. */
function namesake(name: string, index: KeyIndex): string | undefined {
  const [only, second] = index.find(name);
  return second ? undefined : only?.key.name;
}

/** A term of a list about a section, one slip away from a key of that section. */
function termSlip(name: string, { index, about }: NameScope): Slip | undefined {
  const bare = name.replace(/\[\]$/, '');
  for (const section of about()) {
    const nearest = nearestName(bare, index.keyNames(section));
    if (nearest === undefined || !isNear(bare, nearest)) continue;
    const key = formatKeyPath([...section.path, nearest]);
    return { what: 'key', nearest: key, written: name.replace(bare, nearest) };
  }
  return undefined;
}

/** Whether two names differ by a slip: little in a long name, and nothing that is a word of its own. */
function isNear(name: string, nearest: string): boolean {
  if (fold(name) === fold(nearest)) return true;
  const one = wordsOf(name);
  const other = wordsOf(nearest);
  if (one.length !== other.length) return false;
  return one.every((word, index) => {
    const wanted = other[index]!;
    return word === wanted || (word.length > 3 && nearestName(word, [wanted]) !== undefined);
  });
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '');
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[._-]/);
}

/** "- **name**: …" or "`name` – …". */
function isDefinition({ kind, runs }: TextBlock, pieces: readonly Piece[]): boolean {
  const next = pieces[1]?.run.text ?? '';
  const first = runs[0];
  const endsWithColon = first?.type === 'text' && /:\s*$/.test(first.text);
  return kind === 'item' && (endsWithColon || /^\s*(?:[:–—(]|-\s)/.test(next));
}

function unknownName(
  name: string,
  { what, nearest, written }: Slip,
  piece: Piece,
  { page, pieces }: NamedBlock,
): Finding {
  const trimmed = piece.run.text.replace(/\s*:\s*$/, '').trim();
  const at = piece.start + piece.run.text.indexOf(trimmed);
  const { start, end } = pageStretch(pieces, { start: at, end: at + trimmed.length });
  const span = linesOf(page).span(start, end);
  const isPlain = trimmed === name || trimmed === `${name}[]`;
  return {
    code: what === 'key' ? 'unknown-key-in-prose' : 'unknown-variable-in-prose',
    severity: 'error',
    message:
      what === 'key' ? `There is no key \`${name}\`` : `No key is set by a variable \`${name}\``,
    file: page.path,
    span,
    received: `\`${name}\``,
    nearest,
    fix:
      written === undefined || !isPlain
        ? undefined
        : { description: `Write ${written}`, edits: [{ start, end, text: written }] },
  };
}
