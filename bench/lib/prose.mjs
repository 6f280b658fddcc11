/** Documentation pages to measure with: the product's own, and generated ones of any size, the same in every run. */
import { readdirSync, readFileSync } from 'node:fs';
import { ROOT } from '../../scripts/lib/run.mjs';

const DOCS = `${ROOT}docs-site/docs/`;
const WORDS =
  'a session ends when nobody uses it for the time that its setting names and the browser is sent to the provider again which takes no password while the provider still knows the person so most people never notice that anything happened at all unless the server was restarted in between'.split(
    ' ',
  );
const OPENER = /[<{]%/;
const JSX = /^(?:import |export |<[A-Z/])/;
/** What asks for tags in a fence; without the plugin the word stays. */
const EXPAND = /^(`{3,}\S+) expand$/;

/** Pages of 10 to 40 KB: the documentation site as one page, without the lines that hold tags, and generated ones. */
export function largePages(options) {
  const sizes = [10_000, 20_000, 40_000];
  return [
    sitePage(),
    ...sizes.map((size, index) => generatedPage(size, { ...options, seed: index + 1 })),
  ];
}

/** Pages of 2 KB, where a tag weighs most. */
export function smallPages(options) {
  return Array.from({ length: 10 }, (_, index) =>
    generatedPage(2000, { ...options, seed: index + 1 }),
  );
}

/** Pages of 10 KB for a site. */
export function sitePages(count) {
  return Array.from({ length: count }, (_, index) => generatedPage(10_000, { seed: index + 1 }));
}

function sitePage() {
  const pages = readdirSync(DOCS)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(DOCS + name, 'utf8').replace(/^---\n.*?\n---\n/s, ''));
  const all = pages.join('\n').split('\n');
  const kept = all.filter((line) => !OPENER.test(line) && !JSX.test(line));
  return kept.map((line) => line.replace(EXPAND, '$1')).join('\n');
}

/**
 * A page of at least so many characters: headings, paragraphs with links and code, lists, tables, fences, quotes.
 *
 * @param options.seed another seed makes another page
 * @param options.mdx whether to put JSX and expressions in
 */
function generatedPage(length, { seed = 1, mdx = false } = {}) {
  const random = generator(seed);
  const parts = [`---\ntitle: Page ${seed}\n---`, `# Page ${seed}`];
  const kinds = mdx ? [...BLOCKS, ...MDX_BLOCKS] : BLOCKS;
  for (let size = 0, number = 1; size < length; number++) {
    const isHeading = number % 6 === 1;
    const part = isHeading
      ? `## Part ${number}: ${words(random, 4)}`
      : kinds[Math.floor(random() * kinds.length)](random);
    parts.push(part);
    size += part.length + 2;
  }
  return `${parts.join('\n\n')}\n`;
}

/** Paragraphs are most of a page. */
const BLOCKS = [
  paragraph,
  paragraph,
  paragraph,
  (random) => lines(4, () => `- ${sentence(random)}`),
  (random) => lines(3, (index) => `${index + 1}. ${sentence(random)}`),
  (random) => `> ${sentence(random)}`,
  (random) =>
    `\`\`\`js\n${lines(5, (index) => `const value${index} = read('${words(random, 1)}');`)}\n\`\`\``,
  (random) =>
    `| key | meaning |\n| --- | --- |\n${lines(4, () => `| \`${words(random, 1)}\` | ${words(random, 6)} |`)}`,
];

const MDX_BLOCKS = [
  (random) => `<Note kind="hint">\n\n${paragraph(random)}\n\n</Note>`,
  (random) => `The version is {props.version}, and <b>${words(random, 3)}</b> it is.`,
];

function paragraph(random) {
  return Array.from({ length: 4 }, () => sentence(random)).join('\n');
}

function sentence(random) {
  const [before, after] = [words(random, 7), words(random, 6)];
  const inline = [
    `**${words(random, 2)}**`,
    `\`${words(random, 1)}\``,
    `[${words(random, 2)}](https://example.com/${words(random, 1)})`,
    `*${words(random, 1)}*`,
  ];
  return `${before[0].toUpperCase()}${before.slice(1)} ${inline[Math.floor(random() * inline.length)]} ${after}.`;
}

function words(random, count) {
  return Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
}

function lines(count, make) {
  return Array.from({ length: count }, (_, index) => make(index)).join('\n');
}

/** Mulberry32: small, and the same numbers everywhere. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
