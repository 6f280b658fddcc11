import path from 'node:path';
import { expect, it } from 'vitest';
import { contentDirectories, isOutside } from '../../../plugin/src/docusaurus/outside-partials.ts';
import { isMdxPage } from '../../../plugin/src/freeze/page-format.ts';
import { versionFolderOf } from '../../../plugin/src/freeze/version-folders.ts';

it.each([
  ['/site/versioned_docs/version-1.0/a/b.md', 'versioned_docs/version-1.0'],
  ['C:\\site\\more_versioned_docs\\version-2\\b.md', 'more_versioned_docs/version-2'],
  [
    '/site/i18n/de/docusaurus-plugin-content-docs-more/version-1.0/a.md',
    'i18n/de/docusaurus-plugin-content-docs-more/version-1.0',
  ],
  ['/site/i18n/de/docusaurus-plugin-content-docs/current/a.md', undefined],
  ['/site/docs/version-1.0/a.md', undefined],
  ['/site/docs/versioned_docs.md', undefined],
])('knows the version of %s', (page, folder) => {
  expect(versionFolderOf(page)).toBe(folder);
});

it('takes the directories of content plugins from their rules', () => {
  const rules = [
    { test: /\.mdx?$/i, include: ['/site/docs/', '/site/i18n/de/docs/'] },
    { test: /\.mdx?$/i, include: '/site/blog/' },
    { test: [/\.mdx?$/i] },
    { test: /\.css$/, include: ['/site/css/'] },
    'none',
  ];
  const directories = contentDirectories({ module: { rules } });
  expect(directories).toEqual(['/site/docs/', '/site/i18n/de/docs/', '/site/blog/']);
  expect(isOutside(path.resolve('/site/docs/a/b.mdx'), directories)).toBe(false);
  expect(isOutside(path.resolve('/site/docs_internal/b.mdx'), directories)).toBe(true);
  expect(isOutside(path.resolve('/README.md'), directories)).toBe(true);
});

it.each([
  ['a.md', '# A\n', undefined, true],
  ['a.md', '# A\n', 'detect', false],
  ['a.mdx', '# A\n', 'detect', true],
  ['a.mdx', '---\nmdx:\n  format: md\n---\n', undefined, false],
  ['a.md', '---\nmdx: {format: detect}\n---\n', 'mdx', false],
  ['a.md', 'mdx:\n  format: md\n', undefined, true],
] as const)('knows how Docusaurus reads %s with %j', (file, text, format, isMdx) => {
  expect(isMdxPage(file, text, format)).toBe(isMdx);
});
