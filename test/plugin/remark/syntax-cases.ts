/** One page: what its tree is, in `.md` and `.mdx`, or where its mistakes are. */
export interface SyntaxCase {
  readonly name: string;
  readonly markdown: string;
  /** The same in both formats, or one for each. */
  readonly tree: string | { readonly md: string; readonly mdx: string };
  /** What a reader sees, when markdown-it shows the same text; left out where its own syntax differs. */
  readonly markdownIt?: string;
}

const SERVER = String.raw`code("[server]\nport = 8080\nhost = localhost\nurl = https://app.example.com")`;
const FENCE_SECTION = String.raw`code("[fence]\nblock = ` + '````")';

export const blockCases: readonly SyntaxCase[] = [
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

export const inlineCases: readonly SyntaxCase[] = [
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

export const literalCases: readonly SyntaxCase[] = [
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

export const mistakeCases: readonly SyntaxCase[] = [
  {
    name: 'an unclosed tag',
    markdown: 'hi\n\nx <% ini-value server.port',
    tree: '3:3 unclosed-tag',
  },
  {
    name: 'an unclosed tag at the start of a line',
    markdown: '<% ini-include section=server\n\ntext %>',
    tree: '1:1 unclosed-tag',
  },
  {
    name: 'an unclosed quote',
    markdown: 'a\n\n<% ini-include section="server %>\n\nb',
    tree: '3:24 unclosed-quote',
  },
  {
    name: 'an unknown key',
    markdown: 'a\n\nfoo <% ini-value server.nope %>',
    tree: '3:18 unknown-key',
  },
  {
    name: 'an unknown key in a quote, on a further line',
    markdown: '> foo <% ini-value\n>   server.nope %>',
    tree: '2:5 unknown-key',
  },
  {
    name: 'an unknown key in a list, on a further line',
    markdown: '1. foo\n2. bar <% ini-value\n   as=raw\n   server.nope %>',
    tree: '2:11 missing-key, 4:4 unknown-attribute',
  },
  {
    name: 'an unknown section in a list in a quote',
    markdown: '> - <% ini-include\n>   section=sever\n>   %>',
    tree: '2:13 unknown-section',
  },
  {
    name: 'an unknown key in a table',
    markdown: '| a | b |\n|---|---|\n| 1 | <% ini-value server.nope %> |',
    tree: '3:20 unknown-key',
  },
  {
    name: 'an unknown key in the description of an image',
    markdown: 'a\nb ![c {% ini-value server.nope %}](d.png)',
    tree: '2:20 unknown-key',
  },
  { name: 'an unknown tag', markdown: '{% ini-inclde %}', tree: '1:4 unknown-tag' },
  { name: 'a closing tag', markdown: 'a <% /ini-value %>', tree: '1:3 unexpected-closing-tag' },
  {
    name: 'a block within a line of text',
    markdown: 'a <% ini-include section=server %>',
    tree: '1:3 block-tag-inline',
  },
  {
    name: 'a block with text behind it',
    markdown: '<% ini-include section=server %> b',
    tree: '1:1 block-tag-inline',
  },
  {
    name: 'an open tag before a quote',
    markdown: '<% ini-value server.port\n> quote %>',
    tree: '1:1 unclosed-tag',
  },
  {
    name: 'an open tag before a list',
    markdown: '<% ini-value server.port\n- item %>',
    tree: '1:1 unclosed-tag',
  },
  {
    name: 'a block over several lines directly behind a quote',
    markdown: '> quote\n<% ini-include\n  section=server %>',
    tree: '2:1 block-tag-inline',
  },
  {
    name: 'a block over several lines directly behind a list',
    markdown: '- item\n<% ini-include\n section=server %>',
    tree: '2:1 block-tag-inline',
  },
  {
    name: 'a block that leaves its quote',
    markdown: '> <% ini-include\nsection=server %>',
    tree: '1:3 block-tag-inline',
  },
  {
    name: 'several, in the order of the page',
    markdown:
      '# <% ini-value a %>\n\n<% ini-include section=b depth=c %>\n\ntext <% ini-value %> <% ini-x %>\n\n<% ini-include section=b %>',
    tree: '1:16 unknown-key, 3:32 invalid-value, 5:9 missing-key, 5:25 unknown-tag, 7:24 unknown-section',
  },
  {
    name: 'an address',
    markdown: '[p](http://h:<% ini-value server.port %>/x)',
    tree: '1:14 tag-in-address',
  },
  {
    name: 'an address in angle brackets',
    markdown: '[p](<http://h:{% ini-value server.port %}/x>)',
    tree: '1:15 tag-in-address',
  },
  {
    name: 'an address that is a tag as a whole',
    markdown: 'a [p](<% ini-value server.port %>) b',
    tree: '1:7 tag-in-address',
  },
  {
    name: 'an image address that is a tag as a whole',
    markdown: '![p](<% ini-value server.port %>)',
    tree: '1:6 tag-in-address',
  },
  {
    name: 'a definition that is a tag as a whole',
    markdown: '[p]\n\n[p]: <% ini-value server.port %>',
    tree: '3:6 tag-in-address',
  },
  {
    name: 'an attribute',
    markdown: 'a <b title="<% ini-value server.port %>">x</b>',
    tree: { md: '1:13 tag-in-html', mdx: '1:13 tag-in-attribute' },
  },
  {
    name: 'an attribute of an element on lines of its own',
    markdown: '<Port\n  a="b"\n  number="is {% ini-value server.port %}"\n/>',
    tree: { md: '3:14 tag-in-html', mdx: '3:14 tag-in-attribute' },
  },
  {
    name: 'a definition',
    markdown: '[p]\n\n[p]: http://h:<% ini-value server.port %>/x',
    tree: '3:15 tag-in-address',
  },
  {
    name: 'the title of a link',
    markdown: 'a [<% ini-value server.port %>](b "c <% ini-value server.port %>")',
    tree: '1:38 tag-in-address',
  },
];
