import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { config, projectWith, textOf } from '../claims/project.ts';
import { lockstep } from './command-line.ts';

const lie =
  '# HTTP\n\nThe timeout `http.request_timeout` is 45 seconds.\n\nIt listens on `http.port`.\n';

describe('lockstep check --fix', () => {
  it('mends what can be mended and reports the rest', async () => {
    const root = projectWith({
      'docs/http.md': `\uFEFF${lie.replaceAll('\n', '\r\n')}`,
      'app.ini': config.replace('; 30 seconds', '; 40 seconds').concat('x = 1\n'),
    });
    chmodSync(join(root, 'docs/http.md'), 0o640);
    const { code, out, err } = await lockstep(root, ['check', '--fix']);
    expect(code).toBe(1);
    expect(err.split('\n').toSorted()).toEqual(['', 'fixed app.ini', 'fixed docs/http.md']);
    expect(out.match(/error: /g)).toHaveLength(1);
    expect(out).toContain('[unknown-key]');
    expect(textOf(root, 'app.ini')).toBe(config.concat('x = 1\n'));
    const fixed = textOf(root, 'docs/http.md');
    expect(fixed).toMatch(
      /^\uFEFF# HTTP\r\n\r\nThe timeout `http\.request_timeout` is .*\.\r\n\r\nIt listens on `http\.port`\.\r\n$/,
    );
    expect(fixed).not.toContain('45 seconds');
    expect(statSync(join(root, 'docs/http.md')).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(root, 'docs')).toSorted()).toEqual(['http.md', 'session.md']);
  });

  it('changes nothing where all is well', async () => {
    const root = projectWith();
    const before = statSync(join(root, 'docs/http.md')).mtimeMs;
    await expect(lockstep(root, ['check', '--fix'])).resolves.toMatchObject({ code: 0, err: '' });
    expect(statSync(join(root, 'docs/http.md')).mtimeMs).toBe(before);
  });

  it('leaves alone what is suppressed, and pages that were not asked for', async () => {
    const suppressed = `<!-- lockstep-ignore-file: bad examples -->\n\n${lie}`;
    const root = projectWith({ 'docs/a.md': suppressed, 'docs/b.md': lie, 'docs/c.md': lie });
    await lockstep(root, ['check', '--fix', 'docs/a.md', 'docs/c.md']);
    expect(textOf(root, 'docs/a.md')).toBe(suppressed);
    expect(textOf(root, 'docs/b.md')).toBe(lie);
    expect(textOf(root, 'docs/c.md')).not.toBe(lie);
  });

  it('prints a diff and writes nothing with --dry-run', async () => {
    const root = projectWith({ 'docs/http.md': lie });
    const { code, out } = await lockstep(root, ['check', '--fix', '--dry-run']);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^--- docs\/http\.md\n\+\+\+ docs\/http\.md\n@@ -1,5 \+1,5 @@\n # HTTP\n \n-The timeout.*45 seconds.*\n\+The timeout/,
    );
    expect(textOf(root, 'docs/http.md')).toBe(lie);
  });
});
