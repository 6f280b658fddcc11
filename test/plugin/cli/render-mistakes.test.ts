import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith, writeIn } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';
import { INI, render } from './rendered-page.ts';

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
      const cwd = directoryWith({ 'app.ini': INI, 's.json': schema, 'page.md': page });
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
      'app.ini': INI,
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
