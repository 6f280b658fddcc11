/** Peers: the same pages with the same two sections, shown by Lockstep's hosts and by the tools that include files. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import MarkdownIt from 'markdown-it';
import markdownItInclude from 'markdown-it-include';
import { codeImport } from 'remark-code-import';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { bin, run } from '../../scripts/lib/run.mjs';
import { compare, takeTurns } from '../lib/measure.mjs';
import { largePages } from '../lib/prose.mjs';
import { row } from '../lib/report.mjs';
import { requireSameTrees } from '../lib/same-trees.mjs';
import { withBlocks } from '../lib/tagged.mjs';

const SECTION = ['[session]', '; Ends a session that nobody uses.', 'idle_timeout = 30m'];
const TAG = '<% ini-include section=session %>';
const LITERAL = `\`\`\`ini\n${SECTION.join('\n')}\n\`\`\``;
/** Lines of the file that are the section. */
const LINES = '#L4-L6';

const TURNS = { rounds: 11, warmUp: 3 };
const COMMAND_PAGES = 100;
const COMMAND_TURNS = { rounds: 5, warmUp: 1 };

export async function measure({ folder }) {
  const place = `${folder}/peers`;
  mkdirSync(place);
  writeFileSync(`${place}/app.ini`, `[app]\nname = Lockstep\n\n${SECTION.join('\n')}\n`);
  // The others cannot select by section: this one has the section in a file of its own, or counts lines.
  writeFileSync(`${place}/session.ini`, `${SECTION.join('\n')}\n`);
  return [
    ...(await remarkRows(place)),
    ...(await markdownItRows(place)),
    ...(await commandRows(place)),
  ];
}

function sourcesIn(place) {
  return { sources: { app: 'app.ini' }, root: place };
}

async function remarkRows(place) {
  const tagged = largePages().map((page) => withBlocks(page, TAG));
  const imported = largePages().map((page) =>
    withBlocks(page, `\`\`\`ini file=./app.ini${LINES}\n\`\`\``),
  );
  const literal = largePages().map((page) => withBlocks(page, LITERAL));
  const plain = unified().use(remarkParse).freeze();
  const lockstep = unified().use(remarkParse).use(remarkLockstep, sourcesIn(place)).freeze();
  const peer = unified().use(remarkParse).use(codeImport, { rootDir: place }).freeze();
  const read = (processor, page) => {
    const file = new VFile({ path: `${place}/page.md`, value: page });
    return processor.runSync(processor.parse(file), file);
  };
  requireSameTrees(
    tagged.map((page) => read(lockstep, page)),
    literal.map((page) => read(plain, page)),
  );
  const [ours, theirs, none] = await takeTurns(
    [
      (part) => read(lockstep, tagged[part]),
      (part) => read(peer, imported[part]),
      (part) => read(plain, literal[part]),
    ],
    { ...TURNS, parts: tagged.length },
  );
  return [
    row('remark, two sections a page / remark-code-import', compare(ours, theirs)),
    row('remark-code-import / the sections written out', compare(theirs, none)),
  ];
}

async function markdownItRows(place) {
  const tagged = largePages().map((page) => withBlocks(page, TAG));
  const included = largePages().map((page) =>
    withBlocks(page, '```ini\n!!!include(session.ini)!!!\n```'),
  );
  const lockstep = new MarkdownIt().use(markdownItLockstep, sourcesIn(place));
  const peer = new MarkdownIt().use(markdownItInclude, place);
  for (const [index, page] of tagged.entries()) {
    if (lockstep.render(page, {}) === peer.render(included[index], {})) continue;
    throw new Error('markdown-it-include shows something else; its times cannot be compared');
  }
  const [ours, theirs] = await takeTurns(
    [(part) => lockstep.render(tagged[part], {}), (part) => peer.render(included[part], {})],
    { ...TURNS, parts: tagged.length },
  );
  return [row('markdown-it, two sections a page / markdown-it-include', compare(ours, theirs))];
}

/** Whole commands, start of the process included: what a build script waits for. */
async function commandRows(place) {
  const pages = Array.from({ length: COMMAND_PAGES }, (_, index) => largePages()[1 + (index % 2)]);
  // embedme knows no INI; a shell comment names the file.
  const names = (form, block) =>
    pages.map((page, index) => {
      const name = `${form}-${index}.md`;
      writeFileSync(`${place}/${name}`, withBlocks(page, block));
      return name;
    });
  const tagged = names('tagged', TAG);
  const embedded = names('embedded', '```sh\n# session.ini\n```');
  const quiet = { cwd: place };
  const [ours, theirs] = await takeTurns(
    [
      () => run(bin('lockstep'), ['render', '--source', 'app=app.ini', ...tagged], quiet),
      () => run(bin('embedme'), ['--stdout', '--silent', ...embedded], quiet),
    ],
    COMMAND_TURNS,
  );
  return [row(`lockstep render, ${COMMAND_PAGES} pages / embedme`, compare(ours, theirs))];
}
