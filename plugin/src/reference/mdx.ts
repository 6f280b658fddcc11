import { escapeMarkdown, inlineCode, toMarkdown } from '../render/markdown.ts';
import { sentence } from '../render/inline.ts';
import type { InlineNode } from '../render/inline.ts';
import { BANNER_COMMENT } from './banner.ts';
import type { FactRow } from './rows.ts';

/** How a mark looks; unknown words are neutral. */
const BADGES: ReadonlyMap<string, string> = new Map([
  ['required', 'primary'],
  ['secret', 'info'],
  ['deprecated', 'warning'],
  ['planned', 'warning'],
  ['proven', 'success'],
]);

/** A page's front matter, the banner in it. Values are written as JSON, which is YAML too. */
export function frontMatter(fields: Readonly<Record<string, string | number | null>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return ['---', BANNER_COMMENT, ...lines, '---'].join('\n');
}

/** A heading of code with an explicit id, in the one syntax that every Docusaurus 3 reads in MDX. */
export function heading(level: number, name: string, id: string): string {
  return `${'#'.repeat(level)} ${inlineCode(name)} {/* #${id} */}`;
}

/** A link; the label is Markdown already. */
export function link(label: string, target: string): string {
  return `[${label}](${target})`;
}

/** Text of a schema as paragraphs; backticks mark code, everything else is verbatim. */
export function prose(value: string): string {
  return value
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => toMarkdown(sentence(paragraph.replace(/\s+/g, ' '))))
    .join('\n\n');
}

/** Words beside a key's name. */
export function badges(marks: readonly string[]): string {
  const spans = marks.map(
    (mark) => `<span className="badge badge--${BADGES.get(mark) ?? 'secondary'}">${mark}</span>`,
  );
  return `<p className="lockstep-marks">${spans.join('')}</p>`;
}

/** Rows as a list of definitions. */
export function factList(rows: readonly FactRow[]): string {
  const items = rows.map(({ term, lines }) => {
    const described = lines.map((line) => toMarkdown(line)).join('<br />');
    return `<dt>${escapeMarkdown(term)}</dt><dd>${described}</dd>`;
  });
  return ['<dl className="lockstep-facts">', ...items, '</dl>'].join('\n');
}

/** A table of cells that are Markdown already, or nodes. */
export function table(
  header: readonly string[],
  rows: readonly (readonly (string | readonly InlineNode[])[])[],
): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell : toMarkdown(cell, 'table-cell'))),
  );
  return [header, header.map(() => '---'), ...cells]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** Blocks with a blank line between them, and one line end at the end. */
export function page(blocks: readonly (string | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined && block !== '').join('\n\n')}\n`;
}
