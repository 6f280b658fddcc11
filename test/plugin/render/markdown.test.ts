import { toMarkdown } from 'docusaurus-plugin-lockstep';
import type { RenderedNode } from 'docusaurus-plugin-lockstep';
import * as fc from 'fast-check';
import type { Nodes } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';

const parsers = {
  md: unified().use(remarkParse).use(remarkGfm).use(remarkDirective),
  mdx: unified().use(remarkParse).use(remarkGfm).use(remarkDirective).use(remarkMdx),
};

/** All texts of a tree, and the types of nodes that hold them. */
function textOf(node: Nodes): string {
  if ('value' in node && node.type !== 'html') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** Types of nodes that plain text and code may become; a link is made from what looks like an address. */
const HARMLESS = new Set([
  'root',
  'paragraph',
  'text',
  'inlineCode',
  'link',
  'html',
  'mdxJsxTextElement',
  'mdxJsxFlowElement',
]);

function typesOf(node: Nodes): readonly string[] {
  return [node.type, ...('children' in node ? node.children.flatMap(typesOf) : [])];
}

/** Texts with much syntax in them. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '`',
        '``',
        '*',
        '_',
        '{',
        '}',
        '<',
        '>',
        '|',
        '\\',
        ':',
        '::',
        '&amp;',
        '#',
        '-',
        '+',
        '1.',
        '2)',
        '=',
        '~',
        '$',
        '!',
        '[',
        ']',
        '(',
        ')',
        '<b>',
        '{x}',
        '<%',
        '%>',
        'word',
        ' ',
        '\n',
        '\r\n',
        '---',
        '[^1]',
        '- [ ]',
        ':::',
        'import a',
        'export ',
      ),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))
  // Markdown has no way to write these; a byte order mark counts only at the start of a file.
  .map((text) => text.replaceAll(/[\0\uFEFF]/g, ''));

describe.each(Object.entries(parsers))('toMarkdown, read back as %s', (_format, parser) => {
  const read = (markdown: string): Nodes => parser.parse(markdown);

  it('shows text verbatim, wherever it stands', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const markdown = toMarkdown([{ type: 'text', text }]);
        expect(markdown).not.toMatch(/[\r\n]/);
        for (const [before, after] of [
          ['', ''],
          ['a ', ' z'],
        ] as const) {
          const tree = read(before + markdown + after);
          expect(textOf(tree)).toBe(before + text + after);
          expect(typesOf(tree).filter((type) => !HARMLESS.has(type))).toEqual([]);
        }
      }),
    );
  });

  it('shows code verbatim, in a paragraph and in a table cell', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        // CommonMark turns line ends within code to spaces; such text is an element, in which they stay.
        expect(textOf(read(`a ${toMarkdown([{ type: 'code', text }])}`))).toBe(`a ${text}`);
        const row = toMarkdown([{ type: 'code', text }], 'table-cell');
        const table = read(`| x | y |\n| - | - |\n| ${row} | z |`);
        expect(textOf(table)).toBe(`xy${text}z`);
      }),
    );
  });

  it('makes a fence that its text cannot close', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(undefined, 'title="a & b\\*c"'), (text, meta) => {
        const content = text.replaceAll(/\r\n?/g, '\n');
        const tree = read(toMarkdown([{ type: 'fence', lang: 'ini', meta, text: content }]));
        const code = 'children' in tree ? tree.children : [];
        expect(code).toMatchObject([
          { type: 'code', lang: 'ini', meta: meta ?? null, value: content },
        ]);
      }),
    );
  });
});

describe('toMarkdown', () => {
  it.each<[string, readonly RenderedNode[], string]>([
    ['words as they are', [{ type: 'text', text: '30 minutes' }], '30 minutes'],
    ['names with underscores', [{ type: 'text', text: 'a_b: c' }], 'a_b: c'],
    ['syntax', [{ type: 'text', text: '1. *a* {b} <c>' }], '1\\. \\*a\\* \\{b\\} \\<c\\>'],
    ['line ends', [{ type: 'text', text: ' a\nb' }], '&#32;a&#10;b'],
    ['code with backticks', [{ type: 'code', text: '`a`' }], '`` `a` ``'],
    [
      'fences and lines between them',
      [
        { type: 'fence', lang: 'ini', meta: undefined, text: 'a = ```' },
        { type: 'text', text: 'and ' },
        { type: 'code', text: 'b' },
        { type: 'fence', lang: 'ini', meta: 'title="b"', text: '' },
      ],
      '````ini\na = ```\n````\n\nand `b`\n\n```ini title="b"\n```',
    ],
  ])('writes %s', (_case, nodes, markdown) => {
    expect(toMarkdown(nodes)).toBe(markdown);
  });
});
