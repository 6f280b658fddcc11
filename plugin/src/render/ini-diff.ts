import { formatKeyPath } from '@lockstep/config';
import type { Sources } from '../sources/source.ts';
import { TagError } from '../tag/tag.ts';
import type { Tag } from '../tag/tag.ts';
import { attributeOf, choiceOf, sourceAt } from './attributes.ts';
import type { ValueAttribute } from './attributes.ts';
import { defaultsOf } from './defaults.ts';
import { differencesOf } from './differences.ts';
import type { Difference, DiffSide } from './differences.ts';
import { code, text } from './inline.ts';
import type { RenderedNode, RenderedTable } from './nodes.ts';
import type { Scope } from './scope.ts';
import { unlessAbsent } from './selection.ts';

/** The name that stands for the defaults of the other source's schema. */
const DEFAULT = 'default';

/**
 * `<% ini-diff base=default with=production section=server %>`: the keys whose effective values differ between two
 * sources, as a table, or as a fence with `format=diff`. Of two secrets it says that they differ, and nothing else.
 *
 * @throws {TagError} `unknown-file`, `unknown-section`, `unknown-key`, `empty-selection`, `invalid-value`
 */
export function renderDiff(tag: Tag, scope: Scope): readonly RenderedNode[] {
  return unlessAbsent(tag, (): readonly RenderedNode[] => {
    const [base, other] = sidesOf(tag, scope.sources);
    const differences = differencesOf(tag, base, other, scope.words);
    if (differences.length === 0) {
      return [code(base.name), text(' and '), code(other.name), text(' do not differ.')];
    }
    return choiceOf(tag, 'format', ['diff'])
      ? [{ type: 'fence', lang: 'diff', meta: undefined, text: diffText(differences) }]
      : [tableOf(base, other, differences)];
  });
}

function sidesOf(tag: Tag, sources: Sources): readonly [base: DiffSide, other: DiffSide] {
  const base = attributeAt(tag, 'base');
  const other = attributeAt(tag, 'with');
  if (isDefault(base) && isDefault(other)) {
    throw new TagError('invalid-value', 'The defaults are compared with themselves', tag.span);
  }
  if (isDefault(base)) return [defaultSide(base, other, sources), sideOf(other, sources)];
  if (isDefault(other)) return [sideOf(base, sources), defaultSide(other, base, sources)];
  return [sideOf(base, sources), sideOf(other, sources)];

  /** A source may have that name, too. */
  function isDefault({ value }: ValueAttribute): boolean {
    return value === DEFAULT && !sources.names.includes(DEFAULT);
  }
}

function attributeAt(tag: Tag, name: string): ValueAttribute {
  const attribute = attributeOf(tag, name);
  if (attribute) return attribute;
  throw new TagError('missing-attribute', `\`${tag.name}\` needs \`${name}\``, tag.nameSpan);
}

function sideOf(attribute: ValueAttribute, sources: Sources): DiffSide {
  return { name: attribute.value, source: sourceAt(attribute, sources), isDefault: false };
}

function defaultSide(attribute: ValueAttribute, other: ValueAttribute, sources: Sources): DiffSide {
  const source = defaultsOf(sourceAt(other, sources));
  if (source) return { name: DEFAULT, source, isDefault: true };
  const message = `There are no defaults: the source \`${other.value}\` has no schema`;
  throw new TagError('invalid-value', message, attribute.valueSpan);
}

function tableOf(
  base: DiffSide,
  other: DiffSide,
  differences: readonly Difference[],
): RenderedTable {
  return {
    type: 'table',
    header: [[text('Key')], [code(base.name)], [code(other.name)]],
    rows: differences.map((each) => [
      [code(formatKeyPath(each.path))],
      each.base.cell,
      each.other.cell,
    ]),
  };
}

/** Lines as `diff` writes them, below the header of their section. */
function diffText(differences: readonly Difference[]): string {
  const sections = new Map<string, Difference[]>();
  for (const each of differences) {
    const section = formatKeyPath(each.path.slice(0, -1));
    sections.set(section, [...(sections.get(section) ?? []), each]);
  }
  return Array.from(sections, ([section, members]) => {
    const header = section === '' ? [] : [` [${section}]`];
    return [...header, ...members.flatMap(diffLines)].join('\n');
  }).join('\n\n');
}

function diffLines({ path, base, other }: Difference): readonly string[] {
  const key = formatKeyPath(path.slice(-1));
  const line = (sign: string, { written }: Difference['base']): readonly string[] =>
    written === undefined ? [] : [`${sign}${key} = ${written.replace(/\s*\n\s*/g, ' ')}`.trimEnd()];
  return [...line('-', base), ...line('+', other)];
}
