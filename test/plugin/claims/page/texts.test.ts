import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../../../plugin/src/claims/page/read-page.ts';
import { outline, pointedAt, spanText } from './outline.ts';
import { pageOfPieces, structuredPage } from './pages.ts';

describe('running text', () => {
  it.each([
    ['a paragraph', 'One\ntwo.\n\nThree.', ['1:1 paragraph: One\ntwo.', '4:1 paragraph: Three.']],
    ['headings', '# A #\n\nB\n---\n', ['1:3 heading: A', '3:1 heading: B']],
    [
      'items',
      '- a\n- b\n\n  c\n  1. d',
      ['1:3 item: a', '2:3 item: b', '4:3 item: c', '5:6 item: d'],
    ],
    ['quotes and lazy lines', '> > a\n> b\nc', ['1:5 paragraph: a\nb\nc']],
    ['tabs', '-\ta\n\n\tb', ['1:3 item: a', '3:2 item: b']],
    ['code', 'Set `a.b` or `` c`d ``.', ['1:1 paragraph: Set |`a.b`| or |`c`d`|.']],
    ['emphasis', '**a `b`** _c_ *d*e __f__ g_h_', ['1:3 paragraph: *a *|*`b`*| c de |*f*| g_h_']],
    ['what looks like emphasis', '2 * 3 ** 4, a_b, **c', ['1:1 paragraph: 2 * 3 ** 4, a_b, **c']],
    ['escapes', String.raw`\*a\* \b <%% x`, [String.raw`1:2 paragraph: *a* \b <% x`]],
    ['entities', 'a &lt;&#98;&nosuch; &amp', ['1:1 paragraph: a <b&nosuch; &amp']],
    [
      'links',
      '[a `b`](c "d") [e][f] [f] <http://g.h>\n\n[f]: /g',
      ['1:2 paragraph: a |`b`| e f ', '- paragraph: '],
    ],
    ['images', '![a *b*](c.png)', ['1:3 paragraph: a b']],
    ['raw HTML', 'a <b title="30">c</b> <!-- d -->e', ['1:1 paragraph: a c e']],
    [
      'tags',
      'a <% ini-value x %> <% ini-value y %>30 minutes<% /ini-value %>',
      ['1:1 paragraph: a |{}| |{30 minutes}'],
    ],
    ['code with a tag in it', '`<% ini-value x %>`', ['1:2 paragraph: `<% ini-value x %>`']],
    [
      'footnotes',
      'a[^1]\n\n[^1]: b\n\n    c',
      ['1:1 paragraph: a', '3:7 paragraph: b', '5:5 paragraph: c'],
    ],
    [
      'directives',
      ':::note[A *b*]\nc\n:::\n\n:::tip D\n:::',
      ['1:9 paragraph: A b', '2:1 paragraph: c', '5:8 paragraph: D'],
    ],
    ['front matter, which is none', '---\ntitle: 30\n---\na', ['4:1 paragraph: a']],
    ['raw blocks of HTML, which are none', '<div>\na\n</div>\n\nb', ['5:1 paragraph: b']],
    ['indented code, which is none', '    a\n\nb', ['3:1 paragraph: b']],
  ])('%s', (_, markdown, expected) => {
    expect(outline(markdown)).toEqual(expected);
  });

  it('knows the headings that it stands below', () => {
    const page = readPage('# A\n\na\n\n### B `c`\n\nb\n\n## D\n\nd\n\n```\ne\n```', 'page.md');
    const headings = page.texts.map(({ headings: above }) => above.join(' > '));
    expect(headings).toEqual(['', 'A', 'A', 'A > B c', 'A', 'A > D']);
    expect(page.fences[0]?.headings).toEqual(['A', 'D']);
  });

  it('in tables knows its row and its column', () => {
    const { texts } = readPage(
      '| key | default |\n|:--|--|\n| `a\\|b` | 30 | x |\n| c |',
      'page.md',
    );
    const cells = texts.map(({ runs, row, columnHeader, kind }) =>
      [kind, runs.map(({ text }) => text).join(''), row?.length, columnHeader].join(' '),
    );
    expect(cells).toEqual([
      'cell key 2 ',
      'cell default 2 ',
      String.raw`cell a\|b 2 key`,
      'cell 30 2 default',
      'cell c 1 key',
    ]);
  });

  it('is that of MkDocs admonitions by an option', () => {
    const markdown = '!!! warning "Read *this*"\n    a\n\n    - b\n\n      c\nd\n\n!!! note\n    e';
    expect(outline(markdown, 'page.md', { admonitions: 'mkdocs' })).toEqual([
      '1:14 paragraph: Read this',
      '2:5 paragraph: a',
      '4:7 item: b',
      '6:7 item: c',
      '7:1 paragraph: d',
      '10:5 paragraph: e',
    ]);
    expect(outline(markdown)).not.toContain('10:5 paragraph: e');
  });

  it('of MDX has no elements, expressions and modules', () => {
    const markdown = `import A from 'a'
export const b = {
  c: '}',

  d: 1,
}

<Tabs groupId="e">
  <TabItem value={"}"}>
    f **g** {h} <i>j</i> {\`}\${"}"}\`}k

        - l
  </TabItem>
</Tabs>

{/* m */}
n
`;
    expect(outline(markdown, 'page.mdx')).toEqual([
      '10:5 paragraph: f |*g*|  j k',
      '12:11 item: l',
      '17:1 paragraph: n',
    ]);
  });

  it('is read by the format that front matter names', () => {
    expect(outline('---\nformat: md\n---\n\n{a} b', 'page.mdx')).toEqual(['5:1 paragraph: {a} b']);
    expect(outline('---\nformat: mdx\n---\n\n{a} b', 'page.md')).toEqual(['5:4 paragraph:  b']);
  });
});

describe('offsets', () => {
  it.each(['page.md', 'page.mdx'])('point at the characters of the page, %s', (path) => {
    fc.assert(
      fc.property(fc.oneof(structuredPage, pageOfPieces), (text) => {
        // Entities are the only text that stands for other text.
        const page = readPage(text.replaceAll(/&/g, '+'), path);
        for (const [run, at] of pointedAt(page)) {
          expect(at.replaceAll('\r', '\n').replaceAll('\0', '\uFFFD')).toBe(run);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('of what an entity stands for are those of the entity', () => {
    const run = readPage('a &amp; b', 'page.md').texts[0]?.runs[0];
    expect(run).toMatchObject({ text: 'a & b', offsets: [0, 1, 2, 7, 8, 9] });
    expect(run && spanText(run.span)).toBe('1:1-1:10');
  });

  it('count a byte order mark and both characters of CRLF', () => {
    const run = readPage('\uFEFFa\r\n\r\nb', 'page.md').texts[1]?.runs[0];
    expect(run?.span).toEqual({
      start: { line: 3, column: 1, offset: 6 },
      end: { line: 3, column: 2, offset: 7 },
    });
  });
});
