import { fingerprint } from '@lockstep/config';
import type { ConfigSchema } from '@lockstep/config';
import { anchorOf, shownKey } from '../render/anchors.ts';
import { escapeMarkdown, inlineCode } from '../render/markdown.ts';
import type { Source } from '../sources/source.ts';
import { BANNER_PROPERTY } from './banner.ts';
import { countTable } from './counts.ts';
import type { EvidenceTable } from './evidence.ts';
import { collectFacts } from './facts.ts';
import type { KeyFacts } from './facts.ts';
import { allFacts, toPages } from './grouping.ts';
import type { Group, ReferencePage } from './grouping.ts';
import { element, frontMatter, link, page, prose, table } from './mdx.ts';
import type { OutputFile } from './output.ts';
import { sectionPage } from './section-page.ts';

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

function indexPage(schema: ConfigSchema, source: Source, pages: readonly ReferencePage[]): string {
  const { header, row } = countTable(pages.flatMap(allFacts));
  const rows = pages.flatMap(linesOf).map(({ label, facts }) => row(label, facts));
  const files = source.documents.map(({ file }) => inlineCode(file)).join(', ');
  return page([
    frontMatter({
      title: TITLE,
      sidebar_position: 1,
      description: 'Every section of the configuration, generated from its schema and its files.',
    }),
    schema.description && prose(schema.description),
    element('div', { className: 'lockstep-reference lockstep-index' }, [
      table(['Section', ...header], rows),
    ]),
    `Values are those of ${files}. The fingerprint of this configuration is \`${fingerprint(source.resolved, source.redactor)}\`.`,
  ]);
}

/** A line of the index: a page, or a section of one. */
interface IndexLine {
  /** Markdown. */
  readonly label: string;
  readonly facts: readonly KeyFacts[];
}

/** A page with the name of its section, and below it all sections when there are several. */
function linesOf(reference: ReferencePage): readonly IndexLine[] {
  const { name, title, groups } = reference;
  const [section] = groups[0]!.section;
  const names = section === undefined ? '' : ` ${inlineCode(section, 'table-cell')}`;
  const label = `**${link(escapeMarkdown(title), `./${name}.mdx`)}**${names}`;
  const sections = groups.length > 1 ? groups : [];
  return [
    { label, facts: allFacts(reference) },
    ...sections.map((group) => ({ label: groupLink(name, group), facts: group.facts })),
  ];
}

function groupLink(pageName: string, { section }: Group): string {
  const name = inlineCode(shownKey(section), 'table-cell');
  return link(name, `./${pageName}.mdx#${anchorOf(section)}`);
}

function categoryFile(): string {
  return `${JSON.stringify({ label: TITLE, customProps: BANNER_PROPERTY }, undefined, 2)}\n`;
}
