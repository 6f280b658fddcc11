import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { attributeOf, hasFlag } from './attributes.ts';

const RANGES = /^\s*\d+(?:\s*-\s*\d+)?(?:\s*,\s*\d+(?:\s*-\s*\d+)?)*\s*$/;
const RANGE = /(\d+)(?:\s*-\s*(\d+))?/g;

/** Attributes of a tag that say how a fence looks; they have no place on a table or list. */
const FENCE_ATTRIBUTES = ['title', 'highlight', 'lines'];

/**
 * The rest of an info string, in Docusaurus's words: `{2,4-5} title="app.ini" showLineNumbers`.
 *
 * @param file named in the title where the tag becomes several fences
 * @throws {TagError} `invalid-value` for a title that cannot be written, or lines that are not there
 */
export function fenceMeta(tag: Tag, text: string, file?: string): string | undefined {
  const words = [
    highlightMeta(tag, text),
    titleMeta(tag, file),
    hasFlag(tag, 'lines') ? 'showLineNumbers' : undefined,
  ].filter((word) => word !== undefined);
  return words.length > 0 ? words.join(' ') : undefined;
}

/** @throws {TagError} `conflicting-attribute` when a tag that becomes no fence says how one looks */
export function refuseFenceAttributes(tag: Tag, format: string): void {
  refuseAttributes(tag, FENCE_ATTRIBUTES, `a ${format}`);
}

/** @throws {TagError} `conflicting-attribute` when a tag has one of these attributes */
export function refuseAttributes(tag: Tag, names: readonly string[], place: string): void {
  const attribute = tag.attributes.find(({ name = '' }) => names.includes(name));
  if (!attribute) return;
  const message = `\`${attribute.name}\` has no meaning for ${place}; leave it out`;
  throw new TagError('conflicting-attribute', message, attribute.span);
}

function highlightMeta(tag: Tag, text: string): string | undefined {
  const attribute = attributeOf(tag, 'highlight');
  if (!attribute) return undefined;
  const { value, valueSpan } = attribute;
  if (!RANGES.test(value)) {
    const message = `\`${value}\` are no lines; expected numbers and ranges with commas between them: \`2,4-5\``;
    throw new TagError('invalid-value', message, valueSpan);
  }
  const count = text.split('\n').length;
  for (const [range, first, last = first] of value.matchAll(RANGE)) {
    const isThere = Number(first) >= 1 && Number(first) <= Number(last) && Number(last) <= count;
    if (isThere) continue;
    const message = `There is no line \`${range}\` to highlight; the block has ${count === 1 ? '1 line' : `${count} lines`}`;
    throw new TagError('invalid-value', message, valueSpan);
  }
  return `{${value.replace(/\s/g, '')}}`;
}

function titleMeta(tag: Tag, file: string | undefined): string | undefined {
  const attribute = attributeOf(tag, 'title');
  if (!attribute) return file === undefined ? undefined : quoteTitle(file);
  const { value, valueSpan } = attribute;
  const meta = quoteTitle(file === undefined ? value : `${value} (${file})`);
  if (meta !== undefined) return meta;
  const message = 'A title cannot hold a line end, a backtick, or both kinds of quotes';
  throw new TagError('invalid-value', message, valueSpan);
}

/** Docusaurus reads `title="…"` and `title='…'`, without escapes. */
function quoteTitle(title: string): string | undefined {
  if (/[\r\n`]/.test(title)) return undefined;
  if (!title.includes('"')) return `title="${title}"`;
  return title.includes("'") ? undefined : `title='${title}'`;
}
