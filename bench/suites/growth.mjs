/** Growth: what a tag costs as its configuration file grows, and what an unclosed tag costs as its page grows. */
import { writeFileSync } from 'node:fs';
import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import MarkdownIt from 'markdown-it';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { iniOf } from '../lib/configs.mjs';
import { compare, takeTurns } from '../lib/measure.mjs';
import { row } from '../lib/report.mjs';

const FILE_LINES = [10, 1000, 100_000];
const TAGS = {
  'ini-value': '<% ini-value section_0.key_0 %>',
  'ini-include': '<% ini-include section=section_0 %>',
};
const TAGS_A_PAGE = 100;
const PAGE_LINES = [1000, 10_000];
const TURNS = { rounds: 11, warmUp: 3 };

export async function measure({ folder }) {
  return [...(await fileGrowth(folder)), ...(await pageGrowth(folder))];
}

/** Pages of the same tag, from a file of 10 lines and from longer ones that were parsed before. */
async function fileGrowth(folder) {
  const hosts = FILE_LINES.map((lines) => {
    const path = `${folder}/${lines}.ini`;
    writeFileSync(path, iniOf(lines));
    return new MarkdownIt().use(markdownItLockstep, { sources: { app: { path } }, root: folder });
  });
  const rows = [];
  for (const [name, tag] of Object.entries(TAGS)) {
    const page = `${tag}\n\n`.repeat(TAGS_A_PAGE);
    const [base, ...longer] = await takeTurns(
      hosts.map((md) => () => md.render(page, {})),
      TURNS,
    );
    for (const [index, result] of longer.entries()) {
      const lines = FILE_LINES[index + 1].toLocaleString('en');
      const what = `${TAGS_A_PAGE} x ${name}, file of ${lines} lines / 10 lines`;
      rows.push(row(what, compare(result, base), { atMost: 1.25 }));
    }
  }
  return rows;
}

/** Ten times the page, per line: 1 is linear. */
async function pageGrowth(folder) {
  const path = `${folder}/10.ini`;
  const options = { sources: { app: { path } }, root: folder };
  const md = new MarkdownIt().use(markdownItLockstep, options);
  const remark = unified().use(remarkParse).use(remarkLockstep, options).freeze();
  const hosts = {
    'markdown-it': (page) => md.render(page, {}),
    remark: (page) => remark.parse(page),
  };
  const shapes = {
    'an unclosed tag': (lines) =>
      `<% ini-value section_0.key_0\n${'and the paragraph goes on\n'.repeat(lines - 1)}`,
    'unclosed tags': (lines) => '<% ini-value section_0.key_0\n'.repeat(lines),
  };
  const rows = [];
  for (const [host, read] of Object.entries(hosts)) {
    for (const [shape, make] of Object.entries(shapes)) {
      const pages = PAGE_LINES.map(make);
      const factor = PAGE_LINES[1] / PAGE_LINES[0];
      const [short, long] = await takeTurns(
        [
          () => repeat(factor, () => mustFail(() => read(pages[0]))),
          () => mustFail(() => read(pages[1])),
        ],
        { rounds: 5, warmUp: 1 },
      );
      const what = `${host}, ${shape}, 10,000 lines / 10 x 1,000 lines`;
      rows.push(row(what, compare(long, short), { atMost: 1.5 }));
    }
  }
  return rows;
}

function repeat(count, work) {
  for (let done = 0; done < count; done++) work();
}

/** An unclosed tag is a mistake: a page that is taken would mean that something else was measured. */
function mustFail(work) {
  try {
    work();
  } catch {
    return;
  }
  throw new Error('A page with an unclosed tag was accepted');
}
