import { nearestName } from '@lockstep/config';
import type { Source } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { attributeOf, sourceOf, spanOfName } from './attributes.ts';
import { COLUMNS, keyCell, valueCell } from './key-cells.ts';
import type { Column, RowContext } from './key-cells.ts';
import type { RenderedList, RenderedTable } from './nodes.ts';
import { text } from './inline.ts';
import { hasLinks, referenceLinks } from './reference-link.ts';
import type { Scope } from './scope.ts';
import { selectKeys, unlessAbsent } from './selection.ts';
import type { SelectedKeys } from './selection.ts';

const WITH_SCHEMA = ['key', 'value', 'default', 'description'];
const WITHOUT_SCHEMA = ['key', 'value'];

/**
 * `<% ini-table section=security columns="key,value,env" %>`: the keys of a section, one in each row, those that are
 * not set included. Keys lead to their entries where reference pages are configured.
 *
 * @throws {TagError} `unknown-section`, `unknown-key`, `empty-selection`, `invalid-value`, `unknown-file`
 */
export function renderTable(tag: Tag, scope: Scope): readonly RenderedTable[] {
  return unlessAbsent(tag, () => {
    const source = sourceOf(tag, scope.sources);
    const names = columnsOf(tag) ?? (source.schema ? WITH_SCHEMA : WITHOUT_SCHEMA);
    return [tableOf(selectKeys(tag, source), names, source, scope)];
  });
}

/** Keys as the rows of a table. @param names names of columns */
export function tableOf(
  selected: SelectedKeys,
  names: readonly string[],
  source: Source,
  scope: Scope,
): RenderedTable {
  const columns = names.map((name) => COLUMNS.get(name)).filter((each) => each !== undefined);
  const context = rowContext(selected, source, scope);
  return {
    type: 'table',
    header: columns.map(({ heading }) => [text(heading)]),
    rows: selected.entries.map((entry) => columns.map(({ cell }: Column) => cell(entry, context))),
  };
}

/** Keys with their values as the items of a list. */
export function listOf(selected: SelectedKeys, source: Source, scope: Scope): RenderedList {
  const context = rowContext(selected, source, scope);
  const items = selected.entries.map((entry) => [
    ...keyCell(entry, context),
    text(': '),
    ...valueCell(entry, context),
  ]);
  return { type: 'list', items };
}

function rowContext({ section }: SelectedKeys, source: Source, scope: Scope): RowContext {
  const links = referenceLinks(source, scope);
  return { source, section, words: scope.words, links: hasLinks(links) ? links : undefined };
}

function columnsOf(tag: Tag): readonly string[] | undefined {
  const attribute = attributeOf(tag, 'columns');
  if (!attribute) return undefined;
  const all = [...COLUMNS.keys()];
  const expected = `expected ${all.map((name) => `\`${name}\``).join(', ')}`;
  const names = attribute.value.split(',').map((name) => name.trim());
  const filled = names.filter((name) => name !== '');
  if (filled.length === 0) {
    throw new TagError('invalid-value', `No column; ${expected}`, attribute.valueSpan);
  }
  const unknown = filled.find((name) => !COLUMNS.has(name.toLowerCase()));
  if (unknown === undefined) return filled.map((name) => name.toLowerCase());
  const span = spanOfName(attribute, unknown);
  const message = `Unknown column \`${unknown}\`; ${expected}`;
  throw new TagError('invalid-value', message, span, nearestName(unknown, all));
}
