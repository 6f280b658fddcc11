import { readFileSync } from 'node:fs';
import {
  ConfigError,
  createRedactor,
  dialectByName,
  DIALECTS,
  formatKeyPath,
  printRedacted,
} from '@lockstep/config';
import type { DialectName } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { meaning, outline, places, read } from './read.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

const FILES: [string, DialectName, string[]][] = [
  ['php.ini', 'php', ['PHP.short_open_tag', 'PHP.extension']],
  ['web.service', 'systemd', ['Service.Restart']],
  ['gitconfig', 'git', ['core.pager']],
  ['editorconfig', 'editorconfig', ['*.charset']],
  ['setup.cfg', 'python', []],
  [
    'supervisord.conf',
    'supervisord',
    ['unix_http_server.chmod', 'program.theprogramname.command', 'program.theprogramname.numprocs'],
  ],
  [
    'grafana.ini',
    'grafana',
    ['server.protocol', 'server.http_port', 'database.url', 'auth.github.allow_sign_up'],
  ],
];

describe.each(FILES)('%s', (file, dialect, disabled) => {
  it('means what its program reads', () => {
    const expected: unknown = JSON.parse(fixture(`${file}.json`));
    expect(meaning(read(fixture(file), dialect))).toEqual(expected);
  });

  it('has no mistakes', () => {
    expect(places(read(fixture(file), dialect))).toEqual([]);
  });

  it('has these commented-out keys', () => {
    const found = read(fixture(file), dialect).entries.filter((entry) => entry.disabled);
    expect(found.map(({ path }) => formatKeyPath(path))).toEqual(disabled);
  });
});

describe('where a dialect differs', () => {
  it('php: the banner between two sections introduces the second', () => {
    expect(outline(read(fixture('php.ini'), 'php'))).toContain(
      'comment CLI Server: ;;;;;;;;;;;;;;;;;;; | ; Module Settings ; | ;;;;;;;;;;;;;;;;;;;',
    );
  });

  it('systemd: an empty assignment at the end leaves the key empty', () => {
    expect(meaning(read('[a]\nb = 1\nb = 2\nb =\n', 'systemd'))).toEqual({ 'a.b': [''] });
  });

  it('systemd: one line is one value', () => {
    expect(meaning(read('[a]\nb = 1\n', 'systemd'))).toEqual({ 'a.b': '1' });
  });

  it('systemd: a blank line ends a continued value', () => {
    const document = read('[a]\nb = 1 \\\n\n[c]\nd = 2\n', 'systemd');
    expect(meaning(document)).toEqual({ 'a.b': '1 \\', 'c.d': '2' });
  });

  it.each(['php', 'systemd', 'editorconfig', 'python', 'grafana'] as const)(
    '%s: a key alone is a mistake',
    (dialect) => {
      expect(places(read('[a]\nflag\n', dialect))).toEqual(['2:1 missing-separator']);
    },
  );

  it('git: an unknown escape is a mistake', () => {
    expect(places(read('[a]\nb = "c:\\dir"\n', 'git'))).toEqual(['2:8 unknown-escape']);
  });

  it('git: a quote that is not closed is a mistake', () => {
    expect(places(read('[a]\nb = x "y\n', 'git'))).toEqual(['2:7 unterminated-quote']);
  });

  it('git: a section may have a dot, a bracket and an escaped quote in its quotes', () => {
    expect(meaning(read('[a "b]\\"c.d"]\ne = 1', 'git'))).toEqual({ 'a."b]\\"c.d".e': '1' });
  });

  it('git: the first key may stand behind the header', () => {
    const document = read('# who\n[user] name = Jane ; c\n\temail = j@x\n', 'git');
    expect(places(document)).toEqual([]);
    expect(meaning(document)).toEqual({ 'user.name': 'Jane', 'user.email': 'j@x' });
    expect(outline(document)).toEqual([
      'comment user -> 1: # who',
      'header user: [user] name = Jane ; c',
      'entry user: \temail = j@x',
    ]);
  });

  it('git: a key behind a header is read like any other', () => {
    expect(meaning(read('[a] b = 1 \\\n 2\n[c] d\nb = 3\n', 'git'))).toEqual({
      'a.b': '1  2',
      'c.d': 'true',
      'c.b': '3',
    });
    expect(places(read('[a] b = "\n', 'git'))).toEqual(['1:9 unterminated-quote']);
    expect(places(read('[a]]\n[b] = 1\n', 'git'))).toEqual([
      '1:4 text-after-header',
      '2:5 empty-key',
    ]);
  });

  it('git: a secret behind a header is hidden', () => {
    const document = read('[smtp] password = hunter2hunter2\n', 'git');
    expect(printRedacted(document, document.blocks, createRedactor())).toBe(
      '[smtp] password = [redacted]',
    );
  });

  it('editorconfig: a comment may follow a header, and hold brackets', () => {
    const document = read('[*.{a,b}] ; see [c]\nd = 1 ; e\n[[f]g] # h\n', 'editorconfig');
    expect(places(document)).toEqual([]);
    expect(document.blocks.map(({ section }) => section[0])).toEqual([
      '*.{a,b}',
      '*.{a,b}',
      '[f]g',
    ]);
    expect(meaning(document)).toEqual({ '"*.{a,b}".d': '1 ; e' });
  });

  it('supervisord: a marker needs white space before it', () => {
    expect(meaning(read('a=b;c ;d', 'supervisord'))).toEqual({ a: 'b;c' });
  });

  it('python: a line that looks like a header is part of an indented value', () => {
    expect(meaning(read('a =\n  [1,2]\nb = 1', 'python'))).toEqual({ a: '[1,2]', b: '1' });
  });

  it('grafana: quotes do not hide a comment marker', () => {
    expect(meaning(read('a = "b;c"', 'grafana'))).toEqual({ a: '"b' });
  });

  it('grafana: text behind a quoted value of several lines is a mistake', () => {
    expect(places(read('a = """b\nc""" d', 'grafana'))).toContain('2:6 text-after-quote');
  });
});

describe('dialectByName', () => {
  it.each(Object.keys(DIALECTS))('knows %s', (name) => {
    expect(dialectByName(name).name).toBe(name);
  });

  it('names the nearest dialect', () => {
    expect(() => dialectByName('systemed', 'lockstep.config.json')).toThrow(ConfigError);
    expect(() => dialectByName('systemed', 'lockstep.config.json')).toThrow(
      /lockstep\.config\.json: error: Unknown INI dialect `systemed`[^]*did you mean `systemd`/,
    );
  });

  it.each(['__proto__', 'constructor', 'toString', ''])('does not know %j', (name) => {
    expect(() => dialectByName(name)).toThrow(ConfigError);
  });
});
