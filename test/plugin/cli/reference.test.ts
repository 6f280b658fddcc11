import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ini, schema } from '../reference/fixture.ts';
import { directoryWith, writeIn } from '../../support/directory.ts';
import { lockstep } from './command-line.ts';

const files = { 'app.ini': ini, 's.json': JSON.stringify(schema) };
const source = ['--source', 'app=app.ini', '--schema', 's.json'];

describe('lockstep reference', () => {
  it('writes, checks and keeps pages up to date', async () => {
    const cwd = directoryWith(files);
    const call = async (...args: readonly string[]) =>
      lockstep(cwd, ['reference', '--out', 'docs', ...source, ...args]);

    await expect(call('--check')).resolves.toMatchObject({ code: 1, out: '' });
    expect(existsSync(join(cwd, 'docs'))).toBe(false);

    const first = await call();
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out.split('\n')).toContain('wrote docs/security.mdx');
    await expect(call()).resolves.toEqual({ code: 0, out: 'up to date\n', err: '' });
    await expect(call('--check')).resolves.toEqual({ code: 0, out: '', err: '' });

    writeIn(cwd, 'app.ini', ini.replace('45m', '50m'));
    await expect(call('--check')).resolves.toEqual({
      code: 1,
      out: '',
      err: 'docs/index.mdx is out of date\ndocs/security.mdx is out of date\nRun `lockstep reference` to bring the pages up to date\n',
    });
  });

  it('writes where lockstep.config says, relative to its root', async () => {
    const config = {
      sources: { app: { path: 'app.ini', schema: 's.json' } },
      reference: { out: 'pages' },
    };
    const cwd = directoryWith({ ...files, 'lockstep.config.json': JSON.stringify(config) });
    writeIn(cwd, 'below/x', '');
    const { out } = await lockstep(join(cwd, 'below'), ['reference', '--root', '..']);
    expect(out).toContain('wrote ../pages/index.mdx\n');
    expect(existsSync(join(cwd, 'pages/index.mdx'))).toBe(true);
  });

  it('needs a place', async () => {
    const outcome = await lockstep(directoryWith(files), ['reference', ...source]);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain('--out DIR');
  });

  it('writes nothing when a page that was not generated is in the way', async () => {
    const cwd = directoryWith({ ...files, 'docs/app.mdx': '# Mine\n' });
    const outcome = await lockstep(cwd, ['reference', '--out', 'docs', ...source]);
    expect(outcome).toMatchObject({ code: 1, out: '' });
    expect(outcome.err).toContain('was not generated');
    expect(existsSync(join(cwd, 'docs/index.mdx'))).toBe(false);
  });
});
