import { describe, expect, it } from 'vitest';
import { meaning, read } from './read.ts';

describe('the default dialect', () => {
  it.each<[string, string, Record<string, string | string[]>]>([
    ['a key before any section', 'a = 1', { a: '1' }],
    ['dotted sections', '[a.b]\nc = 1', { 'a.b.c': '1' }],
    ['a dotted key is one name', 'a.b = 1', { '"a.b"': '1' }],
    ['a section in two places', '[a]\nb = 1\n[c]\n[a]\nd = 2', { 'a.b': '1', 'a.d': '2' }],
    ['an indented key', '[a]\n\t b = 1', { 'a.b': '1' }],
    ['an empty value', 'a =', { a: '' }],
    ['an empty value with a comment', 'a = ; nothing', { a: '' }],
    ['a key alone', 'verbose', { verbose: 'true' }],
    ['a list', 'a[] = 1\na[] = 2', { a: ['1', '2'] }],
    ['a list and a single value', 'a[] = 1\na = 2', { a: ['1', '2'] }],
    ['the last of repeated keys', 'a = 1\na = 2', { a: '2' }],
    ['`=` in a value', 'a = b=c', { a: 'b=c' }],
    ['a key with spaces', 'read only = yes', { '"read only"': 'yes' }],
    ['a quoted key', '"a b" = 1', { '"a b"': '1' }],
    ['white space in quotes', 'a = "  b  "', { a: '  b  ' }],
    ['an empty string', 'a = ""', { a: '' }],
    ['JSON escapes', 'a = "x\\ty\\u00e9\\"z\\""', { a: 'x\ty\u00e9"z"' }],
    ['a backslash that is no escape', 'a = "C:\\dir"', { a: 'C:\\dir' }],
    ['single quotes', "a = 'b\\n;c'", { a: 'b\\n;c' }],
    ['an apostrophe in single quotes', "a = 'it's'", { a: "it's" }],
    ['quotes within a value', 'a = say "b"', { a: 'say "b"' }],
    ['two quoted words', 'a = "b" and "c"', { a: '"b" and "c"' }],
    ['escaped markers', 'a = b \\; c \\# d \\\\', { a: 'b ; c # d \\' }],
    ['a marker without white space', 'a = b#c;d', { a: 'b#c;d' }],
    ['a marker after white space', 'a = b #c', { a: 'b' }],
    ['a colour', 'color = #fff', { color: '#fff' }],
    ['a comment directly behind the separator', 'a =; b\nc =# d', { a: '', c: '' }],
    ['a marker directly behind the separator', 'a =;b', { a: ';b' }],
    ['an environment reference', 'a = ${VAR:-x y}', { a: '${VAR:-x y}' }],
    ['words that YAML would type', 'a = yes\nb = null\nc = 007', { a: 'yes', b: 'null', c: '007' }],
    ['CRLF', '[a]\r\nb = 1\r\n', { 'a.b': '1' }],
    ['a lone CR', '[a]\rb = 1\r', { 'a.b': '1' }],
    ['a byte order mark', '\uFEFFa = 1', { a: '1' }],
    ['Unicode', '[größe]\nschlüssel = wert €', { 'größe.schlüssel': 'wert €' }],
  ])('%s', (_name, source, expected) => {
    const document = read(source);
    expect(meaning(document)).toEqual(expected);
    expect(document.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('places keys, values and comments', () => {
    const { entries, blocks } = read('[a]\r\n  "key"[] = "x y" ; tail \r\nflag');
    expect(entries).toEqual([
      {
        path: ['a', 'key'],
        form: 'item',
        value: {
          text: 'x y',
          raw: '"x y"',
          quoted: true,
          span: {
            start: { line: 2, column: 13, offset: 17 },
            end: { line: 2, column: 18, offset: 22 },
          },
        },
        keySpan: {
          start: { line: 2, column: 4, offset: 8 },
          end: { line: 2, column: 7, offset: 11 },
        },
        span: {
          start: { line: 2, column: 3, offset: 7 },
          end: { line: 2, column: 18, offset: 22 },
        },
        disabled: false,
      },
      {
        path: ['a', 'flag'],
        form: 'flag',
        value: {
          text: 'true',
          raw: '',
          quoted: false,
          span: {
            start: { line: 3, column: 5, offset: 36 },
            end: { line: 3, column: 5, offset: 36 },
          },
        },
        keySpan: {
          start: { line: 3, column: 1, offset: 32 },
          end: { line: 3, column: 5, offset: 36 },
        },
        span: {
          start: { line: 3, column: 1, offset: 32 },
          end: { line: 3, column: 5, offset: 36 },
        },
        disabled: false,
      },
    ]);
    expect(blocks[1]?.inlineComment).toEqual({
      start: { line: 2, column: 19, offset: 23 },
      end: { line: 2, column: 25, offset: 29 },
    });
  });

  it('says what the document is', () => {
    expect(read('a = 1')).toMatchObject({
      format: 'ini',
      dialect: 'default',
      file: 'app.ini',
      source: 'a = 1',
      repeated: 'last',
    });
  });
});
