import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

describe('a page that includes a section, as the first users of such a tag wrote it', () => {
  it('shows the section as it stands in the file, and changes nothing else on the page', async () => {
    const cwd = directoryWith({
      'security.md': fixture('security.md'),
      'app.ini': fixture('app.ini'),
    });
    const { code, out, err } = await lockstep(cwd, [
      'render',
      'security.md',
      '--source',
      'app=app.ini',
    ]);
    expect(err).toBe('');
    expect(out).toBe(fixture('security.expected.md'));
    expect(code).toBe(0);
  });

  it('redacts a secret that is written out in the file', async () => {
    const literal = 'f3b1c6a0d94e7725b8';
    const cwd = directoryWith({
      'security.md': fixture('security.md'),
      'app.ini': fixture('app.ini').replace('"${SECRET_KEY}"', `"${literal}"`),
    });
    const { out } = await lockstep(cwd, ['render', 'security.md', '--source', 'app=app.ini']);
    expect(out).not.toContain(literal);
    expect(out).toContain('secret_key = "[redacted]"');
  });
});
