import { join } from 'node:path';
import { OptionsError } from 'docusaurus-plugin-lockstep';
import * as markdownItExports from 'docusaurus-plugin-lockstep/markdown-it';
import type { MarkdownItLockstepOptions } from 'docusaurus-plugin-lockstep/markdown-it';
import { describe, expect, it } from 'vitest';
import { options } from '../remark/helpers.ts';
import { create, mistakesOf } from './helpers.ts';

const SERVER =
  '<pre><code class="language-ini">[server]\nport = 8080\nhost = localhost\nurl = https://app.example.com\n</code></pre>\n';

describe('the public API', () => {
  it('should be named exports alone', () => {
    expect(Object.keys(markdownItExports).toSorted()).toEqual([
      'LockstepPageError',
      'markdownItLockstep',
    ]);
  });
});

describe('markdownItLockstep', () => {
  const md = create();

  it.each([
    ['a section', '<% ini-include section=server %>', SERVER],
    ['a section over several lines', '{% ini-include\n  section=server\n%}\n', SERVER],
    [
      'a section that interrupts a paragraph',
      'a\n<% ini-include section=server %>\nb',
      `<p>a</p>\n${SERVER}<p>b</p>\n`,
    ],
    [
      'a section in a quote',
      '> a\n>\n> <% ini-include\n> section=server %>\n> b',
      `<blockquote>\n<p>a</p>\n${SERVER}<p>b</p>\n</blockquote>\n`,
    ],
    [
      'a section that interrupts a quote',
      '> a\n<% ini-include section=server %>',
      `<blockquote>\n<p>a</p>\n</blockquote>\n${SERVER}`,
    ],
    [
      'a section in a list item',
      '1. a\n\n   <% ini-include section=server %>\n',
      `<ol>\n<li>\n<p>a</p>\n${SERVER}</li>\n</ol>\n`,
    ],
    ['a value', 'Port <% ini-value server.port %>.', '<p>Port 8080.</p>\n'],
    ['a value in a heading', '# {% ini-value server.port %}', '<h1>8080</h1>\n'],
    ['a value in bold', '**<% ini-value server.port %>**', '<p><strong>8080</strong></p>\n'],
    [
      'a value in a link',
      '[a <% ini-value server.port %>](/b)',
      '<p><a href="/b">a 8080</a></p>\n',
    ],
    [
      'a value in an image description',
      '![a <% ini-value server.port %>](/b)',
      '<p><img src="/b" alt="a 8080"></p>\n',
    ],
    [
      'a value with syntax in it',
      '<% ini-value security.cookie %>',
      '<p><code>{x} &lt;b&gt;*star*&lt;/b&gt; |</code></p>\n',
    ],
    ['an escape', '<%% ini-value a %> {%% b', '<p>&lt;% ini-value a %&gt; {% b</p>\n'],
    ['code', '`<% ini-value a %>`', '<p><code>&lt;% ini-value a %&gt;</code></p>\n'],
    [
      'indented code',
      '    <% ini-include %>',
      '<pre><code>&lt;% ini-include %&gt;\n</code></pre>\n',
    ],
    [
      'an optional section that is not there',
      'a\n\n<% ini-include section=b optional %>',
      '<p>a</p>\n',
    ],
  ])('renders %s', (_, markdown, html) => {
    expect(md.render(markdown)).toBe(html);
  });

  it('hands sections to the highlighter of the site', () => {
    const highlighted = create({
      highlight: (text, lang) => `<pre class="x">${lang}:${text}</pre>`,
    });
    expect(highlighted.render('<% ini-include section=fence %>')).toBe(
      '<pre class="x">ini:[fence]\nblock = ````\n</pre>\n',
    );
  });

  it('gives fences the info string that was asked for', () => {
    const tokens = md.parse(String.raw`<% ini-include section=server title="a \\ & b" %>`, {});
    expect(tokens).toMatchObject([
      { type: 'fence', info: String.raw`ini title="a \\ \& b"`, map: [0, 1], block: true },
    ]);
  });

  it('is not touched by the typographer, and neither are values', () => {
    const text = '"a" -- (c) ...';
    const typographer = create({ typographer: true }, { renderer: () => [{ type: 'text', text }] });
    expect(typographer.render('"q" {% ini-value "a--b" as=raw %}')).toBe(
      '<p>“q” &quot;a&quot; -- (c) ...</p>\n',
    );
    expect(typographer.render('![{% ini-value a %}](b)')).toBe(
      '<p><img src="b" alt="&quot;a&quot; -- (c) ..."></p>\n',
    );
  });

  it('is not touched by linkify, which finds the address with the value', () => {
    const linkify = create({ linkify: true });
    expect(linkify.render('http://localhost:{% ini-value server.port %}/x')).toBe(
      '<p><a href="http://localhost:8080/x">http://localhost:8080/x</a></p>\n',
    );
    expect(linkify.render('http://localhost:<% ini-value server.port %>.')).toBe(
      '<p><a href="http://localhost:8080">http://localhost:8080</a>.</p>\n',
    );
    expect(linkify.render('http://a.example/x')).toContain('<a href="http://a.example/x">');
  });

  it('makes a paragraph of text from a tag on lines of its own', () => {
    const custom = create(
      {},
      {
        renderer: () => [
          { type: 'text', text: '<a>' },
          { type: 'code', text: '*b*' },
        ],
      },
    );
    expect(custom.render('<% ini-include %>')).toBe('<p>&lt;a&gt;<code>*b*</code></p>\n');
  });

  it('adds the files that were read to the includes of the environment', () => {
    const env = { includes: ['/other.md'] };
    md.render('<% ini-value server.port %> <% ini-value server.port %>', env);
    expect(env.includes).toEqual(['/other.md', join(options.root ?? '', 'fixtures', 'app.ini')]);
  });

  it('works inline, without an environment, and within another run', () => {
    expect(md.renderInline('<% ini-value server.port %>')).toBe('8080');
    expect(md.parse('<% ini-value server.port %>', {})).toHaveLength(3);
    const nested = create();
    nested.inline.ruler.before('newline', 'nested', (state) => {
      if (!state.src.startsWith('@', state.pos)) return false;
      state.pending += nested.renderInline('[<% ini-value server.port %>]', state.env);
      state.pos++;
      return true;
    });
    expect(nested.render('# @\n\n<% ini-value server.host as=raw %>', {})).toBe(
      '<h1>[8080]</h1>\n<p><code>localhost</code></p>\n',
    );
  });
});

describe('errors of markdownItLockstep', () => {
  const md = create({ html: true });

  it('name the page, all places and codes', () => {
    const page = '# <% ini-value a %>\n\n> - <% ini-include\n>   section=sever %>';
    expect(() => md.render(page, { path: 'docs/a.md' })).toThrow(
      expect.objectContaining({
        name: 'LockstepPageError',
        code: 'ERR_LOCKSTEP_PAGE',
        path: 'docs/a.md',
        message: expect.stringMatching(
          /^docs\/a\.md:1:16: .* \[unknown-key\]\n[^]*^docs\/a\.md:4:13: .*did you mean `server`\? \[unknown-section\]$/m,
        ),
      }),
    );
    expect(() => md.render('<% ini-x %>', { relativePath: 'b.md' })).toThrow(/^b\.md:1:4: /);
    expect(() => md.render('<% ini-x %>')).toThrow(/^1:4: /);
  });

  it.each([
    [
      'in a table',
      'a | b\n--|--\n1 | <% ini-value x %>\n<% ini-value y %> | 2',
      '3:18 unknown-key, 4:14 unknown-key',
    ],
    ['with a pipe in a table', 'a | b\n--|--\n1 | <% ini-value "x\\|y" %>', '3:19 unknown-key'],
    ['in an image description', 'a\nb ![c <% ini-value x %>](d)', '2:20 unknown-key'],
    ['on a further line of a list item', '- a\n  b <% ini-value\n    x %>', '3:5 unknown-key'],
    ['in a setext heading', 'a\nb <% ini-value x %>\n---', '2:16 unknown-key'],
    ['within a run that ended in an error', '<% ini-value x %>', '1:14 unknown-key'],
    ['raw HTML', 'a <b title="<% ini-value server.port %>">', '1:13 tag-in-html'],
    ['an address', 'a [b](<c{% ini-value server.port %}>)', '1:9 tag-in-address'],
  ])('have exact places: %s', (_, markdown, expected) => {
    expect(mistakesOf(md, markdown)).toBe(expected);
  });

  it.each(['{}', 'null'])('say what is wrong with options %s', (json) => {
    const wrong: MarkdownItLockstepOptions = JSON.parse(json);
    expect(() => create({}, wrong)).toThrow(OptionsError);
  });
});
