import type { SyntaxCase } from './syntax-case.ts';

/** A tag in running text. */
export const INLINE_CASES: readonly SyntaxCase[] = [
  {
    name: 'in a sentence',
    markdown:
      'Timeout is <% ini-value security.session_timeout %> min, {% ini-value server.port %}.',
    tree: 'paragraph("Timeout is 30 min, 8080.")',
  },
  {
    name: 'at the start of a line',
    markdown: '<% ini-value server.port %> is the port',
    tree: 'paragraph("8080 is the port")',
  },
  {
    name: 'at the start of a line, with braces',
    markdown: '{% ini-value server.port %} is the port',
    tree: 'paragraph("8080 is the port")',
  },
  {
    name: 'at the start of further lines',
    markdown: 'The port is\n<% ini-value server.port %> ok\n{% ini-value server.port %} ok',
    tree: String.raw`paragraph("The port is\n8080 ok\n8080 ok")`,
  },
  {
    name: 'after a lazy line',
    markdown: '> The port is\n<% ini-value server.port %> ok',
    tree: String.raw`blockquote(paragraph("The port is\n8080 ok"))`,
  },
  { name: 'alone', markdown: '{% ini-value server.port %}', tree: 'paragraph("8080")' },
  {
    name: 'over several lines',
    markdown: 'a <% ini-value\n  server.port\n%> b',
    tree: 'paragraph("a 8080 b")',
  },
  {
    name: 'over several lines, in a quote',
    markdown: '> a <% ini-value\n> server.port\n> %> b',
    tree: 'blockquote(paragraph("a 8080 b"))',
  },
  {
    name: 'in a heading',
    markdown: '## Port <% ini-value server.port %> of {% ini-value server.host as=raw %}',
    tree: 'heading("Port 8080 of " inlineCode("localhost"))',
  },
  {
    name: 'in a heading that is underlined',
    markdown: 'Port <% ini-value server.port %>\n---',
    tree: 'heading("Port 8080")',
  },
  {
    name: 'in a table',
    markdown:
      '| a | b |\n|---|---|\n| <% ini-value server.port %> | {% ini-value server.host as=raw %} |',
    tree: 'table(tableRow(tableCell("a") tableCell("b")) tableRow(tableCell("8080") tableCell(inlineCode("localhost"))))',
  },
  {
    name: 'in a table without outer pipes',
    markdown: 'a | b\n---|---\n<% ini-value server.port %> | {% ini-value server.port %}',
    tree: 'table(tableRow(tableCell("a") tableCell("b")) tableRow(tableCell("8080") tableCell("8080")))',
  },
  {
    name: 'in the text of a link',
    markdown: '[port <% ini-value server.port %>](https://x.y)',
    tree: 'paragraph(link("port 8080"))',
  },
  {
    name: 'in the description of an image',
    markdown: '![port {% ini-value server.port %}](a.png)',
    tree: 'paragraph(image("port 8080"))',
  },
  {
    name: 'in emphasis',
    markdown: '**<% ini-value server.port %>** _{% ini-value server.port %}_',
    tree: 'paragraph(strong("8080") " " emphasis("8080"))',
  },
  {
    name: 'in the title of an admonition, as one text',
    markdown: ':::warning[Port {% ini-value server.port %} only]\nx\n:::',
    tree: 'containerDirective:warning(paragraph("Port 8080 only") paragraph("x"))',
  },
  {
    name: 'two side by side',
    markdown: '<% ini-value server.port %>:<% ini-value server.port %>',
    tree: 'paragraph("8080:8080")',
  },
  {
    name: 'around hard breaks',
    markdown: 'a  \n<% ini-value server.port %>  \nb',
    tree: 'paragraph("a" break() "8080" break() "b")',
  },
  {
    name: 'after a literal address',
    markdown:
      'https://app.example.com:{% ini-value server.port %}/x and https://app.example.com:<% ini-value server.port %>/x',
    tree: 'paragraph(link("https://app.example.com:8080/x") " and " link("https://app.example.com:8080/x"))',
  },
  {
    name: 'after an element',
    markdown: 'a <kbd><% ini-value server.port %></kbd> {% ini-value server.port %}<br/>',
    tree: {
      mdx: 'paragraph("a " mdxJsxTextElement:kbd("8080") " 8080" mdxJsxTextElement:br())',
      md: 'paragraph("a " html("<kbd>") "8080" html("</kbd>") " 8080" html("<br/>"))',
    },
  },
  {
    name: 'between tags on one line',
    markdown: '<td><% ini-value server.port %></td>',
    tree: { mdx: 'paragraph(mdxJsxTextElement:td("8080"))', md: '1:5 tag-in-html' },
  },
  {
    name: 'between tags on one line, with braces',
    markdown: '<td>{% ini-value server.port %}</td>',
    tree: { mdx: 'paragraph(mdxJsxTextElement:td("8080"))', md: '1:5 tag-in-html' },
  },
  {
    name: 'between tags on lines of their own',
    markdown: '<div>\n<% ini-value server.port %>\n</div>',
    tree: { mdx: 'mdxJsxFlowElement:div(paragraph("8080"))', md: '2:1 tag-in-html' },
  },
  {
    name: 'after an expression',
    markdown: '{1+1}<% ini-value server.port %>',
    tree: { mdx: 'paragraph(mdxTextExpression("1+1") "8080")', md: 'paragraph("{1+1}8080")' },
  },
  {
    name: 'with syntax in its value, which stays a value',
    markdown: 'v: <% ini-value security.cookie %>, <% ini-value security.emoji %>',
    tree: 'paragraph("v: " inlineCode("{x} <b>*star*</b> |") ", " inlineCode(":smile:"))',
  },
  {
    name: 'with backticks in its value',
    markdown: 'v: <% ini-value security.ticks %>',
    tree: 'paragraph("v: " inlineCode("a `code` ``b``"))',
  },
];
