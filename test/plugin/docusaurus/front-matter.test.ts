import { expect, it } from 'vitest';
import { expandMetadata } from '../../../plugin/src/docusaurus/front-matter.ts';
import { headLength } from '../../../plugin/src/docusaurus/page-head.ts';
import { createRenderer } from '../../../plugin/src/render/create-renderer.ts';
import { createSources } from '../../../plugin/src/sources/create-sources.ts';
import { directoryWith } from '../../support/directory.ts';

const VALUE = '<% ini-value app.port %>';

const HEADS: readonly (readonly [name: string, head: string])[] = [
  ['a title and a paragraph of two lines', '# Title\n\nFirst line\nsecond line.\n'],
  ['a title without a blank line below', '# Title\nFirst line.\n'],
  ['an underlined title', 'Title\n=====\n\nFirst line.\n'],
  ['imports', "import A from './a';\nimport B from './b';\n\n# Title\n\nFirst line.\n"],
  ['a fence with blank lines in it', '```md\nCode\n\nmore code\n```\n\nFirst line.\n'],
  ['a longer fence that shows a shorter one', '````md\n```\nCode\n\n```\n````\n\nFirst line.\n'],
  ['a tag on lines of its own', '<% ini-include\n  section=app\n%>\n\nFirst line.\n'],
  ['an element and an image', '<Badge />\n\n![](a.png)\n\nFirst line.\n'],
  ['Windows line ends', '# Title\r\n\r\nFirst line.\r\n'],
];

it.each(HEADS)('ends the head of a page behind its first text: %s', (_name, head) => {
  const blank = head.includes('\r') ? '\r\n' : '\n';
  expect(headLength(`${head}${blank}The rest ${VALUE}.\n`)).toBe(head.length);
  expect(headLength(head)).toBe(head.length);
});

it('takes a page without text whole', () => {
  expect(headLength('')).toBe(0);
  expect(headLength('# Title\n\n- item\n')).toBe(16);
});

const EXPANSIONS: readonly (readonly [name: string, before: string, after: string])[] = [
  ['a title', `# Port ${VALUE}\n\nText.\n`, '# Port 8417\n\nText.\n'],
  ['the first paragraph', `# Title\n\nPort ${VALUE}.\n`, '# Title\n\nPort 8417.\n'],
  ['code is left', `# Port \`${VALUE}\`\n\nText.\n`, `# Port \`${VALUE}\`\n\nText.\n`],
  ['what follows is left', `Text.\n\nPort ${VALUE}.\n`, `Text.\n\nPort ${VALUE}.\n`],
  [
    'text in an element',
    `<Note>\n\nPort ${VALUE}.\n\n</Note>\n`,
    '<Note>\n\nPort 8417.\n\n</Note>\n',
  ],
  ['a mistake is left', '# Port <% ini-value app.prot %>\n', '# Port <% ini-value app.prot %>\n'],
];

it.each(EXPANSIONS)(
  'expands what Docusaurus takes from the page: %s',
  async (_name, before, after) => {
    const root = directoryWith({ 'app.ini': '[app]\nport = 8417\n' });
    const sources = createSources({ root, sources: { app: { path: 'app.ini' } } });
    const parse = expandMetadata({ render: createRenderer(sources) });
    const result = await parse({
      filePath: 'page.md',
      fileContent: before,
      defaultParseFrontMatter: ({ fileContent }) =>
        Promise.resolve({ frontMatter: { title: `Port ${VALUE}` }, content: fileContent }),
    });
    expect(result.content).toBe(after);
    expect(result.frontMatter['title']).toBe(
      before.includes('ini-value') ? 'Port 8417' : `Port ${VALUE}`,
    );
  },
);
