import type { Setting } from '@lockstep/config';
import { anchorOf, shownKey } from '../render/anchors.ts';
import { code, plainText, text } from '../render/inline.ts';
import type { InlineNode } from '../render/inline.ts';
import { inlineCode } from '../render/markdown.ts';
import { NOT_SET } from '../render/shown-value.ts';
import { countMarks, countTable } from './counts.ts';
import { entry } from './entry.ts';
import type { KeyFacts, ValueFacts } from './facts.ts';
import { allFacts } from './grouping.ts';
import type { Group, ReferencePage } from './grouping.ts';
import { element, frontMatter, heading, imports, link, page, prose, table } from './mdx.ts';
import { defaultLine, shownLine } from './rows.ts';

/** Components that a page names; the theme has them, and a site may put its own in their place. */
const COMPONENTS = ['LockstepReference', 'LockstepEntry', 'LockstepEvidence'];

/** Beyond so many keys, the table of contents lists sections only: it follows the reader past every heading it has. */
const MAX_CONTENTS = 100;

/** The page of a top-level section: an overview, and below each section a table and the entries of its keys. */
export function sectionPage(reference: ReferencePage, position: number): string {
  const { name, title, description, groups } = reference;
  const facts = allFacts(reference);
  const counts = countMarks(facts);
  const numbers = Object.entries({ keys: facts.length, ...counts }).map(([word, count]) => [
    word,
    count === 0 ? undefined : String(count),
  ]);
  return page([
    frontMatter({
      title,
      sidebar_label: name,
      sidebar_position: position,
      description: `Every key of ${name}: ${facts.length} in all, with value, default, limits and environment variable.`,
      ...(facts.length > MAX_CONTENTS ? { toc_max_heading_level: 2 } : {}),
    }),
    imports(COMPONENTS),
    description && prose(description),
    element('LockstepReference', Object.fromEntries(numbers), [
      overview(groups, facts),
      ...groups.flatMap((group) => [sectionHead(group)].concat(group.facts.map(entry))),
    ]),
  ]);
}

/** The sections of the page with their counts; one alone has nothing to overlook. */
function overview(groups: readonly Group[], facts: readonly KeyFacts[]): string | undefined {
  if (groups.length < 2) return undefined;
  const { header, row } = countTable(facts);
  const rows = groups.map((group) => {
    const name = inlineCode(shownKey(group.section), 'table-cell');
    return row(link(name, `#${anchorOf(group.section)}`), group.facts);
  });
  return table(['Section', ...header], rows);
}

function sectionHead({ section, info, facts }: Group): string {
  const isTop = section.length < 2;
  return element('div', { className: 'lockstep-section' }, [
    section.length > 0 ? heading(2, shownKey(section), anchorOf(section)) : undefined,
    // The top section's own description stands at the head of the page.
    isTop ? undefined : info?.description && prose(info.description),
    summaryTable(facts),
  ]);
}

/** The keys at a glance; a section of one key has nothing to overlook. */
function summaryTable(facts: readonly KeyFacts[]): string | undefined {
  if (facts.length < 2) return undefined;
  const rows = facts.map(({ path, values, setting, variable }) => [
    link(inlineCode(shownKey(path.slice(-1)), 'table-cell'), `#${anchorOf(path)}`),
    valueCell(values, setting),
    setting ? defaultLine(setting) : [],
    variable === undefined ? [] : [code(variable)],
  ]);
  return table(['Key', 'Value', 'Default', 'Environment'], rows);
}

/** One value for all tables of a map, or that each has its own. */
function valueCell(
  values: readonly ValueFacts[],
  setting: Setting | undefined,
): readonly InlineNode[] {
  if (setting?.planned) return [text('planned')];
  const [first, ...others] = values.map((value) => shownLine(value, setting));
  if (!first) return [text(NOT_SET)];
  return others.every((line) => plainText(line) === plainText(first)) ? first : [text('varies')];
}
