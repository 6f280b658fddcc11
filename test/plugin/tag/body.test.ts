import { remarkLockstepSyntax } from 'docusaurus-plugin-lockstep/remark';
import type { IniTag } from 'docusaurus-plugin-lockstep/remark';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { readClaimText } from '../../../plugin/src/tag/claim-text.ts';
import { parseTag, readTag } from '../../../plugin/src/tag/parse.ts';

const md = unified().use(remarkParse).use(remarkGfm).use(remarkLockstepSyntax).use(remarkStringify);
const mdx = unified().use(remarkParse).use(remarkMdx).use(remarkLockstepSyntax);

/** Bodies of a page's tags; `-` for a tag without one, codes of mistakes behind it. */
function bodiesIn(markdown: string): readonly string[] {
  const trees = [md.parse(markdown), mdx.parse(markdown)];
  const [inMd, inMdx] = trees.map((tree) => {
    const found: string[] = [];
    visit(tree, 'iniTag', ({ tag, errors }: IniTag) => {
      found.push([tag.body?.text ?? '-', ...errors.map(({ code }) => code)].join(' '));
    });
    return found;
  });
  expect(inMdx).toEqual(inMd);
  return inMd ?? [];
}

/** Mistakes of one tag as `line:column-column code`. */
function mistakes(source: string): readonly string[] {
  return readTag(source).errors.map(
    ({ code, span }) => `${span.start.line}:${span.start.column}-${span.end.column} ${code}`,
  );
}

describe('the body of a tag', () => {
  it('is a part of the tag, with its place', () => {
    const tag = parseTag('<% ini-value a %>30 minutes<% /ini-value %> and so on');
    expect(tag.body).toMatchObject({
      text: '30 minutes',
      span: { start: { column: 18 }, end: { column: 28 } },
    });
    expect(tag.span.end.column).toBe(44);
    expect(tag.source).toBe('<% ini-value a %>30 minutes<% /ini-value %>');
  });

  it.each([
    ['x <% ini-value a %>30 minutes<% /ini-value %>', ['30 minutes']],
    ['{% ini-value a %}30 minutes{% /ini-value %}', ['30 minutes']],
    ['<% ini-value a %>30 minutes{%/INI-Value%}', ['30 minutes']],
    ['<% ini-value a %><% /ini-value %>', ['']],
    ['<% ini-value a %>`x | y`<% / ini-value %>', ['`x | y`']],
    ['<% ini-value a %>30\n  minutes<% /ini-value\n%> x', ['30\nminutes']],
    ['> - <% ini-value a %>30\n>   minutes<% /ini-value %>', ['30\nminutes']],
    ['# <% ini-value a %>30<% /ini-value %>', ['30']],
    ['**<% ini-value a %>30<% /ini-value %>** *b*', ['30']],
    ['[<% ini-value a %>30<% /ini-value %>](c)', ['30']],
    ['| h |\n| --- |\n| <% ini-value a %>30<% /ini-value %> |', ['30']],
    ['<% ini-value a %> <% ini-value b %>3<% /ini-value %>', ['-', '3']],
    ['<% ini-value a %> x `<% /ini-value %>`', [' x `']],
    ['<% ini-value a %>1 < 2 %<% /ini-value %>', ['1 < 2 %']],
    ['<% ini-value a %><<<% /ini-value %>', ['<<']],
    ['<% ini-value a %>x<% /ini-value b %>', ['-', '- unexpected-closing-tag']],
    ['<% ini-value a %>x<% /ini-ref %>', ['-', '- unexpected-closing-tag']],
    ['<% ini-value a %>\n\nx<% /ini-value %>', ['-', '- unexpected-closing-tag']],
    ['<% ini-ref a %>x<% /ini-ref %>', ['-', '- unexpected-closing-tag']],
    ['<% ini-value a', ['- unclosed-tag']],
    [`<% ini-value a %>${'x '.repeat(250)}<% /ini-value %>`, ['-', '- unexpected-closing-tag']],
    [`<% ini-value a %>${'x\n'.repeat(11)}<% /ini-value %>`, ['-', '- unexpected-closing-tag']],
  ])('is found in %j', (markdown, expected) => {
    if (expected[0] === ' x `') expected[0] += ' markup-in-claim';
    expect(bodiesIn(markdown)).toEqual(expected);
  });

  it.each([
    'x <% ini-value a %>30 minutes<% /ini-value %> *y*\n',
    '> * <% ini-value a as=duration %>30\n>   minutes{% /ini-value %} z\n',
    '| a                                     |\n| ------------------------------------- |\n| <% ini-value a %>`b`<% /ini-value %> |\n',
  ])('is written back as it was: %j', (markdown) => {
    const written = md.stringify(md.parse(markdown));
    expect(written.replaceAll(/ +|-+/g, '')).toBe(markdown.replaceAll(/ +|-+/g, ''));
  });
});

describe('the text of a claim', () => {
  it.each([
    ['30 minutes', '30 minutes', false],
    [' 30\n minutes ', '30 minutes', false],
    ['`a*b*`', 'a*b*', true],
    ['`` a`b ``', 'a`b', true],
    [String.raw`a\_b\*`, 'a_b*', false],
    [String.raw`\d`, String.raw`\d`, false],
  ])('of %j is %j', (body, text, isCode) => {
    expect(readClaimText(body)).toEqual({ text, isCode });
  });

  it.each([
    ['**30** minutes', '1:18-24 markup-in-claim'],
    ['a _30_ b', '1:20-24 markup-in-claim'],
    ['a `b` c', '1:20-21 markup-in-claim'],
    ['[a](b)', '1:18-22 markup-in-claim'],
    ['<b>x</b>', '1:18-21 markup-in-claim'],
    ['30&nbsp;minutes', '1:20-26 markup-in-claim'],
    ['~~x~~', '1:18-23 markup-in-claim'],
  ])('%j holds markup', (body, mistake) => {
    expect(mistakes(`<% ini-value a %>${body}<% /ini-value %>`)).toEqual([mistake]);
  });

  it.each(['*.example.com', '/path_x', 'a_b_c', '${NAME}', 'a * b * c', '[a]', 'x < y > z', 'R&D'])(
    '%j is plain',
    (body) => {
      expect(mistakes(`<% ini-value a %>${body}<% /ini-value %>`)).toEqual([]);
    },
  );
});
