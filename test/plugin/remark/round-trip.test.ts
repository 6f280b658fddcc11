import { remarkLockstepSyntax } from 'docusaurus-plugin-lockstep/remark';
import type { IniTag } from 'docusaurus-plugin-lockstep/remark';
import * as fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { show } from './helpers.ts';

const md = unified().use(remarkParse).use(remarkGfm).use(remarkStringify).use(remarkLockstepSyntax);
const mdx = unified()
  .use(remarkLockstepSyntax)
  .use(remarkParse)
  .use(remarkStringify)
  .use(remarkMdx);

function tagsOf(markdown: string): readonly IniTag[] {
  const tags: IniTag[] = [];
  visit(md.parse(markdown), 'iniTag', (node) => {
    tags.push(node);
  });
  return tags;
}

describe('remarkLockstepSyntax', () => {
  it('keeps tags as nodes, in flow and in text', () => {
    const tree = md.parse('<% ini-include\n  section=a %>\n\nb {% ini-value c.d %} <%% e');
    expect(show(tree)).toBe(
      String.raw`root(iniTag("<% ini-include\n  section=a %>") paragraph("b " iniTag("{% ini-value c.d %}") " " iniTagEscape("<%") " e"))`,
    );
  });

  it('gives the tag with positions on the page', () => {
    const markdown = 'a\n\n> - <% ini-include\n>   section=b\n>   %>\n';
    const [node] = tagsOf(markdown);
    expect(node).toMatchObject({ flow: true, tag: { name: 'ini-include', closing: false } });
    const { start, end } = node?.tag.attributes[0]?.valueSpan ?? {};
    expect(start).toMatchObject({ line: 4, column: 13 });
    expect(markdown.slice(start?.offset, end?.offset)).toBe('b');
    expect(node?.position?.start).toEqual(node?.tag.span.start);
    expect(node?.position?.end).toEqual(node?.tag.span.end);
  });

  it('tells of tags in image descriptions, which trees have no node for', () => {
    const file = new VFile('![a <% ini-value b %>](c.png) {%% <% ini-value d %>');
    md.parse(file);
    const starts = file.data.lockstep?.tags?.map(({ type, position }) => [
      type,
      position?.start.column,
    ]);
    expect(starts).toEqual([
      ['iniTag', 5],
      ['iniTagEscape', 31],
      ['iniTag', 35],
    ]);
  });

  it('keeps mistakes with the tag instead of throwing', () => {
    const codes = tagsOf('<% ini-x %>\n\na <% ini-include depth=b %>\n\n<% ini-value c').map(
      ({ errors }) => errors.map(({ code }) => code),
    );
    expect(codes).toEqual([
      ['unknown-tag'],
      ['block-tag-inline', 'invalid-value'],
      ['unclosed-tag'],
    ]);
  });

  it.each([
    '<% ini-include section=security keys="a_*,b_*" %>\n',
    '{% ini-include\n   title="a *b* _c_ | d"\n%}\n',
    '> <% ini-include\n> section=a\n> %>\n>\n> b\n',
    '* a\n\n  <% ini-include\n    section=a\n  %>\n* <% ini-value b_c_d %>\n',
    'a **<% ini-value b.c_d_e %>** {% ini-value f as=raw %}.\n',
    '## <% ini-value a %>\n',
    '| a                 | b                 |\n| ----------------- | ----------------- |\n| <% ini-value a %> | {% ini-value b %} |\n',
    'a <%% ini-value b %> {%% c %}\n',
    '[<% ini-value a %>](b) ![{% ini-value c %}](d)\n',
    'a <% ini-value b %>30 minutes<% /ini-value %>, **{% ini-value c %}`d_e`{%/INI-value%}**\n',
    '> * <% ini-value a as=duration %>30\n>   minutes<% /ini-value\n>   %> b\n',
  ])('writes %j back as it was', (markdown) => {
    expect(md.stringify(md.parse(markdown))).toBe(markdown);
  });

  it('writes any claim back as it was', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '30',
      '*',
      '_',
      '`',
      '[',
      '](',
      '<',
      '{',
      '\\',
      '&amp;',
      '~~',
      '\n',
      '!',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const body = pieces.join('').replaceAll(/\s*\n\s*/g, '\nb');
        const page = `x <% ini-value a %>${body}<% /ini-value %> y\n`;
        expect(tagsOf(page)).toMatchObject([{ tag: { body: { text: body } } }]);
        expect(md.stringify(md.parse(page))).toBe(page);
      }),
      { numRuns: 500 },
    );
  });

  it.each([md, mdx])('escapes text that would read as a tag', (processor) => {
    const text = '<% ini-value a %> and {% ini-value a %} and <%% and {%%';
    const written = processor.stringify({
      type: 'root',
      children: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }],
    });
    expect(show(processor.parse(written))).toBe(`root(paragraph(${JSON.stringify(text)}))`);
  });

  it('writes any text so that it reads back as text', () => {
    const piece = fc.constantFrom('<%', '{%', '%', ' ini-value a', '%>', '%}', '\\', 'b', '<', '{');
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const value = `a${pieces.join('')}b`;
        const written = md.stringify({
          type: 'root',
          children: [{ type: 'paragraph', children: [{ type: 'text', value }] }],
        });
        expect(show(md.parse(written))).toBe(`root(paragraph(${JSON.stringify(value)}))`);
      }),
      { numRuns: 500 },
    );
  });
});
