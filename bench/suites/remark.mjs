/** remark: parsing pages with the plugin against parsing them without. */
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { compare, takeTurns } from '../lib/measure.mjs';
import { largePages } from '../lib/prose.mjs';
import { row } from '../lib/report.mjs';
import { FORMS, withParts, writeSource } from '../lib/tagged.mjs';
import { requireSameTrees } from '../lib/same-trees.mjs';

const TURNS = { rounds: 11, warmUp: 3 };

export async function measure({ folder }) {
  const options = writeSource(folder);
  const rows = [];
  for (const format of ['md', 'mdx']) {
    const plain = processor(format).freeze();
    const lockstep = processor(format).use(remarkLockstep, options).freeze();
    const pages = largePages({ mdx: format === 'mdx' });
    const literal = pages.map((page) => withParts(page, FORMS.literal));
    const tagged = pages.map((page) => withParts(page, FORMS.tags));
    requireSameTrees(parseAll(lockstep, tagged), parseAll(plain, literal));

    const turns = { ...TURNS, parts: pages.length };
    const noTags = await takeTurns([side(lockstep, pages), side(plain, pages)], turns);
    const twoTags = await takeTurns([side(lockstep, tagged), side(plain, literal)], turns);
    rows.push(
      row(`remark, ${format}, no tags`, compare(...noTags), { atMost: 1.03 }),
      row(`remark, ${format}, two tags a page`, compare(...twoTags), { atMost: 1.1 }),
    );
  }
  return rows;
}

function processor(format) {
  const base = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm);
  return format === 'mdx' ? base.use(remarkMdx) : base;
}

/** A variant that parses one page in each turn. */
function side(parser, pages) {
  return (part) => parser.parse(pages[part]);
}

function parseAll(parser, pages) {
  return pages.map((page) => parser.parse(page));
}
