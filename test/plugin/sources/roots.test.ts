import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createSources } from 'docusaurus-plugin-lockstep';
import { beforeEach, describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { messageOf } from './message-of.ts';

describe('a path in a tag', () => {
  let root = '';

  beforeEach(() => {
    root = directoryWith({
      'app.ini': '[s]\nk = app\n',
      'conf/a.ini': '[s]\nk = a\n',
      'conf/deep/b.yaml': 's:\n  k: b\n',
      'conf_internal/secret.ini': '[s]\nk = no\n',
      'outside.ini': '[s]\nk = no\n',
    });
    symlinkSync(join(root, 'outside.ini'), join(root, 'conf/link.ini'));
    symlinkSync(join(root, 'conf_internal'), join(root, 'conf/linked'));
    symlinkSync(join(root, 'conf/a.ini'), join(root, 'conf/inner.ini'));
    mkdirSync(join(root, 'conf/directory.ini'));
    execFileSync('mkfifo', [join(root, 'conf/pipe.ini')]);
  });

  const get = (path: string, roots: readonly string[] = ['conf']) =>
    createSources({ root, roots, sources: { app: 'app.ini' } }).get(path);

  it.each([
    ['a.ini', 'a'],
    ['./a.ini', 'a'],
    ['deep/b.yaml', 'b'],
    ['inner.ini', 'a'],
    ['app', 'app'],
  ])('%s is read', (path, value) => {
    expect(get(path).resolved.values.get('s.k')?.value).toBe(value);
  });

  it.each([
    ['../outside.ini', 'it leaves its directory with `..`'],
    ['deep/../../outside.ini', 'it leaves its directory with `..`'],
    ['deep\\..\\..\\outside.ini', 'it leaves its directory with `..`'],
    ['/etc/hostname', 'it is absolute'],
    ['C:\\app.ini', 'it is absolute'],
    ['\\\\host\\share\\app.ini', 'it is a network (UNC) path'],
    ['//host/share/app.ini', 'it is a network (UNC) path'],
    ['http://example.com/app.ini', 'it is a URL'],
    ['file:///etc/passwd', 'it is a URL'],
    ['a.ini\0.md', 'it holds a control character'],
    ['nul', 'it is a device name'],
    ['deep/COM1.ini', 'it is a device name'],
    ['link.ini', 'a link leads out of the configured roots'],
    ['linked/secret.ini', 'a link leads out of the configured roots'],
    ['directory.ini', 'it is a directory'],
    ['pipe.ini', 'it is a device, pipe or socket'],
  ])('%j is refused by a rule that is named', (path, rule) => {
    expect(messageOf(() => get(path))).toContain(`is refused: ${rule}`);
    expect(messageOf(() => get(path))).toContain('[path-refused]');
  });

  it('does not read a sibling directory whose name begins alike', () => {
    expect(messageOf(() => get('secret.ini'))).toContain('[unknown-file]');
  });

  it('is named from the directory of the project on, however tags write it', () => {
    const sources = createSources({
      root,
      roots: ['conf/deep', 'conf'],
      sources: { app: 'app.ini' },
    });
    const names = ['./a.ini', 'a.ini', 'deep/b.yaml', 'b.yaml'].map((path) => sources.get(path));
    expect(names.map(({ name }) => name)).toEqual([
      'conf/a.ini',
      'conf/a.ini',
      'conf/deep/b.yaml',
      'conf/deep/b.yaml',
    ]);
    expect(names.map(({ documents }) => documents[0]?.file)).toEqual(names.map(({ name }) => name));
  });

  it('is unknown where no roots are configured', () => {
    expect(messageOf(() => get('a.ini', []))).toBe(
      'a.ini: error: There is no source "a.ini"; the sources are `app` [unknown-file]',
    );
  });

  it('is the configured source when it leads to that file', () => {
    const sources = createSources({ root, roots: ['.'], sources: { app: 'app.ini' } });
    expect(sources.get('app.ini')).toBe(sources.get('app'));
  });
});
