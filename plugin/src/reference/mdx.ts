import { escapeMarkdown, inlineCode, toMarkdown } from '../render/markdown.ts';
import { code, sentence, text } from '../render/inline.ts';
import type { InlineNode } from '../render/inline.ts';
import type { RenderedText } from '../render/nodes.ts';
import { BANNER_COMMENT } from './banner.ts';
import type { FactRow } from './rows.ts';

/** What could end an attribute, or be taken for an expression, a tag or a line end; invisible characters among it. */
const ATTRIBUTE_SYNTAX = /[&"'<>{}%`\\]|(?! )[\p{Z}\p{Cf}\n\r\t]/gu;

/** What GFM makes links of, however its characters are escaped. */
const ADDRESS = /((?:https?:\/\/|www\.)[^\s"<>`]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/giu;

/** Nobody edits a generated page, and it is MDX even on a site whose pages are all of the format `md`. */
const EVERY_PAGE = { custom_edit_url: null, mdx: { format: 'mdx' } };

/** A page's front matter, the banner in it. Values are written as JSON, which is YAML too. */
export function frontMatter(fields: Readonly<Record<string, string | number>>): string {
  const all = Object.entries({ ...fields, ...EVERY_PAGE });
  const lines = all.map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
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

/** What a test observed, on one line. Addresses in it are code: nobody meant links, and a summary can hold none. */
export function observation(nodes: readonly InlineNode[]): string {
  return toMarkdown(nodes.flatMap((node) => (node.type === 'text' ? addressesAsCode(node) : node)));
}

function addressesAsCode({ text: whole }: RenderedText): readonly InlineNode[] {
  const parts = whole.split(ADDRESS).map((part, index) => (index % 2 === 0 ? text : code)(part));
  return parts.filter((part) => part.text !== '');
}

/** Imports of theme components, for the head of a page. */
export function imports(names: readonly string[]): string {
  return names.map((name) => `import ${name} from '@theme/${name}';`).join('\n');
}

/** A JSX element around blocks; attributes without a value are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  blocks: readonly (string | undefined)[],
): string {
  const written = Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .map(([attribute, value]) => ` ${attribute}="${attributeText(value)}"`);
  return joinBlocks([`<${name}${written.join('')}>`, ...blocks, `</${name}>`]);
}

/** A value between quotes; everything that is not plain text becomes a character reference, which JSX decodes. */
function attributeText(value: string): string {
  return value.replace(ATTRIBUTE_SYNTAX, (each) => `&#${each.codePointAt(0)};`);
}

/** Rows as a list of definitions. */
export function factList(rows: readonly FactRow[]): string {
  return definitions(
    'lockstep-facts',
    rows.map(({ term, lines }) => [
      escapeMarkdown(term),
      lines.map((line) => toMarkdown(line)).join('<br />'),
    ]),
  );
}

/** Terms and what is said about them, all of it Markdown already. */
export function definitions(
  className: string,
  items: readonly (readonly [term: string, description: string])[],
): string {
  const lines = items.map(([term, description]) => `<dt>${term}</dt><dd>${description}</dd>`);
  return [`<dl className="${className}">`, ...lines, '</dl>'].join('\n');
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
  return `${joinBlocks(blocks)}\n`;
}

function joinBlocks(blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined && block !== '').join('\n\n');
}
