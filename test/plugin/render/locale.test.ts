import { markdownItLockstep } from 'docusaurus-plugin-lockstep/markdown-it';
import { remarkLockstep } from 'docusaurus-plugin-lockstep/remark';
import createMarkdownIt from 'markdown-it';
import { toString } from 'mdast-util-to-string';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { everyTagOptions } from '../fixtures/every-tag.ts';

const page = 'Nach <% ini-value security.session.idle_timeout %>';

describe('the language of a site', () => {
  it.each([
    ['de', 'Nach 30 Minuten'],
    ['en', 'Nach 30 minutes'],
    [undefined, 'Nach 30 minutes'],
  ])('%s', (locale, text) => {
    const options = { ...everyTagOptions, ...(locale && { locale }) };
    const tree = unified().use(remarkParse).use(remarkLockstep, options).parse(page);
    expect(toString(tree)).toBe(text);
    const md = createMarkdownIt().use(markdownItLockstep, options);
    expect(md.render(page)).toBe(`<p>${text}</p>\n`);
  });

  it.each([
    ['de', undefined, 'Nach 30 Minuten'],
    ['root', undefined, 'Nach 30 minutes'],
    ['root', 'de', 'Nach 30 Minuten'],
    ['no_language', undefined, 'Nach 30 minutes'],
  ])('in the folder %s of VitePress', (localeIndex, locale, text) => {
    const md = createMarkdownIt().use(markdownItLockstep, {
      ...everyTagOptions,
      ...(locale && { locale }),
    });
    expect(md.render(page, { localeIndex })).toBe(`<p>${text}</p>\n`);
  });
});
