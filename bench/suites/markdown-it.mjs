/** markdown-it: rendering pages with the plugin against rendering them without. */
import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import MarkdownIt from 'markdown-it';
import { compare, takeTurns } from '../lib/measure.mjs';
import { largePages, smallPages } from '../lib/prose.mjs';
import { row } from '../lib/report.mjs';
import { FORMS, withParts, writeSource } from '../lib/tagged.mjs';

/** markdown-it is quick: a turn renders a page several times. */
const REPEAT = 3;
const TURNS = { rounds: 41, warmUp: 8 };

export async function measure({ folder }) {
  const plain = new MarkdownIt({ html: true, linkify: true });
  const lockstep = new MarkdownIt({ html: true, linkify: true }).use(
    markdownItLockstep,
    writeSource(folder),
  );
  const withTags = (pages) => {
    const tagged = pages.map((page) => withParts(page, FORMS.tags));
    const literal = pages.map((page) => withParts(page, FORMS.literal));
    for (const part of pages.keys()) {
      requireSame(render(lockstep, tagged[part]), render(plain, literal[part]));
    }
    const turns = { ...TURNS, parts: pages.length };
    return takeTurns([side(lockstep, tagged), side(plain, literal)], turns);
  };

  const large = largePages();
  const noTags = await takeTurns([side(lockstep, large), side(plain, large)], {
    ...TURNS,
    parts: large.length,
  });
  return [
    row('markdown-it, no tags', compare(...noTags), { atMost: 1.05 }),
    row('markdown-it, two tags a page', compare(...(await withTags(large))), { atMost: 1.05 }),
    row('markdown-it, two tags in 2 KB', compare(...(await withTags(smallPages())))),
  ];
}

/** A variant that renders one page in each turn. */
function side(md, pages) {
  return (part) => render(md, pages[part]);
}

/** Renders a page several times over. */
function render(md, page) {
  let html = '';
  for (let count = 0; count < REPEAT; count++) html = md.render(page, {});
  return html;
}

function requireSame(subject, base) {
  if (subject !== base)
    throw new Error('Pages differ with the plugin; their times cannot be compared');
}
