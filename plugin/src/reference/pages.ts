import { fingerprint, formatKeyPath } from '@lockstep/config';
import type { ConfigSchema, KeyPath, SectionInfo, Setting } from '@lockstep/config';
import { code, plainText, text } from '../render/inline.ts';
import type { InlineNode } from '../render/inline.ts';
import { escapeMarkdown, inlineCode } from '../render/markdown.ts';
import { NOT_SET } from '../render/shown-value.ts';
import type { Source } from '../sources/source.ts';
import { anchorOf, pageNameOf, shownKey } from '../render/anchors.ts';
import { BANNER_PROPERTY } from './banner.ts';
import type { EvidenceTable } from './evidence.ts';
import { collectFacts } from './facts.ts';
import type { KeyFacts, ValueFacts } from './facts.ts';
import { badges, factList, frontMatter, heading, link, page, prose, table } from './mdx.ts';
import type { OutputFile } from './output.ts';
import { defaultLine, marksOf, rowsOf, shownLine } from './rows.ts';

/** Keys of one section, those of sections below it left out. */
interface Group {
  readonly section: KeyPath;
  readonly info: SectionInfo | undefined;
  readonly facts: readonly KeyFacts[];
}

/** One page: a top-level section with everything below it. */
interface Page {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly groups: readonly Group[];
}

const TITLE = 'Configuration reference';

/**
 * The reference of a source as files: `index.mdx`, one page for each top-level section, and the category of the
 * sidebar. The same schema, configuration and evidence give the same bytes on every machine.
 */
export function referenceFiles(
  source: Source,
  schema: ConfigSchema,
  evidence: EvidenceTable,
): readonly OutputFile[] {
  const pages = toPages(schema, collectFacts(source, schema, evidence));
  return [
    { name: '_category_.json', text: categoryFile() },
    { name: 'index.mdx', text: indexPage(schema, source, pages) },
    ...pages.map((each, index) => ({
      name: `${each.name}.mdx`,
      text: sectionPage(each, index + 2),
    })),
  ];
}

function toPages(schema: ConfigSchema, facts: readonly KeyFacts[]): readonly Page[] {
  const groups = new Map<string, KeyFacts[]>();
  for (const each of facts) {
    const section = formatKeyPath(each.path.slice(0, -1));
    groups.set(section, [...(groups.get(section) ?? []), each]);
  }
  const pages = new Map<string, Group[]>();
  for (const group of groups.values()) {
    const section = group[0]!.path.slice(0, -1);
    const name = pageNameOf(group[0]!.path);
    const info = sectionInfo(schema, section);
    pages.set(name, [...(pages.get(name) ?? []), { section, info, facts: group }]);
  }
  return [...pages].map(([name, all]) => {
    const top = sectionInfo(schema, all[0]!.section.slice(0, 1));
    return {
      name,
      title: top?.title ?? all[0]!.section[0] ?? 'General',
      description: top?.description,
      groups: all,
    };
  });
}

function sectionInfo({ sections }: ConfigSchema, path: KeyPath): SectionInfo | undefined {
  return sections.find((section) => formatKeyPath(section.path) === formatKeyPath(path));
}

function sectionPage({ name, title, description, groups }: Page, position: number): string {
  const count = groups.reduce((sum, { facts }) => sum + facts.length, 0);
  return page([
    frontMatter({
      title,
      sidebar_label: name,
      sidebar_position: position,
      description: `Every key of ${name}: ${count} in all, with value, default, limits and environment variable.`,
      custom_edit_url: null,
    }),
    description && prose(description),
    ...groups.flatMap((group) => groupBlocks(group)),
  ]);
}

function groupBlocks({ section, info, facts }: Group): readonly (string | undefined)[] {
  const isTop = section.length < 2;
  return [
    section.length > 0 ? heading(2, shownKey(section), anchorOf(section)) : undefined,
    // The top section's own description stands at the head of the page.
    isTop ? undefined : info?.description && prose(info.description),
    summaryTable(facts),
    ...facts.flatMap(entryBlocks),
  ];
}

/** The keys at a glance; a section of one key has nothing to overlook. */
function summaryTable(facts: readonly KeyFacts[]): string | undefined {
  if (facts.length < 2) return undefined;
  const rows = facts.map(({ path, values, setting, variable }) => [
    link(inlineCode(lastName(path), 'table-cell'), `#${anchorOf(path)}`),
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

function entryBlocks(facts: KeyFacts): readonly (string | undefined)[] {
  const { path, setting } = facts;
  const marks = marksOf(facts);
  const description = setting?.description ?? setting?.title;
  return [
    heading(3, lastName(path), anchorOf(path)),
    marks.length > 0 ? badges(marks) : undefined,
    description && prose(description),
    factList(rowsOf(facts)),
  ];
}

function lastName(path: KeyPath): string {
  return shownKey(path.slice(-1));
}

function indexPage(schema: ConfigSchema, source: Source, pages: readonly Page[]): string {
  const rows = pages.map(({ name, title, groups }) => {
    const facts = groups.flatMap((group) => group.facts);
    const count = (isCounted: (each: KeyFacts) => boolean): readonly InlineNode[] => [
      text(String(facts.filter(isCounted).length)),
    ];
    return [
      link(escapeMarkdown(title), `./${name}.mdx`),
      count(() => true),
      count(({ evidence }) => evidence !== undefined),
      count(({ setting }) => setting?.planned === true),
      groups.map((group) => groupLink(name, group)).join(', '),
    ];
  });
  const files = source.documents.map(({ file }) => inlineCode(file)).join(', ');
  return page([
    frontMatter({
      title: TITLE,
      sidebar_position: 1,
      description: 'Every section of the configuration, generated from its schema and its files.',
      custom_edit_url: null,
    }),
    schema.description && prose(schema.description),
    table(['Page', 'Keys', 'Proven', 'Planned', 'Sections'], rows),
    `Values are those of ${files}. The fingerprint of this configuration is \`${fingerprint(source.resolved, source.redactor)}\`.`,
  ]);
}

function groupLink(pageName: string, { section }: Group): string {
  if (section.length === 0) return 'keys outside sections';
  const name = inlineCode(shownKey(section), 'table-cell');
  return link(name, `./${pageName}.mdx#${anchorOf(section)}`);
}

function categoryFile(): string {
  return `${JSON.stringify({ label: TITLE, customProps: BANNER_PROPERTY }, undefined, 2)}\n`;
}
