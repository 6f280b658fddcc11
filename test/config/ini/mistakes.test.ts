import { DIALECTS, formatProblem } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iniLine } from './generators.ts';
import { meaning, outline, places, read } from './read.ts';

describe('mistakes', () => {
  it.each([
    ['a header without end', '[abc\n', '1:1 unclosed-header', 'other abc: [abc'],
    ['a header without name', '[ ]\n', '1:1 empty-header', 'other -: [ ]'],
    ['a header with an empty part', '[a..b]\n', '1:1 empty-header', 'other a.b: [a..b]'],
    ['text behind a header', '[a] b\n', '1:5 text-after-header', 'other a: [a] b'],
    ['a value without key', ' = 1\n', '1:2 empty-key', 'other -:  = 1'],
    ['a list without name', '[]= 1\n', '1:1 empty-header', 'other -: []= 1'],
    ['a line of prose', 'not a key\n', '1:1 missing-separator', 'other -: not a key'],
    ['a colon', 'a: 1\n', '1:1 missing-separator', 'other -: a: 1'],
    ['a NUL', 'a = b\0c\n', '1:6 control-character', 'other -: a = b\0c'],
    [
      'a control character in a header',
      '[a\u001b]\n',
      '1:3 control-character',
      'other a\u001b: [a\u001b]',
    ],
    ['an open quote', 'a = "b\n', '1:5 unterminated-quote', 'entry -: a = "b'],
    [
      'a long header',
      `[${'a'.repeat(1025)}]`,
      '1:1 oversized-header',
      `other ${'a'.repeat(1024)}: [${'a'.repeat(1025)}]`,
    ],
  ])('%s', (_name, source, place, block) => {
    const document = read(source);
    expect(places(document)).toEqual([place]);
    expect(document.problems[0]).toMatchObject({ severity: 'error', file: 'app.ini' });
    expect(document.problems[0]?.expected).toBeTruthy();
    expect(outline(document)).toEqual([block]);
  });

  it('a header that is too deep', () => {
    const document = read(`[${'a.'.repeat(32)}a]\nb = 1\n`);
    expect(places(document)).toEqual(['1:1 oversized-header']);
    expect(document.entries[0]?.path).toHaveLength(33);
  });

  it('every mistake is reported at once, in source order, and the rest is read', () => {
    const document = read('[a\nb = 1\n= 2\nc d\nb = 3\n[e]\nf = "\ng = 4\n');
    expect(places(document)).toEqual([
      '1:1 unclosed-header',
      '3:1 empty-key',
      '4:1 missing-separator',
      '5:1 duplicate-key',
      '7:5 unterminated-quote',
    ]);
    expect(meaning(document)).toEqual({ 'a.b': '3', 'e.f': '"', 'e.g': '4' });
  });

  it('a repeated key names the line of the first', () => {
    const [problem] = read('[s]\na = 1\n\na = 2\n').problems;
    expect(problem).toMatchObject({ code: 'duplicate-key', severity: 'warning', key: 's.a' });
    expect(problem?.message).toBe('Key is set more than once; first on line 2');
  });

  it('a list with a single value in it is pointed at', () => {
    expect(places(read('a[] = 1\na = 2\n'))).toEqual(['2:1 mixed-list']);
  });

  it('a key that looks like the rest of a value is pointed at', () => {
    const text = 'options = A \\\n   B=1\ndir = C:\\x\\\nnext = 1\n';
    expect(places(read(text))).toContain('2:4 suspicious-continuation');
    expect(places(read(text)).join()).not.toContain('4:1');
  });

  it('reads as people expect', () => {
    expect(read('[db\n').problems.map(formatProblem)).toEqual([
      'app.ini:1:1: error: Section header without a closing `]` [unclosed-header]\n  expected `[name]`',
    ]);
  });

  it('never shows a value', () => {
    const value = 'hunter2';
    const dialects = Object.values(DIALECTS).map(({ name }) => name);
    const lines = fc.array(iniLine, { maxLength: 4 });
    const secrets = [
      `k = ${value}`,
      `k = "${value}`,
      `k = "\\q${value}"`,
      `= ${value}`,
      `k = \0${value}`,
      `k = x#${value}`,
      `k = """${value}\n""" x`,
      `k = '"${value}"'`,
      `a b c: ${value}`,
      `k: ${value}=`,
      `k = \\\n  ${value}`,
    ];
    const secret = fc.constantFrom(...secrets);
    fc.assert(
      fc.property(
        lines,
        secret,
        lines,
        fc.constantFrom(...dialects),
        (above, line, below, name) => {
          const source = [...above, line, ...below].join('\n');
          const { problems } = read(source, name);
          const shown = problems.map(formatProblem).join('\n') + JSON.stringify(problems);
          expect(shown).not.toContain(value);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('reserved names', () => {
  it.each([
    ['a section', '[__proto__]\npolluted = 1', '1:1 reserved-key'],
    ['a part of a section', '[a.constructor.prototype]\npolluted = 1', '1:1 reserved-key'],
    ['a key', '[a]\n__proto__ = polluted', '2:1 reserved-key'],
    ['a quoted key', '"__proto__" = polluted', '1:2 reserved-key'],
    ['a list', '[a]\nprototype[] = polluted', '2:1 reserved-key'],
    ['a flag', 'constructor', '1:1 reserved-key'],
  ])('%s is kept, reported and never read', (_name, source, place) => {
    const document = read(source);
    expect(document.entries).toHaveLength(1);
    expect(places(document)).toEqual([place]);
    expect(document.problems[0]?.severity).toBe('error');
    expect(meaning(document)).toEqual({});
    expect('polluted' in {}).toBe(false);
  });
});
