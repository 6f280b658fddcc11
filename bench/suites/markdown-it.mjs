/** markdown-it: rendering pages with the plugin against rendering them without. */
import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import MarkdownIt from 'markdown-it';
import { compare, takeTurns } from '../lib/measure.mjs';
import { largePages, smallPages } from '../lib/prose.mjs';
import { row } from '../lib/report.mjs';
import { FORMS, withParts, writeSource } from '../lib/tagged.mjs';

/** markdown-it is quick: a turn renders the pages several times. */
const REPEAT = 5;
const TURNS = { rounds: 31, warmUp: 8 };

export async function measure({ folder }) {
  const plain = new MarkdownIt({ html: true, linkify: true });
  const lockstep = new MarkdownIt({ html: true, linkify: true }).use(
    markdownItLockstep,
    writeSource(folder),
  );
  const side = (md, pages) => () => renderAll(md, pages);
  const withTags = (pages) => {
    const tagged = pages.map((page) => withParts(page, FORMS.tags));
    const literal = pages.map((page) => withParts(page, FORMS.literal));
    requireSame(renderAll(lockstep, tagged), renderAll(plain, literal));
    return takeTurns([side(lockstep, tagged), side(plain, literal)], TURNS);
  };

  const large = largePages();
  const noTags = await takeTurns([side(lockstep, large), side(plain, large)], TURNS);
  return [
    row('markdown-it, no tags', compare(...noTags), { atMost: 1.05 }),
    row('markdown-it, two tags a page', compare(...(await withTags(large))), { atMost: 1.05 }),
    row('markdown-it, two tags in 2 KB', compare(...(await withTags(smallPages())))),
  ];
}

/** Renders pages several times over. */
function renderAll(md, pages) {
  let html = '';
  for (let count = 0; count < REPEAT; count++)
    html = pages.map((page) => md.render(page, {})).join('');
  return html;
}

function requireSame(subject, base) {
  if (subject !== base)
    throw new Error('Pages differ with the plugin; their times cannot be compared');
}
