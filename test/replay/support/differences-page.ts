import type { Area, Row } from './row.ts';

const HEAD = `---
sidebar_label: What differs
---

# What differs from the session systems it replaces

Session servers have much in common, and whoever moves from one to another wants to know what will be different. This page
has every case in which this server does something else than the session systems that it replaces, and why. Each line is a
test: it asks a running server, and the page is written from what the server has to answer.
`;

const NOT_HERE = `## Not here

What has no counterpart in this server. It does not pretend to have one: these lines are tests too.
`;

/** Words that mean something in Markdown or MDX, that would become links, or that are code. */
const CODE_WORD = /[<>{}$*_\\|~]|:\/\/|^\/.|\S=\S/u;
/** Texts that are code as a whole: cookies, and shapes of bodies. */
const CODE_TEXT = /; (?:\w+=|HttpOnly)|\{\w/u;
const TICK = '\x60';

/** The page about all rows that differ: one table for each area. */
export function renderDifferences(areas: readonly Area[]): string {
  const all = areas.flatMap(({ rows }) => rows);
  const same = all.filter(({ before }) => before === undefined).length;
  const count = `\nOf ${all.length} cases, ${same} are the same.\n`;
  const differing = areas.flatMap(({ title, rows }) => {
    const lines = table(rows.filter(({ differs }) => differs !== undefined));
    return lines === '' ? [] : [`## ${title}\n\n${lines}`];
  });
  const absent = table(all.filter(({ notHere }) => notHere !== undefined));
  return [HEAD + count, ...differing, `${NOT_HERE}\n${absent}`].join('\n');
}

/** Cases that end in the same way for the same reason share a line. */
function table(rows: readonly Row[]): string {
  const cases = new Map<string, string[]>();
  for (const { what, before = '', now, differs, notHere } of rows) {
    const rest = [cell(before), cell(now), differs ?? notHere ?? ''].join(' | ');
    cases.set(rest, [...(cases.get(rest) ?? []), cell(what)]);
  }
  if (cases.size === 0) return '';
  const lines = [...cases].map(([rest, whats]) => `| ${whats.join('<br />')} | ${rest} |\n`);
  return `| Case | There | Here | Why |\n| --- | --- | --- | --- |\n${lines.join('')}`;
}

/** A row that has a backtick has marked itself what is code. */
function cell(text: string): string {
  const line = text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  if (line.includes(TICK)) return line;
  return CODE_TEXT.test(line) ? TICK + line + TICK : line.split(' ').map(word).join(' ');
}

function word(text: string): string {
  const [, inner = '', end = ''] = /^(.*?)([,;:]?)$/u.exec(text) ?? [];
  return CODE_WORD.test(inner) ? TICK + inner + TICK + end : text;
}
