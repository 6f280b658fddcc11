import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';
import type { Outcome } from './command-line.ts';

const FILES = {
  'app.ini': '[s]\nport = 8080\nname = a: "b"\nwait = 30m\n',
  'lockstep.config.json': '{"sources": {"app": "app.ini"}}',
};
const VERSION = 'versioned_docs/version-1.0';

/** Freezes pages of a version and tells what they are then. */
async function freeze(
  pages: Readonly<Record<string, string>>,
  ...flags: readonly string[]
): Promise<Outcome & { readonly cwd: string; readonly read: (page: string) => string }> {
  const entries = Object.entries(pages).map(
    ([name, text]) => [`${VERSION}/${name}`, text] as const,
  );
  const cwd = directoryWith({ ...FILES, ...Object.fromEntries(entries) });
  const outcome = await lockstep(cwd, ['freeze', VERSION, ...flags]);
  return { ...outcome, cwd, read: (page) => readFileSync(path.join(cwd, VERSION, page), 'utf8') };
}

describe('lockstep freeze', () => {
  it('replaces tags in pages and in what shows of their front matter, and nothing else', async () => {
    const before =
      '---\r\ntitle: "Port <% ini-value s.port %>" # why\r\nsidebar_label: <% ini-value s.name %>\r\nkeywords: [a]\r\n---\r\n\r\nOn {% ini-value s.port %}.\t \r\n';
    const after =
      '---\r\ntitle: "Port 8080" # why\r\nsidebar_label: "a: \\"b\\""\r\nkeywords: [a]\r\n---\r\n\r\nOn 8080.\t \r\n';
    const { code, out, err, read } = await freeze({ 'a/b.md': before, 'plain.md': 'Text.\n' });
    expect({ code, out, err }).toEqual({ code: 0, out: `froze ${VERSION}/a/b.md\n`, err: '' });
    expect(read('a/b.md')).toBe(after);
  });

  it('replaces tags in folded front matter and in files of categories', async () => {
    const { read } = await freeze({
      'page.mdx': '---\ndescription: >-\n  On\n  <% ini-value s.port %>\ntitle: A\n---\n\nText.\n',
      'a/_category_.json': '{"label": "Port <% ini-value s.port %>", "position": 1}\n',
      'b/_category_.yml': 'link:\n  description: After <% ini-value s.wait %> # x\n',
    });
    expect(read('page.mdx')).toBe('---\ndescription: "On 8080"\ntitle: A\n---\n\nText.\n');
    expect(read('a/_category_.json')).toBe('{"label": "Port 8080", "position": 1}\n');
    expect(read('b/_category_.yml')).toBe('link:\n  description: "After 30m" # x\n');
  });

  it('changes nothing the second time', async () => {
    const { cwd, read } = await freeze({
      'a.md': 'On <% ini-value s.port %>, `<% ini-value x %>`.\n',
    });
    const frozen = read('a.md');
    const again = await lockstep(cwd, ['freeze', VERSION]);
    expect(again).toEqual({ code: 0, out: 'nothing to freeze\n', err: '' });
    expect(read('a.md')).toBe(frozen);
  });

  it('changes no page when one has a mistake, and reports all of them', async () => {
    const good = 'On <% ini-value s.port %>.\n';
    const title = '---\ntitle: <% ini-value s.prot %>\n---\n';
    const outcome = await freeze({
      'a.md': good,
      'b.md': '\n<% ini-value s.x %>\n',
      'c.md': title,
    });
    expect(outcome.code).toBe(1);
    expect(outcome.err).toMatch(/version-1\.0\/b\.md:2:14: .*\[unknown-key\]/);
    expect(outcome.err).toMatch(/version-1\.0\/c\.md:2:8: .*`title`.*`s\.port`.*\[unknown-key\]/s);
    expect(outcome.read('a.md')).toBe(good);
  });

  it.each([
    ['as MDX', 'a.md', [], '<b>\n<% ini-value s.port %>\n</b>\n', '<b>\n8080\n</b>\n'],
    ['as Markdown', 'a.md', ['--format', 'md'], 'a < <% ini-value s.port %> {\n', 'a < 8080 {\n'],
    [
      'as its front matter says',
      'a.md',
      [],
      `---\nmdx: {format: md}\n---\n\n{ <% ini-value s.port %>\n`,
      `---\nmdx: {format: md}\n---\n\n{ 8080\n`,
    ],
    ['as its name says', 'a.md', ['--format', 'detect'], '{ <% ini-value s.port %>\n', '{ 8080\n'],
  ])('reads a page %s', async (_how, name, flags, before, after) => {
    const { code, err, read } = await freeze({ [name]: before }, ...flags);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(read(name)).toBe(after);
  });

  it('fails on a directory that is not there', async () => {
    const { code, err } = await lockstep(directoryWith(FILES), ['freeze', 'nothing']);
    expect({ code, err }).toEqual({ code: 2, err: 'lockstep: There is no directory "nothing"\n' });
  });
});
