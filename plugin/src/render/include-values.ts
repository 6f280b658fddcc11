import type { Source } from '../sources/source.ts';
import type { Tag } from '../tag/tag.ts';
import { choiceOf } from './attributes.ts';
import { fenceMeta, refuseAttributes, refuseFenceAttributes } from './fence-meta.ts';
import { leavesOf } from './formats/leaf.ts';
import { TEXT_FORMATS } from './formats/write.ts';
import type { TextFormat } from './formats/write.ts';
import { listOf, tableOf } from './ini-table.ts';
import type { RenderedBlock } from './nodes.ts';
import type { Scope } from './scope.ts';
import { selectKeys } from './selection.ts';
import type { KeyEntry } from './source-index.ts';

/** Formats that a section can be shown in. */
export const FORMATS = ['ini', 'yaml', 'json', 'env', 'table', 'list'] as const;

export type Format = (typeof FORMATS)[number];

/**
 * A section made from its values rather than from lines of a file: in another format than the file's, or as it is in
 * force, with defaults and all layers.
 *
 * @throws {TagError} `unknown-section`, `unknown-key`, `empty-selection`, `conflicting-attribute`, `invalid-value`
 */
export function includeValues(
  tag: Tag,
  source: Source,
  format: Format,
  scope: Scope,
): readonly RenderedBlock[] {
  const isEffective = choiceOf(tag, 'values', ['effective']) !== undefined;
  if (format === 'table' || format === 'list') {
    refuseFenceAttributes(tag, format);
    refuseAttributes(tag, ['comments'], `a ${format}`);
    const selected = selectKeys(tag, source, isEffective ? hasValue : isInFile);
    if (format === 'list') return [listOf(selected, source, scope)];
    const names = source.schema ? ['key', 'value', 'description'] : ['key', 'value'];
    return [tableOf(selected, names, source, scope)];
  }
  if (format === 'json') refuseAttributes(tag, ['comments'], 'JSON, which has no comments');
  const { entries } = selectKeys(tag, source, isEffective ? hasValue : isInFile);
  const { lang, write }: TextFormat = TEXT_FORMATS[format];
  const comments = choiceOf(tag, 'comments', ['all', 'leading', 'none']);
  const text = write(leavesOf(entries, source), {
    descriptions: comments === 'all' || comments === 'leading',
    origins: isEffective && (comments === undefined || comments === 'all'),
  });
  return [{ type: 'fence', lang, meta: fenceMeta(tag, text), text }];
}

function hasValue({ effective }: KeyEntry): boolean {
  return effective !== undefined;
}

function isInFile({ effective }: KeyEntry): boolean {
  if (!effective) return false;
  const layers = [effective.provenance, ...effective.shadowed];
  return layers.some(({ layer }) => layer === 'file');
}
