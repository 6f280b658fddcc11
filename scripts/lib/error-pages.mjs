/**
 * The pages about errors. `plugin/errors/<code>.md` is where a code is described, once: the package ships these files,
 * and `lockstep explain` prints them. The documentation site gets a copy of each, and `docs-site/docs/errors.md` a row
 * in the table below the heading that the file names.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const SOURCES = join(ROOT, 'plugin/errors');
const INDEX = join(ROOT, 'docs-site/docs/errors.md');
const PAGES = join(ROOT, 'docs-site/docs/errors');

const FILE =
  /^---\nheading: (?<heading>.+)\nseverity: (?<severity>error|warning)\n---\n\n# `(?<title>[^`]+)`\n\n(?<what>[^]+?)\n\n\*\*What to do:\*\* (?<remedy>[^]+?)\n(?:\n|$)/;
const HEADING = /^#{2,3} (.+)$/;
const DIVIDER = /^\| --- \| --- \| --- \|$/;

/** Every page, in the order of the alphabet. @throws when a file has another form */
export function readErrorPages() {
  const names = readdirSync(SOURCES).toSorted();
  return names.map((name) => {
    const text = readFileSync(join(SOURCES, name), 'utf8');
    const groups = FILE.exec(text)?.groups;
    if (`${groups?.title}.md` !== name) {
      throw new Error(
        `plugin/errors/${name} needs front matter (heading, severity), \`# \\\`code\\\`\`, a paragraph and \`**What to do:** …\``,
      );
    }
    const { heading, severity, what, remedy } = groups;
    return { code: groups.title, heading, severity, what, remedy, text };
  });
}

/** Writes the site's copies, where they differ, and removes those of codes that are gone. */
export function writeErrorPages() {
  mkdirSync(PAGES, { recursive: true });
  const pages = new Map(readErrorPages().map(({ code, text }) => [`${code}.md`, toSitePage(text)]));
  for (const name of readdirSync(PAGES)) if (!pages.has(name)) rmSync(join(PAGES, name));
  for (const [name, text] of pages) writeIfChanged(join(PAGES, name), text);
}

/** The index with its tables as the files have them. @throws when a file names a heading without a table */
export function errorIndex() {
  const pages = byHeading();
  const lines = [];
  let heading = '';
  let isReplaced = false;
  for (const line of readFileSync(INDEX, 'utf8').split('\n')) {
    heading = HEADING.exec(line)?.[1] ?? heading;
    isReplaced = isReplaced && line.startsWith('|');
    if (isReplaced) checkRow(line);
    else lines.push(line);
    if (!DIVIDER.test(line)) continue;
    lines.push(...(pages.get(heading) ?? []).map(toRow));
    pages.delete(heading);
    isReplaced = true;
  }
  if (pages.size === 0) return lines.join('\n');
  throw new Error(`docs-site/docs/errors.md has no table below: ${[...pages.keys()].join(', ')}`);
}

function byHeading() {
  const pages = new Map();
  for (const page of readErrorPages()) {
    pages.set(page.heading, [...(pages.get(page.heading) ?? []), page]);
  }
  return pages;
}

/** Writes the index. */
export function writeErrorIndex() {
  writeIfChanged(INDEX, errorIndex());
}

/** A row without a file would be lost. */
function checkRow(line) {
  const code = /^\| \[?`([^`]+)`/.exec(line)?.[1];
  if (readdirSync(SOURCES).includes(`${code}.md`) || line.includes('](errors/')) return;
  throw new Error(`docs-site/docs/errors.md: write plugin/errors/${code}.md instead of a row`);
}

function toRow({ code, severity, what, remedy }) {
  const mark = severity === 'warning' ? 'Warning: ' : '';
  return `| [\`${code}\`](errors/${code}.md) | ${mark}${inOneLine(what)} | ${inOneLine(capitalized(remedy))} |`;
}

function capitalized(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Cells hold one line, and no bare pipe. */
function inOneLine(text) {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
}

function toSitePage(text) {
  const body = text.replace(/^---\n[^]*?\n---\n/, '');
  return `---\ndisplayed_sidebar: guide\n---\n${body}\n[All errors](../errors.md)\n`;
}

function writeIfChanged(file, text) {
  if (readOrEmpty(file) !== text) writeFileSync(file, text);
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
