import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { markdownItHtml, unifiedHtml } from './helpers.ts';

const FIXTURES = path.join(import.meta.dirname, 'fixtures');
const names = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -3));

const hosts: Readonly<Record<string, (markdown: string) => string>> = {
  'markdown-it': markdownItHtml,
  'remark, md': (markdown) => unifiedHtml(markdown, 'md'),
  'remark, mdx': (markdown) => unifiedHtml(markdown, 'mdx'),
};

const read = (name: string): string => readFileSync(path.join(FIXTURES, name), 'utf8');

describe.each(Object.entries(hosts))('%s', (_, render) => {
  it.each(names)('%s', async (name) => {
    await expect(`${render(read(`${name}.md`))}\n`).toMatchFileSnapshot(`fixtures/${name}.html`);
  });

  it.each(names)('%s, with CRLF', (name) => {
    const markdown = read(`${name}.md`);
    expect(render(markdown.replaceAll('\n', '\r\n'))).toBe(render(markdown));
  });
});
