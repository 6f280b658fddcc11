import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkReference,
  createSources,
  OutputError,
  writeReference,
} from 'docusaurus-plugin-lockstep';
import type { Sources } from 'docusaurus-plugin-lockstep';
import { describe, expect, it } from 'vitest';
import { directoryWith, writeIn } from '../../support/directory.ts';
import { messageOf } from '../sources/message-of.ts';
import { evidence, ini, schema } from './fixture.ts';

function project(): Project {
  const root = directoryWith({
    'app.ini': ini,
    's.json': JSON.stringify(schema),
    'bare.ini': '[a]\nb = 1\n',
  });
  const sources = createSources({
    root,
    sources: { app: { path: 'app.ini', schema: 's.json' }, bare: 'bare.ini' },
  });
  return { root, sources, target: { root, out: 'docs/reference' } };
}

interface Project {
  readonly root: string;
  readonly sources: Sources;
  readonly target: { readonly root: string; readonly out: string };
}

const ALL = [
  '_category_.json',
  'app.mdx',
  'general.mdx',
  'index.mdx',
  'providers.mdx',
  'security.mdx',
];

describe('writeReference', () => {
  it('writes a page for each section, an index and a category', () => {
    const { root, sources, target } = project();
    expect(writeReference(sources, target)).toEqual({ written: ALL, removed: [] });
    expect(readdirSync(join(root, 'docs/reference')).toSorted()).toEqual(ALL);
  });

  it('writes nothing when nothing changed', () => {
    const { root, sources, target } = project();
    writeReference(sources, target);
    const before = statSync(join(root, 'docs/reference/app.mdx'), { bigint: true });
    expect(writeReference(sources, target)).toEqual({ written: [], removed: [] });
    const after = statSync(join(root, 'docs/reference/app.mdx'), { bigint: true });
    expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino]);
  });

  it('writes only the pages that a change shows on', () => {
    const { root, sources, target } = project();
    writeReference(sources, target);
    writeIn(root, 'app.ini', ini.replace('45m', '50m'));
    expect(writeReference(sources, target).written).toEqual(['index.mdx', 'security.mdx']);
  });

  it('removes the page of a section that is gone, and nothing that it did not make', () => {
    const { root, sources, target } = project();
    writeReference(sources, target);
    writeIn(root, 'docs/reference/mine.mdx', '# Mine\n');
    writeIn(root, 'docs/reference/notes.md', '# Notes\n');
    const { app, security } = schema.properties;
    writeIn(root, 's.json', JSON.stringify({ ...schema, properties: { app, security } }));
    writeIn(root, 'app.ini', '');
    const { removed } = writeReference(sources, target);
    expect(removed).toEqual(['general.mdx', 'providers.mdx']);
    expect(existsSync(join(root, 'docs/reference/mine.mdx'))).toBe(true);
    expect(existsSync(join(root, 'docs/reference/notes.md'))).toBe(true);
  });

  it('overwrites nothing that it did not make, and then writes nothing at all', () => {
    const { root, sources, target } = project();
    writeIn(root, 'docs/reference/security.mdx', '# By hand\n');
    writeIn(root, 'elsewhere.mdx', '# By hand, too\n');
    symlinkSync(join(root, 'elsewhere.mdx'), join(root, 'docs/reference/app.mdx'));
    expect(() => writeReference(sources, target)).toThrow(OutputError);
    expect(messageOf(() => writeReference(sources, target))).toMatch(/app\.mdx, .*security\.mdx/);
    expect(readdirSync(join(root, 'docs/reference')).toSorted()).toEqual([
      'app.mdx',
      'security.mdx',
    ]);
    expect(readFileSync(join(root, 'elsewhere.mdx'), 'utf8')).toBe('# By hand, too\n');
  });

  it('writes nothing when the configuration has errors', () => {
    const { root, sources, target } = project();
    writeIn(root, 'app.ini', '[security.session]\nidle_timeout = soon\n');
    expect(messageOf(() => writeReference(sources, target))).toContain('app.ini:2:1: error: ');
    expect(existsSync(join(root, 'docs'))).toBe(false);
  });

  it.each([
    ['a source without schema', { source: 'bare' }, 'has no schema'],
    ['an unknown source', { source: 'ap' }, 'did you mean `app`?'],
    ['missing evidence', { evidence: 'gone.json' }, 'gone.json: error: The file does not exist'],
    ['a file in place of the directory', { out: 'app.ini' }, 'is not a directory'],
  ])('refuses %s', (_case, changes, part) => {
    const { sources, target } = project();
    expect(messageOf(() => writeReference(sources, { ...target, ...changes }))).toContain(part);
  });

  it('names every piece of evidence of another shape', () => {
    const { root, sources, target } = project();
    writeIn(
      root,
      'evidence.json',
      JSON.stringify({ ...evidence, a: 1, b: { test: 't', values: [1] } }),
    );
    const message = messageOf(() =>
      writeReference(sources, { ...target, evidence: 'evidence.json' }),
    );
    expect(message).toContain('The evidence for `a` has another shape');
    expect(message).toContain('The evidence for `b` has another shape');
  });
});

describe('checkReference', () => {
  it('tells what writing would change, and changes nothing', () => {
    const { root, sources, target } = project();
    writeReference(sources, target);
    expect(checkReference(sources, target)).toEqual([]);
    const page = readFileSync(join(root, 'docs/reference/app.mdx'), 'utf8');
    writeIn(root, 'docs/reference/app.mdx', `${page}edited\n`);
    writeIn(root, 'docs/reference/gone.mdx', page);
    writeIn(root, 'docs/reference/security.mdx', '# By hand\n');
    writeIn(root, 'docs/reference/providers.mdx', '');
    expect(checkReference(sources, target)).toEqual([
      { name: 'app.mdx', state: 'outdated' },
      { name: 'gone.mdx', state: 'stale' },
      { name: 'providers.mdx', state: 'foreign' },
      { name: 'security.mdx', state: 'foreign' },
    ]);
    expect(existsSync(join(root, 'docs/reference/gone.mdx'))).toBe(true);
  });
});
