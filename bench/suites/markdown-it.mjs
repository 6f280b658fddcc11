/** markdown-it: rendering pages with the plugin against rendering them without. */
import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import MarkdownIt from 'markdown-it';
import { compare, takeTurns } from '../lib/measure.mjs';
import { generatedPage, ownPages } from '../lib/prose.mjs';
import { row } from '../lib/report.mjs';
import { FORMS, withParts, writeSource } from '../lib/tagged.mjs';

const SIZES = [10_000, 25_000, 50_000];
/** markdown-it is quick: a turn renders the pages several times. */
const REPEAT = 6;
const TURNS = { rounds: 40, warmUp: 8 };

export async function measure({ folder }) {
  const plain = new MarkdownIt({ html: true, linkify: true });
  const lockstep = new MarkdownIt({ html: true, linkify: true }).use(
    markdownItLockstep,
    writeSource(folder),
  );
  const pages = [
    ...ownPages(),
    ...SIZES.map((size, index) => generatedPage(size, { seed: index + 1 })),
  ];
  const literal = pages.map((page) => withParts(page, FORMS.literal));
  const tagged = pages.map((page) => withParts(page, FORMS.tags));
  if (renderAll(lockstep, tagged) !== renderAll(plain, literal)) {
    throw new Error('Pages differ with the plugin; their times cannot be compared');
  }

  const without = await takeTurns(
    [() => repeat(() => renderAll(lockstep, pages)), () => repeat(() => renderAll(plain, pages))],
    TURNS,
  );
  const withTags = await takeTurns(
    [
      () => repeat(() => renderAll(lockstep, tagged)),
      () => repeat(() => renderAll(plain, literal)),
    ],
    TURNS,
  );
  return [
    row('markdown-it, no tags', compare(...without), { atMost: 1.05 }),
    row('markdown-it, two tags a page', compare(...withTags), { atMost: 1.05 }),
  ];
}

function renderAll(md, pages) {
  return pages.map((page) => md.render(page, {})).join('');
}

function repeat(work) {
  for (let count = 0; count < REPEAT; count++) work();
}
