import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith, writeIn } from '../sources/project-directory.ts';
import { lockstep } from './command-line.ts';
import type { Outcome } from './command-line.ts';

const ini = `[s]
port = 8080
pipe = a|b
name = *star*

[t]
; two
a = 1
b = 2
`;

/** Renders one page over {@link ini}. */
async function render(page: string, name = 'page.md'): Promise<Outcome> {
  const cwd = directoryWith({ 'app.ini': ini, [name]: page });
  return lockstep(cwd, ['render', name, '--source', 'app=app.ini']);
}

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
      'app.ini': ini,
      'a.md': 'a <% ini-value s.port %>\n',
      'b.md': 'b',
    });
    const { out } = await lockstep(cwd, ['render', 'a.md', 'b.md', '--source', 'app=app.ini']);
    expect(out).toBe('a 8080\nb');
  });

  it('takes its sources from lockstep.config', async () => {
    const cwd = directoryWith({
      'project/lockstep.config.json': '{"sources": {"app": "conf/app.ini"}}',
      'project/conf/app.ini': ini,
      'page.md': '<% ini-value s.port %>',
    });
    const { out } = await lockstep(cwd, ['render', 'page.md', '--root', 'project']);
    expect(out).toBe('8080');
  });

  it('reads a name that is given twice from both files', async () => {
    const cwd = directoryWith({
      'a.ini': ini,
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

/** A directory with a mistake in it, or a wrong command. */
interface BadInput {
  readonly name: string;
  readonly make?: (cwd: string) => void;
  readonly args: readonly string[];
  readonly message: string | RegExp;
  readonly code?: number;
}

describe('lockstep render with bad input', () => {
  const page = 'On <% ini-value s.port %>.\n';
  const schema = JSON.stringify({
    type: 'object',
    properties: { s: { type: 'object', properties: { port: { type: 'integer' } } } },
  });

  /** What makes the input bad, what is said about it, and the exit code. */
  const cases: readonly BadInput[] = [
    {
      name: 'a broken INI file',
      make: (cwd) => writeIn(cwd, 'app.ini', '[s\nport = 1\n'),
      args: [],
      message: /^app\.ini:1:1: error: .*\n +1 \| \[s\n/,
    },
    {
      name: 'an unknown key in the file',
      make: (cwd) => writeIn(cwd, 'app.ini', '[s]\nprot = 1\n'),
      args: ['--schema', 's.json'],
      message: /^app\.ini:2:1: error: [^]*did you mean `port`\?/,
    },
    {
      name: 'a missing configuration file',
      args: ['--source', 'app=ap.ini'],
      message: 'ap.ini: error: The file does not exist',
    },
    {
      name: 'a directory as configuration',
      make: (cwd) => mkdirSync(join(cwd, 'conf')),
      args: ['--source', 'app=conf'],
      message: 'conf: error: This is a directory',
    },
    {
      name: 'a huge configuration',
      make: (cwd) => truncateSync(join(cwd, 'app.ini'), 100 * 1024 * 1024),
      args: [],
      message: 'app.ini: error: The file is too large to be read: 100 MiB',
    },
    {
      name: 'a binary configuration',
      make: (cwd) => writeIn(cwd, 'app.ini', Uint8Array.of(0x5b, 0, 1, 2)),
      args: [],
      message: 'app.ini: error: The file holds NUL bytes',
    },
    {
      name: 'a UTF-16 configuration',
      make: (cwd) => writeIn(cwd, 'app.ini', Uint8Array.of(0xff, 0xfe, 0x5b, 0)),
      args: [],
      message: 'app.ini: error: The file is UTF-16',
    },
    {
      name: 'a pipe as configuration',
      make: (cwd) => execFileSync('mkfifo', [join(cwd, 'p.ini')]),
      args: ['--source', 'app=p.ini'],
      message: 'p.ini: error: This is a pipe',
    },
    {
      name: 'a link in a circle',
      make: (cwd) => symlinkSync('l.ini', join(cwd, 'l.ini')),
      args: ['--source', 'app=l.ini'],
      message: 'l.ini: error: Symbolic links lead in a circle',
    },
    {
      name: 'a broken schema',
      make: (cwd) => writeIn(cwd, 's.json', '{"type": }'),
      args: ['--schema', 's.json'],
      message: /^s\.json:1:10: error: /,
    },
    {
      name: 'an unknown key on the page',
      make: (cwd) => writeIn(cwd, 'page.md', 'a\n\n> <% ini-value s.prt %>\n'),
      args: [],
      message: 'page.md:3:16: error: There is no key `s.prt`; did you mean `s.port`? [unknown-key]',
    },
    {
      name: 'an unreadable tag',
      make: (cwd) => writeIn(cwd, 'page.md', 'a <% ini-value s.port\n\nb\n'),
      args: [],
      message: /^page\.md:1:3: error: Tag `ini-value` is not closed.*\[unclosed-tag\]/,
    },
    {
      name: 'a misspelt tag',
      make: (cwd) => writeIn(cwd, 'page.md', '<% ini-inclde %>\n'),
      args: [],
      message: /^page\.md:1:4: error: .*did you mean `ini-include`\?/,
    },
    {
      name: 'a block in a line',
      make: (cwd) => writeIn(cwd, 'page.md', 'a <% ini-include %> b\n'),
      args: [],
      message: /^page\.md:1:3: error: .*\[block-tag-inline\]/,
    },
    {
      name: 'invalid MDX',
      make: (cwd) => writeIn(cwd, 'page.mdx', 'a\n\n<b>{</b>\n'),
      args: ['page.mdx'],
      message: /^page\.mdx:\d+:\d+: error: /,
    },
    {
      name: 'a missing page',
      args: ['paeg.md'],
      message: /^paeg\.md: error: The file does not exist[^]*did you mean `page\.md`\?/,
    },
    {
      name: 'a directory as page',
      make: (cwd) => mkdirSync(join(cwd, 'd.md')),
      args: ['d.md'],
      message: 'd.md: error: This is a directory',
    },
    {
      name: 'a source that is not NAME=PATH',
      args: ['--source', 'app.ini'],
      message: 'lockstep: --source "app.ini" is not NAME=PATH',
      code: 2,
    },
    {
      name: 'an unknown option',
      args: ['--sorce', 'a=b'],
      message: "lockstep: unknown option '--sorce'\n(Did you mean --source?)",
      code: 2,
    },
  ];

  it.each(cases)(
    '$name: says so, and prints nothing',
    async ({ make, args, message, code = 1 }) => {
      const cwd = directoryWith({ 'app.ini': ini, 's.json': schema, 'page.md': page });
      make?.(cwd);
      const source = args.includes('--source') ? [] : ['--source', 'app=app.ini'];
      const outcome = await lockstep(cwd, ['render', 'page.md', ...source, ...args]);
      expect(outcome.out).toBe('');
      expect(outcome.err).toMatch(message);
      expect(outcome.err).not.toMatch(/^ +at /m);
      expect(outcome.code).toBe(code);
    },
  );

  it.each([
    ['no command', []],
    ['no page', ['render']],
    ['no sources', ['render', 'page.md']],
    ['a schema without a source', ['render', 'page.md', '--schema', 's.json']],
  ])('%s is wrong usage', async (_name, args) => {
    const outcome = await lockstep(directoryWith({ 'page.md': page }), args);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).not.toBe('');
  });

  it('suggests the command that was meant', async () => {
    const { code, out, err } = await lockstep(directoryWith({}), ['rendr']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^lockstep: unknown command 'rendr'\n\(Did you mean render\?\)\n/);
  });

  it.each([['render'], ['explain'], ['reference']])('shows an example of %s', async (command) => {
    const { code, out, err } = await lockstep(directoryWith({}), [command, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`\nExample:\n  lockstep ${command} `);
  });

  it('reports every mistake of every page, and a broken source once', async () => {
    const cwd = directoryWith({
      'app.ini': ini,
      'bad.ini': '[x\n',
      'a.md': '<% ini-value s.prt %> <% ini-value s.pot %>\n\n<% ini-include section=x %>\n',
      'b.md':
        '{% ini-value s.port as=days %}\n{% ini-value a file=bad %} {% ini-value b file=bad %}\n',
      'c.md': 'fine\n',
    });
    const { out, err, code } = await lockstep(cwd, [
      'render',
      'a.md',
      'b.md',
      'c.md',
      '--source',
      'app=app.ini',
      '--source',
      'bad=bad.ini',
    ]);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    const places = err
      .split('\n')
      .flatMap((line) => /^([\w.]+:\d+:\d+): error/.exec(line)?.[1] ?? []);
    expect(places).toEqual(['bad.ini:1:1', 'a.md:1:14', 'a.md:1:36', 'a.md:3:24', 'b.md:1:24']);
  });

  it('keeps control characters of a page off the terminal', async () => {
    const { err } = await render('<% ini-value "s.\u001b[31mport\u202e" %>\n');
    expect(err).toContain('There is no key');
    expect(err.replaceAll('\n', ' ')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('never prints a secret of a file that is wrong', async () => {
    const cwd = directoryWith({
      'app.ini': '[s]\npassword = "hunter-two\npasswrd hunter-two\n',
      'page.md': page,
    });
    const { err } = await lockstep(cwd, ['render', 'page.md', '--source', 'app=app.ini']);
    expect(err).toContain('app.ini:');
    expect(err).not.toContain('hunter');
  });
});
