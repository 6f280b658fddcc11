import { formatKeyPath, hasErrors } from '@lockstep/config';
import * as fc from 'fast-check';
import { parse } from 'ini';
import { describe, expect, it } from 'vitest';
import { iniCharacters, iniLine, iniText } from './generators.ts';
import { meaning, places, read } from './read.ts';

/** What the package makes of a text, in the shape of `meaning`; `undefined` when it throws. */
function meaningByIni(source: string): Record<string, unknown> | undefined {
  try {
    const pairs: [string, unknown][] = [];
    collect(parse(source), [], pairs);
    return Object.fromEntries(pairs);
  } catch {
    return undefined;
  }
}

function collect(table: object, path: string[], pairs: [string, unknown][]): void {
  for (const [name, value] of Object.entries(table) as [string, unknown][]) {
    const below = [...path, name];
    if (Array.isArray(value)) pairs.push([formatKeyPath(below), value.map(toText)]);
    else if (typeof value === 'object' && value !== null) collect(value, below, pairs);
    else pairs.push([formatKeyPath(below), String(value)]);
  }
}

/** Objects within lists never count as equal to a text. */
function toText(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? { typed: value } : String(value);
}

const byKey = ([one]: [string, unknown], [other]: [string, unknown]): number =>
  one < other ? -1 : Number(one > other);

function sorted(values: Record<string, unknown> | undefined): [string, unknown][] | undefined {
  return values && Object.entries(values).toSorted(byKey);
}

const HEADER = /^\s*\[/;

function isSameByIni(source: string): boolean {
  const ours = JSON.stringify(sorted(meaning(read(source))));
  return ours === JSON.stringify(sorted(meaningByIni(source)));
}

/** Findings that say nothing about what the package reads. */
const HARMLESS = new Set([
  'duplicate-key',
  'mixed-list',
  'suspicious-header',
  'suspicious-separator',
  'suspicious-continuation',
]);

function telling(source: string): string[] {
  const codes = read(source).problems.map(({ code }) => code);
  return codes.filter((code) => !HARMLESS.has(code));
}

describe('the npm package `ini` as oracle', () => {
  it('agrees on every text without a finding', () => {
    let compared = 0;
    fc.assert(
      fc.property(iniText, (source) => {
        if (telling(source).length > 0) return;
        compared++;
        expect(sorted(meaning(read(source)))).toEqual(sorted(meaningByIni(source)));
      }),
      { numRuns: 6000 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  it('agrees on every text without a finding, whatever characters it has', () => {
    fc.assert(
      fc.property(fc.oneof(iniCharacters, fc.string({ unit: 'binary' })), (source) => {
        if (telling(source).length > 0) return;
        expect(sorted(meaning(read(source)))).toEqual(sorted(meaningByIni(source)));
      }),
      { numRuns: 6000 },
    );
  });

  it('agrees on a single entry exactly when there is no finding', () => {
    const entry = iniLine.filter((line) => !HEADER.test(line));
    fc.assert(
      fc.property(fc.constantFrom('', '[s]\n'), entry, (section, line) => {
        const source = section + line;
        fc.pre(!hasErrors(read(source).problems));
        expect([source, isSameByIni(source)]).toEqual([source, telling(source).length === 0]);
      }),
      { numRuns: 3000 },
    );
  });

  it('agrees on a section with a key exactly when there is no finding', () => {
    const header = iniLine.filter((line) => HEADER.test(line));
    fc.assert(
      fc.property(header, (line) => {
        const source = `${line}\nkey = 1\n`;
        fc.pre(!hasErrors(read(source).problems));
        expect([source, isSameByIni(source)]).toEqual([source, telling(source).length === 0]);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees on an ordinary file', () => {
    const source = [
      '; application',
      'name = demo',
      '',
      '[server]',
      'host = 127.0.0.1',
      'port=8080 ; plain',
      'paths[] = /a',
      'paths[] = /b',
      'motd = "hello; \\"world\\" \\u00e9"',
      'escaped = a \\; b \\# c',
      'verbose',
      '',
      '[server.tls]',
      'enabled = true',
    ].join('\n');
    expect(places(read(source))).toEqual([]);
    expect(meaning(read(source))).toEqual(meaningByIni(source));
    expect(meaning(read(source))).toEqual({
      name: 'demo',
      'server.host': '127.0.0.1',
      'server.port': '8080',
      'server.paths': ['/a', '/b'],
      'server.motd': 'hello; "world" é',
      'server.escaped': 'a ; b # c',
      'server.verbose': 'true',
      'server.tls.enabled': 'true',
    });
  });
});

describe('what the package misreads is read right and reported', () => {
  it.each([
    ['a comment behind a header', '[db] ; main\na = 1', { 'db.a': '1' }, '1:1 ini-misreads-header'],
    ['an indented header', '  [b]\na = 1', { 'b.a': '1' }, '1:1 ini-misreads-header'],
    ['a byte order mark', '\uFEFF[a]\nb = 1', { 'a.b': '1' }, '1:1 ini-misreads-header'],
    ['`;` in a header', '[a;b]\nc = 1', { 'a;b.c': '1' }, '1:1 ini-misreads-header'],
    ['a dot in quotes', '[p."x.y"]\nc = 1', { 'p."x.y".c': '1' }, '1:1 ini-misreads-header'],
    [
      'a header in single quotes',
      `['{"a":1}']\nc = 1`,
      { '"{\\"a\\":1}".c': '1' },
      '1:1 ini-misreads-header',
    ],
    ['a fragment', 'url = http://x/#frag', { url: 'http://x/#frag' }, '1:1 ini-misreads-comment'],
    ['a colour', 'color=#fff', { color: '#fff' }, '1:1 ini-misreads-comment'],
    ['a marker within a word', 'a = x#y;z', { a: 'x#y;z' }, '1:1 ini-misreads-comment'],
    ['a comment behind quotes', 'b = "x;y" ; tail', { b: 'x;y' }, '1:1 ini-misreads-comment'],
    ['backticks', 'b = `#ff5343`', { b: '`#ff5343`' }, '1:1 ini-misreads-comment'],
    ['a Windows path', 'b = "C:\\path\\new"', { b: 'C:\\path\\new' }, '1:1 ini-misreads-quotes'],
    ['JSON in single quotes', `b = '[1,2]'`, { b: '[1,2]' }, '1:1 ini-misreads-quotes'],
    ['an object in single quotes', `b = '{"x":1}'`, { b: '{"x":1}' }, '1:1 ini-misreads-quotes'],
    ['a string in both quotes', `b = '"x"'`, { b: '"x"' }, '1:1 ini-misreads-quotes'],
    ['a key that throws', `'null' = 1`, { null: '1' }, '1:1 ini-misreads-line'],
    ['a marker in a key', 'a#b = 1', { 'a#b': '1' }, '1:1 ini-misreads-key'],
    ['a separator in a quoted key', '"a=b" = 1', { 'a=b': '1' }, '1:1 ini-misreads-key'],
    ['a line separator', 'a = b\u2028c', { a: 'b\u2028c' }, '1:1 ini-misreads-line'],
    [
      'a key and a section',
      'a = 1\n[a]\nb = 2',
      { a: '1', 'a.b': '2' },
      '2:1 ini-misreads-section',
    ],
    [
      'a key in dots and a section',
      'a.b = 1\n[a.b]\nc = 2',
      { '"a.b"': '1', 'a.b.c': '2' },
      '2:1 ini-misreads-section',
    ],
    [
      'a key and a nested section',
      '[a]\nb = null\n[a.b]\nc = 1',
      { 'a.b': 'null', 'a.b.c': '1' },
      '3:1 ini-misreads-section',
    ],
    [
      'a child before its parent',
      '[a.b.c]\nx = 1\n[a.b]\ny = 2',
      { 'a.b.c.x': '1', 'a.b.y': '2' },
      '3:1 ini-misreads-section',
    ],
    [
      'namesakes',
      '[a.b]\nx = 1\n[a\\.b]\ny = 2',
      { 'a.b.x': '1', '"a.b".y': '2' },
      '3:1 ini-misreads-section',
    ],
  ])('%s', (_name, source, expected, finding) => {
    const document = read(source);
    expect(meaning(document)).toEqual(expected);
    expect(sorted(meaningByIni(source))).not.toEqual(sorted(expected));
    expect(places(document)).toEqual([finding]);
    expect(document.problems[0]?.severity).toBe('warning');
  });

  it.each([
    ['a colon', 'a: b = 1', '1:1 suspicious-separator'],
    ['a requirement', 'tox>=3', '1:1 suspicious-separator'],
    ['a continued value', 'a = 1\n  two', '2:3 suspicious-continuation'],
    ['a line after a backslash', 'a = 1 \\\ntwo', '2:1 suspicious-continuation'],
    ['a value that looks like a header', 'a =\n[1,2]', '2:1 suspicious-header'],
  ])('reads %s like the package, and points at it', (_name, source, finding) => {
    expect(sorted(meaning(read(source)))).toEqual(sorted(meaningByIni(source)));
    expect(places(read(source))).toEqual([finding]);
  });

  it('warns in the default dialect only', () => {
    expect(places(read('[a] ; b\nc = x#y', 'supervisord'))).toEqual([]);
  });
});
