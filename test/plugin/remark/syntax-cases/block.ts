import type { SyntaxCase } from './syntax-case.ts';

const SERVER = String.raw`code("[server]\nport = 8080\nhost = localhost\nurl = https://app.example.com")`;
const FENCE_SECTION = String.raw`code("[fence]\nblock = ` + '````")';

/** A tag on lines of its own. */
export const BLOCK_CASES: readonly SyntaxCase[] = [
  {
    name: 'a section',
    markdown: '<% ini-include section=server %>',
    tree: SERVER,
  },
  {
    name: 'a section, with braces, quotes and a title',
    markdown: '{% ini-include section="server" title="a.ini" %}',
    tree: SERVER,
  },
  {
    name: 'over several lines, with a closer in quotes',
    markdown: '<% ini-include\n   section=server\n   title="x %> y"\n%>\n\nafter',
    tree: `${SERVER} paragraph("after")`,
  },
  { name: 'without spaces', markdown: '{%ini-include\nsection="server"%}', tree: SERVER },
  {
    name: 'with spaces after it',
    markdown: '<% ini-include section=server %>  \t\n',
    tree: SERVER,
  },
  { name: 'indented by three', markdown: '   <% ini-include section=server %>', tree: SERVER },
  {
    name: 'CRLF',
    markdown: 'a\r\n\r\n<% ini-include\r\n section=server\r\n%>\r\n\r\nb\r\n',
    tree: `paragraph("a") ${SERVER} paragraph("b")`,
  },
  {
    name: 'interrupting a paragraph',
    markdown: 'text\n<% ini-include section=server %>\nmore',
    tree: `paragraph("text") ${SERVER} paragraph("more")`,
  },
  {
    name: 'interrupting a paragraph, over several lines',
    markdown: 'text\n<% ini-include\nsection=server\n%>\nmore',
    tree: `paragraph("text") ${SERVER} paragraph("more")`,
  },
  {
    name: 'two in a row',
    markdown: '<% ini-include section=server %>\n{% ini-include section=server %}',
    tree: `${SERVER} ${SERVER}`,
  },
  {
    name: 'in a quote, over several lines',
    markdown: '> <% ini-include\n> section=server\n> %>\n> text',
    tree: `blockquote(${SERVER} paragraph("text"))`,
  },
  {
    name: 'in a list item',
    markdown: '- item\n\n  <% ini-include section=server %>\n\n- {% ini-value server.port %} two',
    tree: `list(listItem(paragraph("item") ${SERVER}) listItem(paragraph("8080 two")))`,
  },
  {
    name: 'first in a list item, over several lines',
    markdown: '1. <% ini-include\n   section=server\n   %>',
    tree: `list(listItem(${SERVER}))`,
  },
  {
    name: 'in a quote in a list',
    markdown: '- > <% ini-include\n  > section=server %>\n  > text',
    tree: `list(listItem(blockquote(${SERVER} paragraph("text"))))`,
  },
  {
    name: 'in an admonition',
    markdown:
      ':::warning\n<% ini-include section=server %>\n\nport {% ini-value server.port %}\n:::',
    tree: `containerDirective:warning(${SERVER} paragraph("port 8080"))`,
  },
  {
    name: 'in a footnote',
    markdown:
      'a[^1]\n\n[^1]: port {% ini-value server.port %}\n\n    <% ini-include section=server %>',
    tree: `paragraph("a" footnoteReference()) footnoteDefinition(paragraph("port 8080") ${SERVER})`,
  },
  {
    name: 'between JSX tags',
    markdown: '<div>\n  <% ini-include section=server %>\n</div>',
    tree: { mdx: `mdxJsxFlowElement:div(${SERVER})`, md: '2:3 tag-in-html' },
  },
  {
    name: 'between tags and blank lines',
    markdown: '<div>\n\n  {% ini-include section=server %}\n\n</div>',
    tree: {
      mdx: `mdxJsxFlowElement:div(${SERVER})`,
      md: `html("<div>") ${SERVER} html("</div>")`,
    },
  },
  {
    name: 'indented by four, which is code outside of MDX',
    markdown: '    <% ini-include section=server %>',
    tree: { mdx: SERVER, md: 'code("<% ini-include section=server %>")' },
  },
  {
    name: 'indented by four on its first line only',
    markdown: '    <% ini-include\n  section=server\n%>',
    tree: {
      mdx: SERVER,
      md: 'code("<% ini-include") paragraph("section=server\\n%>")',
    },
  },
  {
    name: 'backticks in the content',
    markdown: '<% ini-include section=fence %>',
    tree: FENCE_SECTION,
  },
  {
    name: 'nothing, when it is optional',
    markdown: 'a\n\n<% ini-include section=absent optional %>\n\nb',
    tree: 'paragraph("a") paragraph("b")',
  },
];
