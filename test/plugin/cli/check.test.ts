import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { config, pages, projectWith } from '../claims/project.ts';
import { writeIn } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';

const lie =
  '# HTTP\n\nThe timeout `http.request_timeout` is 45 seconds.\n\nIt listens on `http.port`.\n';

/** The lie with a comment before it. */
function ignore(comment: string): string {
  return lie.replace('The timeout', `<!-- ${comment} -->\n\nThe timeout`);
}

describe('lockstep check', () => {
  it('says in one line that all is well', async () => {
    await expect(lockstep(projectWith(), ['check'])).resolves.toEqual({
      code: 0,
      out: expect.stringMatching(/^2 pages, \d+ claims: all in step\n$/),
      err: '',
    });
  });

  it('reports a lie with its line, the other side, what to read and how to mend it', async () => {
    const { code, out } = await lockstep(projectWith({ 'docs/http.md': lie }), ['check']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^docs\/http\.md:3:\d+: error: .*`http\.request_timeout`.* \[contradicted-value\]\n {2}3 \| The timeout/,
    );
    expect(out).toContain('\n  compare app.ini:3:');
    expect(out).toMatch(/\n {2}see https:.*\/contradicted-value/);
    expect(out).toMatch(/\n {2}fix: /);
    expect(out).toMatch(/\n\n2 pages, \d+ claims: 1 error \(1 can be fixed with --fix\)\n$/);
  });

  it('reports mistakes of the configuration, and checks the pages all the same', async () => {
    const root = projectWith({
      'docs/http.md': lie,
      'app.ini': `${config}idel_timeout = 5m\n`,
    });
    const { code, out } = await lockstep(root, ['check']);
    expect(code).toBe(1);
    expect(out).toContain('app.ini:8:1: error: Unknown key `session.idel_timeout` [unknown-key]');
    expect(out).toContain('[contradicted-value]');
  });

  it('checks what it can when one of several sources is broken', async () => {
    const sources = { app: { path: 'app.ini', schema: 's.json' }, other: 'missing.ini' };
    const { code, out } = await lockstep(projectWith({ 'docs/http.md': lie }, { sources }), [
      'check',
    ]);
    expect(code).toBe(1);
    expect(out).toContain('missing.ini: error: The file does not exist [file-not-found]');
    expect(out).toContain('[contradicted-value]');
  });

  it('reports what is wrong with a file that a tag names by its path, once', async () => {
    const tag = '<% ini-include file=more.ini %>\n';
    const files = { 'conf/more.ini': '[a\n', 'docs/a.md': tag, 'docs/b.md': `Again:\n\n${tag}` };
    const { code, out } = await lockstep(projectWith(files, { roots: ['conf'] }), ['check']);
    expect(code).toBe(1);
    expect(out.match(/^conf\/more\.ini:1:1: error: .*\[unclosed-header\]/gm)).toHaveLength(1);
  });

  it('warnings alone do not fail', async () => {
    const root = projectWith({ 'app.ini': config.replace('idle_timeout', 'timeout') });
    const { code, out } = await lockstep(root, ['check']);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('[deprecated-alias]'),
    });
  });

  it('reads pages in nested and hidden places, and skips what is none', async () => {
    const root = projectWith({
      'docs/deep/er/_partial.mdx': lie,
      'docs/node_modules/x/readme.md': lie,
      'docs/.cache/a.md': lie,
      'docs/notes.txt': lie,
    });
    symlinkSync(join(root, 'docs'), join(root, 'docs/deep/loop'));
    const { out } = await lockstep(root, ['check']);
    expect(out.match(/\[contradicted-value\]/g)).toHaveLength(1);
    expect(out).toContain('docs/deep/er/_partial.mdx:3:');
    expect(out).toMatch(/\n3 pages, /);
  });

  it('reports a page that is no text, and goes on', async () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0x41]);
    const { code, out } = await lockstep(projectWith({ 'docs/a.md': bytes, 'docs/http.md': lie }), [
      'check',
    ]);
    expect(code).toBe(1);
    expect(out).toContain('docs/a.md: error: The file is UTF-16');
    expect(out).toContain('[contradicted-value]');
  });

  it('leaves generated pages alone: they are made from the configuration', async () => {
    const root = projectWith({}, { reference: { out: 'docs/reference' } });
    await lockstep(root, ['reference']);
    const { out } = await lockstep(root, ['check']);
    expect(out).toMatch(/^2 pages, /);
  });

  describe('paths', () => {
    it('restrict what is reported', async () => {
      const root = projectWith({ 'docs/http.md': lie, 'docs/sub/other.md': lie });
      const { out } = await lockstep(root, ['check', 'docs/sub']);
      expect(out).toContain('docs/sub/other.md:3');
      expect(out).not.toContain('docs/http.md');
      expect(out).toMatch(/\n1 page, /);
      expect(out).not.toContain('undocumented-key');
    });

    it('may name a page that is in none of the directories', async () => {
      const { out, code } = await lockstep(projectWith({ 'README.md': lie }), [
        'check',
        'README.md',
      ]);
      expect({ code, out }).toMatchObject({
        code: 1,
        out: expect.stringContaining('README.md:3:'),
      });
    });

    it('may name a directory that is in none of the directories', async () => {
      const root = projectWith({ 'notes/a.md': lie, 'notes/sub/b.mdx': lie, 'notes/c.txt': lie });
      const { out, code } = await lockstep(root, ['check', 'notes']);
      expect(code).toBe(1);
      expect(out.match(/^notes\S+:3:/gm)).toEqual(['notes/a.md:3:', 'notes/sub/b.mdx:3:']);
    });

    it.each([['empty'], ['notes.txt']])(
      'that hold nothing to check do not pass: %s',
      async (path) => {
        const root = projectWith({ 'notes.txt': lie });
        mkdirSync(join(root, 'empty'));
        const { code, err } = await lockstep(root, ['check', 'docs', path]);
        expect(code).toBe(2);
        expect(err).toMatch(
          new RegExp(`^${path}: error: There is nothing to check here \\[no-pages\\]\n`),
        );
      },
    );

    it('may name a configuration file', async () => {
      const root = projectWith({ 'app.ini': `${config}x = 1\n`, 'docs/http.md': lie });
      const { out } = await lockstep(root, ['check', 'app.ini']);
      expect(out).toContain('app.ini:8:1');
      expect(out).not.toContain('docs/http.md');
    });

    it('that do not exist are a mistake of the command', async () => {
      await expect(lockstep(projectWith(), ['check', 'dosc'])).resolves.toEqual({
        code: 2,
        out: '',
        err: 'lockstep: There is no "dosc"\n',
      });
    });

    it('are relative to where the command runs', async () => {
      const root = projectWith({ 'docs/http.md': lie });
      const { out } = await lockstep(join(root, 'docs'), ['check', 'http.md', '--root', '..']);
      expect(out).toMatch(/^http\.md:3:/);
      expect(out).toContain('compare ../app.ini:3:');
    });
  });

  it('does not pass where there is nothing to check', async () => {
    const root = projectWith({}, { docs: ['pages'] });
    const missing = await lockstep(root, ['check']);
    expect(missing).toMatchObject({
      code: 2,
      err: expect.stringContaining('`pages` does not exist'),
    });
    mkdirSync(join(root, 'pages'));
    const empty = await lockstep(root, ['check']);
    expect(empty).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no page in `pages`'),
    });
  });

  describe('undocumented keys', () => {
    const files = { 'docs/session.md': '# Session\n\n`session.secret` is in `SESSION_SECRET`.\n' };

    it('are errors at the place where they are set', async () => {
      const { code, out } = await lockstep(projectWith(files), ['check']);
      expect(code).toBe(1);
      expect(out).toContain(
        'app.ini:6:1: error: No page mentions `session.idle_timeout` [undocumented-key]',
      );
    });

    it('may be allowed with a reason, and an allowance may not outlive its key', async () => {
      const undocumented = { 'session.idle*': 'not for users', 'app:http.*': 'old' };
      const { code, out } = await lockstep(projectWith(files, { check: { undocumented } }), [
        'check',
      ]);
      expect(code).toBe(0);
      expect(out).not.toContain('undocumented-key');
      expect(out).toContain('`check.undocumented` allows `app:http.*`');
      expect(out).toContain('[stale-allowance]');
    });

    it('need a reason', async () => {
      const undocumented = { 'session.*': ' ' };
      const { code } = await lockstep(projectWith(files, { check: { undocumented } }), ['check']);
      expect(code).toBe(2);
    });

    it('are none where the reference is generated', async () => {
      const root = projectWith(files, { reference: { out: 'docs/reference' } });
      await expect(lockstep(root, ['check'])).resolves.toMatchObject({ code: 0 });
    });
  });

  describe('suppressions', () => {
    it('overlook a finding, with a reason', async () => {
      const page = ignore('lockstep-ignore contradicted-value: an example of a bad setting');
      const { code, out } = await lockstep(projectWith({ 'docs/http.md': page }), ['check']);
      expect({ code, out }).toMatchObject({
        code: 0,
        out: expect.stringMatching(/: all in step, 1 suppressed\n$/),
      });
    });

    it('without a reason have no effect and are an error', async () => {
      const page = ignore('lockstep-ignore contradicted-value');
      const { code, out } = await lockstep(projectWith({ 'docs/http.md': page }), ['check']);
      expect(code).toBe(1);
      expect(out).toContain('docs/http.md:3:1: error: The suppression gives no reason');
      expect(out).toContain('[contradicted-value]');
    });

    it('without a reason do not stand in the way of one that has one', async () => {
      const page = `<!-- lockstep-ignore-file -->\n\n${ignore('lockstep-ignore: on purpose')}`;
      const { out } = await lockstep(projectWith({ 'docs/http.md': page }), ['check']);
      expect(out).not.toContain('[contradicted-value]');
      expect(out).toMatch(/: 1 error, 1 suppressed\n$/);
    });

    it('that overlook nothing are a warning, with the code that may be meant', async () => {
      const page = ignore('lockstep-ignore contradicted-valeu: as above');
      const { out } = await lockstep(projectWith({ 'docs/http.md': page }), ['check']);
      expect(out).toContain(
        'docs/http.md:3:1: warning: There is no code `contradicted-valeu`; the suppression overlooks nothing [unused-suppression]\n  3 | <!-- lockstep-ignore',
      );
      expect(out).toContain('did you mean `contradicted-value`?');
      expect(out).toContain('[contradicted-value]');
    });
  });

  it('lists the coverage of keys', async () => {
    const files = {
      'docs/session.md': '# Session\n\n`session.secret` is set in `SESSION_SECRET`.\n',
    };
    const { out } = await lockstep(projectWith(files), ['check', '--coverage']);
    expect(out).toMatch(/^KEY +PAGES +CLAIMS\n/);
    expect(out).toMatch(/\nhttp\.port +docs\/http\.md +1 mention\n/);
    expect(out).toMatch(/\nsession\.idle_timeout +on no page\n/);
    expect(out).toContain('\n3 of 4 keys are on a page\n');
  });

  it.each([
    [['--dry-run'], '--dry-run goes with --fix'],
    [['--fix', '--dry-run', '--format', 'json'], '--dry-run prints a diff'],
    [['docs', '--coverage'], '--coverage is about all pages'],
    [['docs', '--baseline', 'b.json', '--update-baseline'], '--update-baseline is about all pages'],
    [['--write-baseline'], 'Which baseline?'],
    [['--baseline', 'b.json'], 'There is no baseline b.json'],
    [['--format', 'xml'], 'Allowed choices are text, json, sarif, github'],
  ])('%j is a mistake of the command', async (args, message) => {
    const { code, err } = await lockstep(projectWith(), ['check', ...args]);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });

  it('agrees with a schema-less source', async () => {
    const root = projectWith(
      { 'app.ini': config, 'docs/http.md': lie },
      { sources: { app: 'app.ini' } },
    );
    writeIn(root, 'docs/session.md', pages['docs/session.md']);
    const { out } = await lockstep(root, ['check']);
    expect(out).not.toContain('secret-literal');
  });
});
