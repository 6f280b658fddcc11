import {
  findSection,
  formatKeyPath,
  keyNames,
  nearestName,
  parseKeyPath,
  printRedacted,
  sectionNames,
  selectBlocks,
} from '@lockstep/config';
import type { Block, CommentLevel, ConfigDocument, KeyPath, Selection } from '@lockstep/config';
import type { Source, Sources } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import {
  attributeOf,
  choiceOf,
  hasFlag,
  isMissingSource,
  namesIn,
  sourceOf,
} from './attributes.ts';
import type { RenderedFence } from './nodes.ts';

/** What a tag takes from one of its source's files. */
interface Slice {
  readonly document: ConfigDocument;
  readonly blocks: readonly Block[];
}

/** What `optional` accepts, by error code. */
const ABSENCES: ReadonlySet<string> = new Set([
  'unknown-section',
  'unknown-key',
  'empty-selection',
]);

/**
 * `<% ini-include section=security %>`: lines of a configuration file, comments and order as written, secrets
 * redacted. A source of several files becomes one fence for each file that has something of it, in the order in which
 * later files win, each titled with its file's name.
 *
 * @throws {TagError} `unknown-file`, `unknown-section`, `unknown-key`, `empty-selection`, `invalid-value`
 */
export function renderInclude(tag: Tag, sources: Sources): readonly RenderedFence[] {
  try {
    const source = sourceOf(tag, sources);
    const slices = selectSlices(tag, source);
    return slices.map((slice) => toFence(tag, source, slice, slices.length > 1));
  } catch (error) {
    const isAbsent = error instanceof TagError && ABSENCES.has(error.code);
    if (hasFlag(tag, 'optional') && (isAbsent || isMissingSource(error))) return [];
    throw error;
  }
}

function selectSlices(tag: Tag, source: Source): readonly Slice[] {
  const selection = toSelection(tag);
  checkSection(tag, source, selection.section);
  checkNames(tag, source, selection, 'keys');
  checkNames(tag, source, selection, 'except');
  const slices = slicesOf(source, selection);
  if (slices.length > 0) return slices;
  const message = `The tag selects no key of ${fileNames(source.documents)}`;
  throw new TagError('empty-selection', message, tag.span);
}

function slicesOf({ documents }: Source, selection: Selection): readonly Slice[] {
  return documents
    .map((document) => ({ document, blocks: selectBlocks(document, selection) }))
    .filter(({ blocks }) => blocks.some(({ entries }) => entries.length > 0));
}

function toSelection(tag: Tag): Selection {
  return {
    section: sectionPath(tag),
    keys: namesIn(attributeOf(tag, 'keys')),
    except: namesIn(attributeOf(tag, 'except')),
    depth: choiceOf(tag, 'depth', ['all', 'self']),
    comments: commentLevel(tag),
  };
}

function commentLevel(tag: Tag): CommentLevel {
  return choiceOf(tag, 'comments', ['all', 'leading', 'none']) ?? 'all';
}

function sectionPath(tag: Tag): KeyPath | undefined {
  const attribute = attributeOf(tag, 'section');
  if (!attribute) return undefined;
  const path = parseKeyPath(attribute.value);
  if (path) return path;
  const message = `${JSON.stringify(attribute.value)} is no section name; expected names with dots between them`;
  throw new TagError('invalid-value', message, attribute.valueSpan);
}

function checkSection(tag: Tag, { documents }: Source, section: KeyPath | undefined): void {
  const attribute = attributeOf(tag, 'section');
  if (!attribute || !section || documents.some((document) => findSection(document, section)))
    return;
  const key = formatKeyPath(section);
  const isKey = documents.some(({ entries }) =>
    entries.some(({ path }) => formatKeyPath(path) === key),
  );
  const message = isKey
    ? `\`${key}\` is a key, not a section; select it with \`section\` and \`keys\``
    : `There is no section \`${attribute.value}\` in ${fileNames(documents)}`;
  const nearest = isKey ? undefined : nearestName(key, documents.flatMap(sectionNames));
  throw new TagError('unknown-section', message, attribute.valueSpan, nearest);
}

function fileNames(documents: readonly ConfigDocument[]): string {
  return documents.map(({ file }) => `\`${file}\``).join(', ');
}

/** A name or glob that matches nothing is a slip; in `except` it would show what was meant to be left out. */
function checkNames(tag: Tag, source: Source, selection: Selection, name: 'keys' | 'except'): void {
  const attribute = attributeOf(tag, name);
  for (const pattern of selection[name] ?? []) {
    const one: Selection = { ...selection, keys: [pattern], except: undefined, comments: 'all' };
    if (slicesOf(source, one).length > 0) continue;
    const names = source.documents.flatMap((document) => keyNames(document, selection.section));
    const leaves = names.map((each) => parseKeyPath(each)?.at(-1) ?? each);
    const where = selection.section ? ` in section \`${formatKeyPath(selection.section)}\`` : '';
    const message = pattern.includes('*')
      ? `No key matches \`${pattern}\`${where}`
      : `There is no key \`${pattern}\`${where}`;
    const nearest = nearestName(pattern, [...leaves, ...names]);
    throw new TagError('unknown-key', message, attribute?.valueSpan ?? tag.span, nearest);
  }
}

function toFence(
  tag: Tag,
  { redactor }: Source,
  { document, blocks }: Slice,
  isOneOfSeveral: boolean,
): RenderedFence {
  const printed = printRedacted(document, blocks, redactor, { comments: commentLevel(tag) });
  // Code blocks hold lines, whatever ends them in the file; a byte order mark is not content.
  const text = printed
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\n+$/, '');
  return {
    type: 'fence',
    lang: languageOf(document),
    meta: titleMeta(tag, document, isOneOfSeveral),
    text,
  };
}

function languageOf({ file, format }: ConfigDocument): string {
  return /\.json$/i.test(file) ? 'json' : format;
}

function titleMeta(
  tag: Tag,
  { file }: ConfigDocument,
  isOneOfSeveral: boolean,
): string | undefined {
  const attribute = attributeOf(tag, 'title');
  if (!attribute) return isOneOfSeveral ? quoteTitle(file) : undefined;
  const meta = quoteTitle(isOneOfSeveral ? `${attribute.value} (${file})` : attribute.value);
  if (meta !== undefined) return meta;
  const message = 'A title cannot hold a line end, a backtick, or both kinds of quotes';
  throw new TagError('invalid-value', message, attribute.valueSpan);
}

/** Docusaurus reads `title="…"` and `title='…'`, without escapes. */
function quoteTitle(title: string): string | undefined {
  if (/[\r\n`]/.test(title)) return undefined;
  if (!title.includes('"')) return `title="${title}"`;
  return title.includes("'") ? undefined : `title='${title}'`;
}
