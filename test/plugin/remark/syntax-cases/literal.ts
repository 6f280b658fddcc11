import type { SyntaxCase } from './syntax-case.ts';

/** What looks like a tag and is none. */
export const LITERAL_CASES: readonly SyntaxCase[] = [
  {
    name: 'an opener alone before a list',
    markdown: '<%\n- item',
    tree: {
      md: 'paragraph("<%") list(listItem(paragraph("item")))',
      mdx: '1:2 unexpected-character',
    },
  },
  {
    name: 'a fence',
    markdown: '```md\n<% ini-include section=x %>\n{% ini-value a %}\n```',
    tree: String.raw`code("<% ini-include section=x %>\n{% ini-value a %}")`,
  },
  {
    name: 'inline code',
    markdown: 'Use `<% ini-value x %>` and `{% ini-include %}`',
    tree: 'paragraph("Use " inlineCode("<% ini-value x %>") " and " inlineCode("{% ini-include %}"))',
  },
  {
    name: 'a backslash before it',
    markdown: String.raw`a \<% ini-value x %> \{% ini-value x %}`,
    tree: 'paragraph("a <% ini-value x %> {% ini-value x %}")',
  },
  {
    name: 'a doubled percent sign',
    markdown: '<%% ini-value x %> and {%% ini-include %} and <%%= x %>',
    tree: 'paragraph("<% ini-value x %> and {% ini-include %} and <%= x %>")',
  },
  {
    name: 'MDX around it',
    markdown:
      '<Foo a={1}>{x}</Foo>\n\n{1 + 1}\n\nexport const a = "<% ini-value z %>"\n\n{/* <% ini-value z %> */}',
    tree: {
      mdx: 'mdxJsxFlowElement:Foo(mdxFlowExpression("x")) mdxFlowExpression("1 + 1") mdxjsEsm("export const a = \\"<% ini-value z %>\\"") paragraph(mdxTextExpression("/* <% ini-value z %> */"))',
      md: '5:32 unknown-key, 7:18 unknown-key',
    },
  },
  {
    name: 'attributes that show a tag, or hold one as a value of JavaScript',
    markdown: '<Foo a="&lt;% ini-value z %>" b={"<% ini-value z %>"} />',
    tree: { mdx: 'paragraph(mdxJsxTextElement:Foo())', md: '1:48 unknown-key' },
  },
  {
    name: 'an HTML comment',
    markdown: '<!-- <% ini-value x %> -->\n\na <!-- {% ini-value x %} -->',
    tree: {
      md: 'html("<!-- <% ini-value x %> -->") paragraph("a " html("<!-- {% ini-value x %} -->"))',
      mdx: '1:2 unexpected-character',
    },
  },
  {
    name: 'another template language',
    markdown: '{% if x %} <%= foo %> {% include "a" %} <% inifile %>',
    tree: {
      md: 'paragraph("{% if x %} <%= foo %> {% include \\"a\\" %} <% inifile %>")',
      mdx: '1:2 acorn',
    },
  },
];
