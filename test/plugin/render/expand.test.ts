import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { lockstep } from '../cli/command-line.ts';
import { create, mistakesOf } from '../markdown-it/helpers.ts';
import { parse, read } from '../remark/helpers.ts';
import { directoryWith } from '../../support/directory.ts';

const md = create();

/** Languages, rest of info strings and texts of a page's fences, as remark and markdown-it have them. */
function fences(markdown: string): string {
  const tree = read(markdown, 'md');
  expect(read(markdown, 'mdx')).toBe(tree);
  return tree;
}

function fencesOfMarkdownIt(markdown: string): readonly (readonly [string, string])[] {
  return md
    .parse(markdown, {})
    .filter(({ type }) => type === 'fence')
    .map(({ info, content }) => [info, content]);
}

/** The page as `lockstep render` prints it. */
async function render(page: string): Promise<string> {
  const files = { 'app.ini': '[server]\nport = 8080\nticks = ```\n\n[t]\n; two\na = 1\n' };
  const cwd = directoryWith({ ...files, 'page.md': page });
  const { out, err } = await lockstep(cwd, ['render', 'page.md', '--source', 'app=app.ini']);
  return out + err;
}

describe('a fence that says `expand`', () => {
  it.each([
    ['```bash expand\ncurl :<% ini-value server.port %>/x\n```', 'curl :8080/x'],
    ['~~~bash title="a b" expand\n<% ini-value server.url %>\n~~~', 'https://app.example.com'],
    ['> ```bash expand\n> a <% ini-value server.port %>\n> b\n> ```', 'a 8080\nb'],
    [
      '```sh expand\n<%% ini-value server.port %> <%= x %>\n```',
      '<% ini-value server.port %> <%= x %>',
    ],
    ['```sh expand\n<% ini-value server.port %>8080<% /ini-value %>\n```', '8080'],
    ['```sh expand\n<% ini-value\n  server.port %>\n```', '8080'],
    [
      '- ```yaml expand\n  a:\n    <% ini-include section=server keys=port %>\n  ```',
      'a:\n  [server]\n  port = 8080',
    ],
    ['```bash\n<% ini-value server.port %>\n```', '<% ini-value server.port %>'],
    ['```bash title="expand"\n<% ini-value server.port %>\n```', '<% ini-value server.port %>'],
    ['```bash expanded\n<% ini-value server.port %>\n```', '<% ini-value server.port %>'],
    ['```expand\n<% ini-value server.port %>\n```', '<% ini-value server.port %>'],
  ])('shows the text of tags: %j', (markdown, text) => {
    expect(fences(markdown)).toContain(JSON.stringify(text));
    expect(fencesOfMarkdownIt(markdown).map(([, content]) => content)).toEqual([`${text}\n`]);
  });

  it('makes the page depend on what it reads', () => {
    const file = new VFile('```sh expand\n<% ini-value server.port %>\n```');
    parse(file, 'md');
    expect([...(file.data.lockstep?.dependencies ?? [])]).toEqual([
      expect.stringMatching(/app\.ini$/),
    ]);
    const env = { includes: [] };
    md.render(String(file), env);
    expect(env.includes).toEqual([expect.stringMatching(/app\.ini$/)]);
  });

  it('loses the word and keeps the rest of its info string', () => {
    const page = '```bash {2} expand title="an expand b"\nx\n```\n\n{% ini-value server.port %}\n';
    expect(fencesOfMarkdownIt(page)).toEqual([['bash {2} title="an expand b"', 'x\n']]);
  });

  it.each([
    ['x\n\n```bash expand\na\nb <% ini-value server.nope %>\n```', '5:16 unknown-key'],
    ['> - ```bash expand\n>   b <% ini-value server.nope %>\n>   ```', '2:20 unknown-key'],
    ['```bash expand\nb <% ini-include %>\n```', '2:3 block-tag-inline'],
    ['```bash expand\nb <% ini-value server.port\n```', '2:3 unclosed-tag'],
    [
      '```bash expand\n<% ini-value a %> <% ini-x %>\n```\n\n<% ini-value b %>',
      '2:14 unknown-key, 2:22 unknown-tag, 5:14 unknown-key',
    ],
  ])('has exact places for mistakes: %j', (markdown, expected) => {
    expect(fences(markdown)).toBe(expected);
    expect(mistakesOf(md, markdown)).toBe(expected);
  });

  it.each([
    ['```bash  expand\na <% ini-value server.port %> b\n```\n', '```bash\na 8080 b\n```\n'],
    [
      '> ~~~ini x expand\n>   <% ini-include section=t %>\n> ~~~\n',
      '> ~~~ini x\n>   [t]\n>   ; two\n>   a = 1\n> ~~~\n',
    ],
    [
      '```sh expand\r\n<% ini-include section=t %>\r\n```\r\n',
      '```sh\r\n[t]\r\n; two\r\na = 1\r\n```\r\n',
    ],
    ['```sh expand\n<% ini-value server.ticks %>\n```\n', '````sh\n```\n````\n'],
    ['- ```sh expand\n  <% ini-value server.ticks %>', '- ````sh\n  ```'],
    [
      '```sh expand\n<%% ini-value\n```\n<%% ini-value\n',
      '```sh\n<% ini-value\n```\n\\<% ini-value\n',
    ],
  ])('changes no other byte in `lockstep render`: %j', async (page, expected) => {
    expect(await render(page)).toBe(expected);
  });
});
