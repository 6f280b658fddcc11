/** `lockstep check`: reading pages and checking what they say, against one parse of the same pages by remark. */
import { writeFileSync } from 'node:fs';
import { createSources } from 'docusaurus-plugin-lockstep';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { createPageChecker } from '../../plugin/dist/claims/check-page.js';
import { readPage } from '../../plugin/dist/claims/page/read-page.js';
import { createTagChecker } from '../../plugin/dist/claims/tags/check-tags.js';
import { iniOf } from '../lib/configs.mjs';
import { compare, takeTurns } from '../lib/measure.mjs';
import { sitePages } from '../lib/prose.mjs';
import { row } from '../lib/report.mjs';
import { withParts } from '../lib/tagged.mjs';

const FILE_LINES = 1000;
const SECTIONS = FILE_LINES / 10;
/** Pages of different text; the others differ from them in their tags. */
const TEXTS = 100;
const PAGES = 10_000;
const SAMPLE_TURNS = { rounds: 5, warmUp: 1 };
const GROWTH_TURNS = { rounds: 3, warmUp: 1 };

export async function measure({ folder }) {
  const path = `${folder}/check.ini`;
  writeFileSync(path, iniOf(FILE_LINES));
  const options = { sources: { app: { path } }, root: folder };
  const pages = taggedPages();
  requireClaims(options, pages[0]);
  return [
    ...(await besideRemark(options, pages.slice(0, TEXTS))),
    ...(await growth(options, pages)),
  ];
}

/** A sample tells: remark would take minutes for all pages. */
async function besideRemark(options, pages) {
  const remark = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).freeze();
  const [tags, all, parse] = await takeTurns(
    [
      eachPage(pages, tagCheck(options)),
      eachPage(pages, wholeCheck(options)),
      (part) => remark.parse(pages[part]),
    ],
    { ...SAMPLE_TURNS, parts: pages.length },
  );
  return [
    row('check, scanning pages and their tags / a parse by remark', compare(tags, parse), {
      atMost: 0.2,
    }),
    row('check, everything on a page / a parse by remark', compare(all, parse), { atMost: 0.2 }),
  ];
}

/** A hundred times the pages, per page: 1 is linear. */
async function growth(options, pages) {
  const few = pages.slice(0, TEXTS);
  const checkAll = (some, times) => {
    const check = wholeCheck(options);
    for (let done = 0; done < times; done++) some.forEach((page) => check(page));
  };
  const [short, long] = await takeTurns(
    [() => checkAll(few, PAGES / TEXTS), () => checkAll(pages, 1)],
    GROWTH_TURNS,
  );
  const what = `check, ${PAGES.toLocaleString('en')} pages with ${(2 * PAGES).toLocaleString('en')} tags / ${PAGES / TEXTS} x ${TEXTS} pages`;
  return [row(what, compare(long, short), { atMost: 1.25 })];
}

function eachPage(pages, check) {
  return (part) => check(pages[part]);
}

function tagCheck(options) {
  const check = createTagChecker(createSources(options));
  return (page) => check(readPage(page, 'page.md'));
}

function wholeCheck(options) {
  const sources = createSources(options);
  const check = createPageChecker(sources, [sources.get()], options);
  return (page) => check(page, 'page.md');
}

function taggedPages() {
  const texts = sitePages(TEXTS);
  return Array.from({ length: PAGES }, (_, index) => {
    const section = (index * 7 + Math.floor(index / TEXTS)) % SECTIONS;
    const block = `<% ini-include section=section_${section} %>`;
    const value = `<% ini-value section_${section}.key_${index % 7} %>`;
    return withParts(texts[index % TEXTS], { block, value });
  });
}

/** A check that finds nothing would be fast, too. */
function requireClaims(options, page) {
  const { claims, findings } = tagCheck(options)(page);
  if (claims.length === 8 && findings.length === 0) return;
  throw new Error(`Expected 8 claims and no finding, got ${claims.length} and ${findings.length}`);
}
