import type { SyntaxCase } from './syntax-case.ts';

/** What is wrong, and where. */
export const MISTAKE_CASES: readonly SyntaxCase[] = [
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
