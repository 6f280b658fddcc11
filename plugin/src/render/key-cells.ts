import { provenanceText } from '@lockstep/config';
import type { Setting, SettingType } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { shownKey } from './anchors.ts';
import { environmentName } from './environment-name.ts';
import { code, plainText, sentence, text } from './inline.ts';
import type { RenderedCell } from './nodes.ts';
import { linkTo } from './reference-link.ts';
import type { ReferenceLinks } from './reference-link.ts';
import { relativeKey } from './selection.ts';
import type { SelectedKeys } from './selection.ts';
import { NOT_SET, shownValue, valueNodes } from './shown-value.ts';
import type { KeyEntry } from './source-index.ts';
import type { Words } from './words.ts';

/** What a row is written with. */
export interface RowContext {
  readonly source: Source;
  readonly section: SelectedKeys['section'];
  readonly words: Words;
  readonly links: ReferenceLinks | undefined;
}

/** A column: its heading and what stands below it. */
export interface Column {
  readonly heading: string;
  readonly cell: (entry: KeyEntry, context: RowContext) => RenderedCell;
}

/** How types are called; the others by their own names. */
const TYPE_WORDS: Partial<Record<SettingType, string>> = {
  integer: 'whole number',
  enum: 'choice',
  url: 'URL',
  cidr: 'address range',
};

/** All columns by the name in `columns=`. */
export const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['key', { heading: 'Key', cell: keyCell }],
  ['value', { heading: 'Value', cell: valueCell }],
  ['type', { heading: 'Type', cell: ofSetting((setting) => [text(typeWord(setting))]) }],
  ['allowed', { heading: 'Allowed', cell: ofSetting(({ constraint }) => prose(constraint)) }],
  ['default', { heading: 'Default', cell: ofSetting(defaultCell) }],
  ['env', { heading: 'Environment', cell: environmentCell }],
  [
    'description',
    {
      heading: 'Description',
      cell: ofSetting(({ description, title }) => prose(description ?? title)),
    },
  ],
  ['security', { heading: 'Security', cell: ofSetting(({ security }) => prose(security)) }],
  ['source', { heading: 'Source', cell: sourceCell }],
]);

/** The key below its section, as a link where there are reference pages. */
export function keyCell({ path, setting }: KeyEntry, { section, links }: RowContext): RenderedCell {
  const label = code(shownKey(relativeKey(path, section)));
  return [links && setting ? linkTo(links.urlOf({ path: setting.path }), label) : label];
}

/** A secret says only whether it is set; a reference to the environment says so by itself. */
export function valueCell(
  { effective, setting }: KeyEntry,
  { source, words }: RowContext,
): RenderedCell {
  if (!effective) {
    const isDerived = setting?.defaultNote !== undefined && !setting.secret;
    return isDerived ? sentence(setting.defaultNote ?? '') : [text(NOT_SET)];
  }
  const shown = shownValue(effective, source.redactor, words);
  const isTold = shown.some(({ type }) => type === 'code') || plainText(shown) === NOT_SET;
  return effective.secret && !isTold ? [text('set')] : shown;
}

function environmentCell({ path, setting }: KeyEntry): RenderedCell {
  const variable = setting && environmentName(setting, path);
  return variable === undefined ? [] : [code(variable)];
}

function sourceCell({ effective }: KeyEntry): RenderedCell {
  if (!effective) return [];
  const { provenance } = effective;
  const place = provenanceText(provenance);
  return [provenance.layer === 'default' ? text(place) : code(place)];
}

function defaultCell(setting: Setting, { words }: RowContext): RenderedCell {
  if (setting.defaultNote !== undefined) return sentence(setting.defaultNote);
  return setting.default === undefined
    ? [text('none')]
    : valueNodes(setting.default, setting, words);
}

function typeWord({ type, itemType }: Setting): string {
  const word = TYPE_WORDS[type] ?? type;
  return itemType === undefined ? word : `list of ${TYPE_WORDS[itemType] ?? itemType}s`;
}

function prose(value: string | undefined): RenderedCell {
  return value === undefined || value === '' ? [] : sentence(value.replace(/\s+/g, ' ').trim());
}

function ofSetting(
  cell: (setting: Setting, context: RowContext) => RenderedCell,
): (entry: KeyEntry, context: RowContext) => RenderedCell {
  return ({ setting }, context) => (setting ? cell(setting, context) : []);
}
