import { join } from 'node:path';
import { loadProject, OptionsError, validateOptions } from 'docusaurus-plugin-lockstep';
import { describe, expect, it } from 'vitest';
import { directoryWith } from '../../support/directory.ts';
import { messageOf } from './message-of.ts';

describe('validateOptions', () => {
  it('accepts every option', () => {
    const options = {
      sources: {
        app: 'app.ini',
        server: { path: ['base.ini', 'prod.ini'], schema: 's.json', dialect: 'php', env: true },
      },
      root: '.',
      roots: ['conf'],
      reference: { out: 'docs/reference', source: 'server', evidence: 'evidence.json' },
      redact: ['*.pin'],
    };
    expect(validateOptions(options)).toBe(options);
  });

  it.each([
    [
      'no object',
      [],
      'The options have the wrong type',
      'expected an object',
      'received an empty list',
    ],
    ['no sources', {}, 'Option `sources` is missing', '[missing-option]'],
    [
      'empty sources',
      { sources: {} },
      'Option `sources` has the wrong type',
      'received an empty object',
    ],
    [
      'a typo',
      { sorces: {}, sources: { a: 'a.ini' } },
      'Unknown option `sorces`',
      'did you mean `sources`?',
    ],
    [
      'a typo deep within',
      { sources: { a: { path: 'a.ini', shema: 's' } } },
      'Unknown option `sources.a.shema`',
      'did you mean `schema`?',
    ],
    [
      'a wrong type',
      { sources: { a: { path: 'a', env: 'yes' } } },
      '`sources.a.env`',
      'expected true or false',
      'received a string',
    ],
    [
      'a number for a path',
      { sources: { a: { path: 5 } } },
      'expected a string or a list of strings',
      'received a number',
    ],
    ['an empty list of paths', { sources: { a: { path: [] } } }, 'received an empty list'],
    [
      'an unknown dialect',
      { sources: { a: { path: 'a', dialect: 'phpp' } } },
      'did you mean `php`?',
      'received "phpp"',
    ],
    [
      'an unknown source',
      { sources: { app: 'a' }, reference: { out: 'd', source: 'ap' } },
      'Source `ap` is not configured',
      'did you mean `app`?',
    ],
    [
      'no place for the reference',
      { sources: { app: 'a' }, reference: {} },
      'Option `reference.out` is missing',
    ],
  ])('refuses %s', (_case, options, ...parts) => {
    const message = messageOf(() => validateOptions(options));
    for (const part of parts) expect(message).toContain(part);
  });

  it('reports everything at once', () => {
    const options = { source: {}, roots: 'conf', redact: [1] };
    expect(() => validateOptions(options)).toThrow(OptionsError);
    expect(
      messageOf(() => validateOptions(options))
        .split('\n')
        .filter((line) => line.startsWith('options: ')),
    ).toHaveLength(4);
  });

  it('takes names of objects for data', () => {
    const options: unknown = JSON.parse(
      '{"sources": {"__proto__": "a.ini", "constructor": "b.ini"}}',
    );
    expect(validateOptions(options)).toBe(options);
    expect(Object.prototype).not.toHaveProperty('path');
  });
});

describe('loadProject', () => {
  const expected = { sources: { app: { path: 'app.ini', env: true } } };

  it.each([
    ['lockstep.config.json', '{"sources": {"app": {"path": "app.ini", "env": true}}}'],
    ['lockstep.config.yaml', 'sources:\n  app:\n    path: app.ini\n    env: true\n'],
    [
      'lockstep.config.mjs',
      'export default { sources: { app: { path: "app.ini", env: true } } };\n',
    ],
  ])('reads %s', async (name, content) => {
    const root = directoryWith({ [name]: content });
    const project = await loadProject(root);
    expect(project?.file).toBe(join(root, name));
    expect(project?.options).toEqual({ ...expected, root });
  });

  it('finds nothing where there is nothing', async () => {
    await expect(loadProject(directoryWith({}))).resolves.toBeUndefined();
  });

  it('takes `root` from the place of the file', async () => {
    const root = directoryWith({ 'lockstep.config.yaml': 'root: ..\nsources:\n  app: app.ini\n' });
    const project = await loadProject(root);
    expect(project?.options.root).toBe(join(root, '..'));
  });

  it('says where a mistake stands', async () => {
    const content = 'sources:\n  app:\n    path: app.ini\n    shema: s.json\n    env: sometimes\n';
    const loading = loadProject(directoryWith({ 'lockstep.config.yaml': content }));
    await expect(loading).rejects.toThrow(
      [
        'lockstep.config.yaml:4:5: error: Unknown option `sources.app.shema` [unknown-option]',
        '  4 |     shema: s.json',
        '    |     ^^^^^',
        '  did you mean `schema`?',
        'lockstep.config.yaml:5:5: error: Option `sources.app.env` has the wrong type [invalid-option]',
      ].join('\n'),
    );
  });

  it.each([
    ['broken JSON', { 'lockstep.config.json': '{"sources": ' }, 'lockstep.config.json:1:'],
    [
      'a module without default export',
      { 'lockstep.config.mjs': 'export const a = 1;' },
      'no default export',
    ],
    [
      'a module that throws',
      { 'lockstep.config.mjs': 'throw new Error("no luck")' },
      'cannot be loaded: no luck',
    ],
    [
      'two files',
      { 'lockstep.config.json': '{}', 'lockstep.config.yaml': '' },
      'There are several',
    ],
  ])('refuses %s', async (_case, files, part) => {
    await expect(loadProject(directoryWith(files))).rejects.toThrow(part);
  });
});
