import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';
import { INI, render } from './rendered-page.ts';

const FENCE = '```ini\n[t]\n; two\na = 1\nb = 2\n```';
const indented = (prefix: string): string => FENCE.replaceAll('\n', `\n${prefix}`);

describe('lockstep render', () => {
  it.each([
    ['a value in a sentence', 'On <% ini-value s.port %>.\n', 'On 8080.\n'],
    ['a value at the start of a line', '<% ini-value s.port %> is it\n', '8080 is it\n'],
    ['a value in a heading and a link', '# At [<% ini-value s.port %>](#x)\n', '# At [8080](#x)\n'],
    [
      'a value in the text of an image',
      '![port {% ini-value s.port %}](a.png)\n',
      '![port 8080](a.png)\n',
    ],
    ['a value with syntax in it', 'A <% ini-value s.name %>\n', 'A `*star*`\n'],
    [
      'a pipe in a table',
      '| a |\n| - |\n| <% ini-value s.pipe %> |\n',
      '| a |\n| - |\n| `a\\|b` |\n',
    ],
    ['a pipe elsewhere', '<% ini-value s.pipe %>\n', '`a|b`\n'],
    ['a section', 'a\n\n<% ini-include section=t %>\n\nb\n', `a\n\n${FENCE}\n\nb\n`],
    [
      'a section in a quote',
      '> a\n>\n> <% ini-include section=t %>\n',
      `> a\n>\n> ${indented('> ')}\n`,
    ],
    [
      'a section in a list',
      '1. <% ini-include section=t %>\n2. b\n',
      `1. ${indented('   ')}\n2. b\n`,
    ],
    [
      'a section below a list item',
      '- a\n\n  <% ini-include section=t %>\n',
      `- a\n\n  ${indented('  ')}\n`,
    ],
    [
      'a section in a quote in a list',
      '- > <% ini-include section=t %>\n',
      `- > ${indented('  > ')}\n`,
    ],
    [
      'a section in a list with tabs',
      '-\t<% ini-include section=t %>\n',
      `-\t${indented(' \t')}\n`,
    ],
    [
      'a section in a footnote',
      'a[^1]\n\n[^1]: <% ini-include section=t %>\n',
      `a[^1]\n\n[^1]: ${indented('    ')}\n`,
    ],
    [
      'a section in an admonition',
      ':::note\n<% ini-include section=t %>\n:::\n',
      `:::note\n${FENCE}\n:::\n`,
    ],
    [
      'a tag on several lines of a quote',
      '> <% ini-include\n>   section=t\n> %>\n> b\n',
      `> ${indented('> ')}\n> b\n`,
    ],
    ['a section without a final line end', '<% ini-include section=t %>', FENCE],
    [
      'line ends of the page',
      'a\r\n\r\n<% ini-include section=t %>\r\n',
      `a\r\n\r\n${FENCE.replaceAll('\n', '\r\n')}\r\n`,
    ],
    ['a byte order mark', '\uFEFFOn <% ini-value s.port %>\n', '\uFEFFOn 8080\n'],
    [
      'a tag that stays one',
      'Write `<% x %>` or <%% ini-value a %> or {%% b\n',
      'Write `<% x %>` or \\<% ini-value a %> or \\{% b\n',
    ],
    ['tags of others', '{% if x %} <b>b</b> <%= y %>\n', '{% if x %} <b>b</b> <%= y %>\n'],
    [
      'tags in code',
      '`<% ini-value s.port %>`\n\n```\n<% ini-include %>\n```\n',
      '`<% ini-value s.port %>`\n\n```\n<% ini-include %>\n```\n',
    ],
    [
      'front matter',
      '---\ntitle: <% ini-value s.port %>\n---\n\n<% ini-value s.port %>\n',
      '---\ntitle: <% ini-value s.port %>\n---\n\n8080\n',
    ],
    ['nothing at all', '\ta  \n\n\n* b\n', '\ta  \n\n\n* b\n'],
  ])('expands %s', async (_case, page, expected) => {
    await expect(render(page)).resolves.toEqual({ code: 0, out: expected, err: '' });
  });

  it('expands tags in MDX', async () => {
    const page = `import Tabs from 'x';\n\n<Tabs>\n  <% ini-include section=t %>\n</Tabs>\n\n<td>{% ini-value s.name %}</td> {1 + 1} <% ini-value s.port %>\n`;
    const { out, err } = await render(page, 'page.mdx');
    expect(err).toBe('');
    expect(out).toBe(
      `import Tabs from 'x';\n\n<Tabs>\n  ${indented('  ')}\n</Tabs>\n\n<td>\`*star*\`</td> {1 + 1} 8080\n`,
    );
  });

  it('makes a fence longer than what is in it', async () => {
    const cwd = directoryWith({ 'app.ini': '[a]\nb = "```"\n', 'page.md': '<% ini-include %>\n' });
    const { out } = await lockstep(cwd, ['render', 'page.md', '--source', 'app=app.ini']);
    expect(out).toBe('````ini\n[a]\nb = "```"\n````\n');
  });

  it('writes out what would reorder the text of a page', async () => {
    const cwd = directoryWith({
      'app.ini': '[a]\n; \u202Eb\nb = safe \u2066c\n',
      'page.md': '<% ini-value a.b %>\n\n<% ini-include %>\n',
    });
    const { out } = await lockstep(cwd, ['render', 'page.md', '--source', 'app=app.ini']);
    expect(out).toBe('`safe \\u{2066}c`\n\n```ini\n[a]\n; \\u{202e}b\nb = safe \\u{2066}c\n```\n');
  });

  it('prints several pages one after the other', async () => {
    const cwd = directoryWith({
      'app.ini': INI,
      'a.md': 'a <% ini-value s.port %>\n',
      'b.md': 'b',
    });
    const { out } = await lockstep(cwd, ['render', 'a.md', 'b.md', '--source', 'app=app.ini']);
    expect(out).toBe('a 8080\nb');
  });

  it('takes its sources from lockstep.config', async () => {
    const cwd = directoryWith({
      'project/lockstep.config.json': '{"sources": {"app": "conf/app.ini"}}',
      'project/conf/app.ini': INI,
      'page.md': '<% ini-value s.port %>',
    });
    const { out } = await lockstep(cwd, ['render', 'page.md', '--root', 'project']);
    expect(out).toBe('8080');
  });

  it('reads a name that is given twice from both files', async () => {
    const cwd = directoryWith({
      'a.ini': INI,
      'b.ini': '[s]\nport = 9090\n',
      'page.md': '<% ini-value s.port %>',
    });
    const { out } = await lockstep(cwd, [
      'render',
      'page.md',
      '--source',
      'app=a.ini',
      '--source',
      'app=b.ini',
    ]);
    expect(out).toBe('9090');
  });
});
