import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { createSources, SourceError } from 'docusaurus-plugin-lockstep';
import type { LockstepOptions, Source } from 'docusaurus-plugin-lockstep';
import { describe, expect, it } from 'vitest';
import { directoryWith, writeIn } from '../../support/directory.ts';
import { messageOf } from './message-of.ts';

const schema = JSON.stringify({
  type: 'object',
  properties: {
    server: {
      type: 'object',
      properties: {
        port: { type: 'integer', minimum: 1, maximum: 65_535, default: 80, 'x-env': 'PORT' },
        pin: { type: 'string', 'x-secret': true, 'x-aliases': ['old.pin'] },
      },
    },
  },
});

describe('createSources', () => {
  it('reads the first source by default, and others by name', () => {
    const root = directoryWith({ 'a.ini': '[s]\nk = 1\n', 'b.yaml': 's:\n  k: 2\n' });
    const sources = createSources({ root, sources: { a: 'a.ini', b: { path: 'b.yaml' } } });
    expect(sources.names).toEqual(['a', 'b']);
    expect(sources.get().resolved.values.get('s.k')?.value).toBe('1');
    expect(sources.get('b').resolved.values.get('s.k')?.value).toBe('2');
  });

  it('lets a later file win', () => {
    const root = directoryWith({ 'base.ini': '[s]\nk = 1\nl = 1\n', 'prod.ini': '[s]\nk = 2\n' });
    const { resolved } = createSources({
      root,
      sources: { a: { path: ['base.ini', 'prod.ini'] } },
    }).get();
    expect(resolved.values.get('s.k')?.value).toBe('2');
    expect(resolved.values.get('s.l')?.value).toBe('1');
  });

  it('names its files, also those that do not exist yet', () => {
    const root = directoryWith({ 'a.ini': '' });
    const sources = createSources({
      root,
      sources: { a: { path: ['a.ini', 'b.ini'], schema: 's.json' } },
    });
    expect(sources.files).toEqual(['a.ini', 'b.ini', 's.json'].map((name) => join(root, name)));
  });

  it('reads the environment only where a source asks for it', () => {
    const root = directoryWith({ 'a.ini': '[server]\nport = 8080\n', 's.json': schema });
    const source = { path: 'a.ini', schema: 's.json' };
    const options = { root, sources: { files: source, live: { ...source, env: true } } };
    const sources = createSources(options, { env: { PORT: '9090' } });
    expect(sources.get('files').resolved.values.get('server.port')?.value).toBe(8080);
    expect(sources.get('live').resolved.values.get('server.port')?.value).toBe(9090);
  });

  it('names the nearest source when the name is unknown', () => {
    const sources = createSources({ root: directoryWith({}), sources: { server: 'a.ini' } });
    expect(() => sources.get('sever')).toThrow(SourceError);
    expect(messageOf(() => sources.get('sever'))).toContain('did you mean `server`?');
  });

  it('reports every error of every file, with the line and a caret', () => {
    const root = directoryWith({ 'a.ini': '[server\nport = 1\n', 'b.ini': '= 3\n' });
    const sources = createSources({ root, sources: { a: { path: ['a.ini', 'b.ini', 'c.ini'] } } });
    const message = messageOf(() => sources.get());
    expect(message).toMatch(/^a\.ini:1:1: error: /m);
    expect(message).toMatch(/^ +1 \| \[server$/m);
    expect(message).toMatch(/^b\.ini:1:\d+: error: /m);
    expect(message).toContain('c.ini: error: The file does not exist');
  });

  it('reports what is wrong with the schema before anything else', () => {
    const root = directoryWith({ 'a.ini': '[server]\nprt = 1\n', 's.json': '{"type": ' });
    const message = messageOf(() =>
      createSources({ root, sources: { a: { path: 'a.ini', schema: 's.json' } } }).get(),
    );
    expect(message).toContain('s.json:1:');
    expect(message).not.toContain('prt');
  });
});

describe('a source whose file changed', () => {
  it('is read again, and is the same object as long as nothing changed', () => {
    const root = directoryWith({ 'a.ini': '[s]\nk = 1\n' });
    const sources = createSources({ root, sources: { a: 'a.ini' } });
    const first = sources.get();
    expect(sources.get()).toBe(first);
    writeIn(root, 'a.ini', '[s]\nk = 2\n');
    expect(sources.get().resolved.values.get('s.k')?.value).toBe('2');
  });

  it('is read again when size and time of change are the same', () => {
    const root = directoryWith({ 'a.ini': '[s]\nk = 1\n' });
    const at = new Date(1_700_000_000_000);
    utimesSync(join(root, 'a.ini'), at, at);
    const sources = createSources({ root, sources: { a: 'a.ini' } });
    sources.get();
    writeIn(root, 'a.ini', '[s]\nk = 2\n');
    utimesSync(join(root, 'a.ini'), at, at);
    expect(sources.get().resolved.values.get('s.k')?.value).toBe('2');
  });

  it('stays the same object when it was written with the same content', () => {
    const root = directoryWith({ 'a.ini': '[s]\nk = 1\n' });
    const sources = createSources({ root, sources: { a: 'a.ini' } });
    const first = sources.get();
    writeIn(root, 'a.ini', '[s]\nk = 1\n');
    expect(sources.get()).toBe(first);
  });

  it('recovers from an error, a deletion and a change of the schema', () => {
    const root = directoryWith({ 'a.ini': '[server]\nport = x\n', 's.json': schema });
    const sources = createSources({ root, sources: { a: { path: 'a.ini', schema: 's.json' } } });
    expect(() => sources.get()).toThrow('server.port');
    writeIn(root, 'a.ini', '[server]\nport = 1\n');
    expect(sources.get().resolved.values.get('server.port')?.value).toBe(1);
    rmSync(join(root, 'a.ini'));
    expect(() => sources.get()).toThrow('does not exist');
    writeIn(root, 'a.ini', '[server]\nport = 1\n');
    writeIn(root, 's.json', schema.replace('"minimum":1', '"minimum":2'));
    expect(() => sources.get()).toThrow('at least 2');
  });
});

/** A source with a schema, one without, and any file below the root. */
function optionsIn(root: string): LockstepOptions {
  return {
    root,
    roots: ['.'],
    sources: { app: { path: 'app.ini', schema: 's.json' }, example: 'example.ini' },
  };
}

/** Every value of a source as it may be shown. */
function shownIn({ documents, redactor }: Source): readonly string[] {
  return documents.flatMap(({ entries }) => entries.map((entry) => redactor.value(entry)));
}

describe('secrets of a schema', () => {
  it.each(['example', 'other.ini'])('are hidden in %s, which has no schema', (name) => {
    const root = directoryWith({
      's.json': schema,
      'app.ini': '',
      'example.ini': '[server]\npin = 1234\n[old]\npin = 5678\n',
      'other.ini': '[server]\npin = 1234\n[old]\npin = 5678\n',
    });
    expect(shownIn(createSources(optionsIn(root)).get(name))).toEqual(['[redacted]', '[redacted]']);
  });

  it('are hidden from the moment the schema says so', () => {
    const root = directoryWith({
      's.json': '{"type":"object"}',
      'app.ini': '',
      'example.ini': '[server]\npin = 1234\n',
    });
    const sources = createSources(optionsIn(root));
    expect(shownIn(sources.get('example'))).toEqual(['1234']);
    writeIn(root, 's.json', schema);
    expect(shownIn(sources.get('example'))).toEqual(['[redacted]']);
  });

  it('stay hidden when another source has errors, and nothing is read when the schema has', () => {
    const root = directoryWith({
      's.json': schema,
      'app.ini': '[broken\n',
      'example.ini': '[server]\npin = 1234\n',
    });
    const sources = createSources(optionsIn(root));
    expect(shownIn(sources.get('example'))).toEqual(['[redacted]']);
    writeIn(root, 's.json', '{');
    expect(() => sources.get('example')).toThrow('s.json:1:');
  });
});
