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
import type { Source } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { attributeOf, choiceOf, namesIn, spanOfName, sourceOf } from './attributes.ts';
import { fenceMeta } from './fence-meta.ts';
import { FORMATS, includeValues } from './include-values.ts';
import type { Format } from './include-values.ts';
import type { RenderedBlock, RenderedFence } from './nodes.ts';
import type { Scope } from './scope.ts';
import { sectionPath, unlessAbsent } from './selection.ts';

/** What a tag takes from one of its source's files. */
interface Slice {
  readonly document: ConfigDocument;
  readonly blocks: readonly Block[];
}

/**
 * `<% ini-include section=security %>`: lines of a configuration file, comments and order as written, secrets
 * redacted. A source of several files becomes one fence for each file that has something of it, in the order in which
 * later files win, each titled with its file's name. With `format` or `values=effective` it is made from values.
 *
 * @throws {TagError} `unknown-file`, `unknown-section`, `unknown-key`, `empty-selection`, `invalid-value`,
 *   `conflicting-attribute`
 */
export function renderInclude(tag: Tag, scope: Scope): readonly RenderedBlock[] {
  return unlessAbsent(tag, (): readonly RenderedBlock[] => {
    const source = sourceOf(tag, scope.sources);
    const format = formatOf(tag, source);
    if (format) return includeValues(tag, source, format, scope);
    const slices = selectSlices(tag, source);
    return slices.map((slice) => toFence(tag, source, slice, slices.length > 1));
  });
}

/** The format to make from values; `undefined` where the lines of the files are what is wanted. */
function formatOf(tag: Tag, { documents }: Source): Format | undefined {
  const format = choiceOf(tag, 'format', FORMATS);
  const own = documents.map(languageOf);
  const isEffective = choiceOf(tag, 'values', ['effective']) !== undefined;
  if (isEffective) return format ?? FORMATS.find((each) => each === own[0]) ?? 'ini';
  return own.every((each) => each === format) ? undefined : format;
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
    const span = attribute ? spanOfName(attribute, pattern) : tag.span;
    throw new TagError('unknown-key', message, span, nearest);
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
    meta: fenceMeta(tag, text, isOneOfSeveral ? document.file : undefined),
    text,
  };
}

function languageOf({ file, format }: ConfigDocument): string {
  return /\.json$/i.test(file) ? 'json' : format;
}
