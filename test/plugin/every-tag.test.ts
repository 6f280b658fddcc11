import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRenderer, createSources } from 'docusaurus-plugin-lockstep';
import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import createMarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import { toString } from 'mdast-util-to-string';
import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { renderPage } from '../../plugin/src/page/render-page.ts';
import { everyTagOptions, everyTagRoot } from './fixtures/every-tag.ts';

/** A fixture page without the one text in it that only MDX reads as text. */
const read = (name: string): string =>
  readFileSync(path.join(everyTagRoot, name), 'utf8').replace(/<summary>.*<\/summary>/, '');
const fold = (text: string): string => text.replaceAll(/\s+/g, '');

function treeOf(name: string, markdown: string): Root {
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective);
  if (name.endsWith('x')) processor.use(remarkMdx);
  return processor.use(remarkLockstep, everyTagOptions).parse(new VFile({ value: markdown }));
}

/** What a reader sees of a page in remark, elements and imports left out. */
function textInRemark(name: string, markdown: string): string {
  const { children } = treeOf(name, markdown);
  const shown = children.filter(({ type }) => !/^(?:mdxjsEsm|yaml)$/.test(type));
  return fold(shown.map((node) => toString(node, { includeHtml: false })).join('\n'));
}

/** The same in markdown-it, which has no admonitions of its own. */
function textInMarkdownIt(markdown: string): string {
  const md = createMarkdownIt({ html: true }).use(markdownItLockstep, everyTagOptions);
  return fold(textOf(md.parse(markdown.replaceAll(/^:::.*$/gm, ''), {})));
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content, children }) => {
      if (children) return textOf(children);
      return type.startsWith('html_') ? '' : `${content}\n`;
    })
    .join('');
}

/** The page as `lockstep render` prints it. */
function rendered(name: string): string {
  const renderer = createRenderer(createSources(everyTagOptions, { env: {} }), everyTagOptions);
  const { text, problems } = renderPage({ path: name, text: read(name) }, renderer);
  expect(problems).toEqual([]);
  return text;
}

describe('a page with every tag in every place', () => {
  const text = textInRemark('every-tag.md', read('every-tag.md'));

  it('shows values, claims, links, sections, tables and differences', () => {
    expect(text).not.toMatch(/%[>}](?<!<%ini-valueserver.port%>)/);
    expect(text).toContain('30minutes,1,800seconds,8080,off,11hours30minutes');
    expect(text).toContain('port=8080');
  });

  it('says the same in MDX', () => {
    expect(textInRemark('every-tag.mdx', read('every-tag.mdx'))).toBe(text);
  });

  it('says the same in markdown-it', () => {
    expect(textInMarkdownIt(read('every-tag.md'))).toBe(text);
  });

  it.each(['every-tag.md', 'every-tag.mdx'])(
    'says the same when rendered to Markdown: %s',
    (name) => {
      const markdown = rendered(name);
      expect(markdown).not.toMatch(/[<{]% ini-(?!value server\.port)/);
      expect(textInRemark(name, markdown)).toBe(text);
    },
  );
});
