import { describe, expect, it } from 'vitest';
import { outline, read } from './read.ts';

describe('whose comment it is', () => {
  it('belongs to the entry directly below', () => {
    expect(outline(read('; one\n; two\na = 1\n'))).toEqual([
      'comment - -> 1: ; one | ; two',
      'entry -: a = 1',
    ]);
  });

  it('belongs to the header directly below, and to its section, not to the one above', () => {
    const source = '[ui.export]\na = 1\n\n; Defaults for all connections\n[db]\nb = 2\n';
    expect(outline(read(source))).toEqual([
      'header ui.export: [ui.export]',
      'entry ui.export: a = 1',
      'blank ui.export:',
      'comment db -> 4: ; Defaults for all connections',
      'header db: [db]',
      'entry db: b = 2',
    ]);
  });

  it('belongs to the header without a blank line above it, too', () => {
    expect(outline(read('[a]\nb = 1\n; about c\n[c]\n'))[2]).toBe('comment c -> 3: ; about c');
  });

  it('belongs to nobody above a blank line', () => {
    expect(outline(read('[a]\n; remark\n\nb = 1\n'))[1]).toBe('comment a: ; remark');
  });

  it('introduces the next section between blank lines, as a banner', () => {
    const source = '[a]\nb = 1\n\n; about a\n\n; == C ==\n\n[c]\n';
    expect(outline(read(source)).slice(3, 7)).toEqual([
      'comment a: ; about a',
      'blank a:',
      'comment c: ; == C ==',
      'blank c:',
    ]);
  });

  it('describes the file at its top', () => {
    expect(outline(read('\n; licence\n\n[a]\n'))[1]).toBe('comment -: ; licence');
  });

  it('belongs to the commented-out key directly below', () => {
    expect(outline(read('[a]\n; doc\n;b = 1\nc = 2\n')).slice(1)).toEqual([
      'comment a -> 2: ; doc',
      'disabled a: ;b = 1',
      'entry a: c = 2',
    ]);
  });

  it('belongs to the entry when commented-out values of the same key stand between', () => {
    expect(outline(read('; doc\n;b = 1\n;b = 2\nb = 3\n'))).toEqual([
      'comment - -> 3: ; doc',
      'disabled - -> 3: ;b = 1',
      'disabled - -> 3: ;b = 2',
      'entry -: b = 3',
    ]);
  });

  it('does not belong to an entry when another commented-out key stands between', () => {
    expect(outline(read(';other = 1\nb = 3\n'))[0]).toBe('disabled -: ;other = 1');
  });

  it('is inline behind values and headers', () => {
    const { blocks, source } = read('[a] ; first\nb = 1 # second\nc ; third\n;d = 1 ; fourth\n');
    const inline = blocks.map(
      ({ inlineComment: span }) => span && source.slice(span.start.offset, span.end.offset),
    );
    expect(inline).toEqual(['; first', '# second', '; third', '; fourth']);
  });
});

describe('a commented-out key', () => {
  it.each([
    [';port = 1', 'port', '1'],
    ['# allow_sign_up = true', 'allow_sign_up', 'true'],
    ['; name =', 'name', ''],
    [';a.b-c=d ; e', 'a.b-c', 'd'],
    ['  ;indented = "x;y"', 'indented', 'x;y'],
    ['# title = "a title of many words in quotes"', 'title', 'a title of many words in quotes'],
    [
      ';title = many words without a space before them',
      'title',
      'many words without a space before them',
    ],
    [';list[] = 1', 'list', '1'],
  ])('%s', (line, key, text) => {
    const { blocks, entries } = read(`[s]\n${line}\n`);
    expect(blocks.map(({ kind }) => kind)).toEqual(['header', 'disabled']);
    expect(entries).toMatchObject([{ path: ['s', key], disabled: true, value: { text } }]);
  });

  it.each([
    ['two words as key', '; two words = 1'],
    ['no separator', '; word'],
    ['a colon', '; Note: a = b'],
    ['a comparison', '# if a == b'],
    ['a comparison of one word', '# a == b'],
    ['an arrow', '; a => b'],
    ['a sentence', '# timeout = how long we wait'],
    ['an example deep inside prose', ';   host = example.org'],
    ['a ruler', '; ======'],
    ['two markers', ';; a = 1'],
    ['an unclosed quote', '; a = "b'],
    ['a section header', ';[section]'],
  ])('is not %s', (_name, line) => {
    const document = read(`${line}\n`);
    expect(document.blocks.map(({ kind }) => kind)).toEqual(['comment']);
    expect(document.entries).toEqual([]);
    expect(document.problems).toEqual([]);
  });

  it('stands in the section that is commented out above it, until something else follows', () => {
    const source = '[a]\nb = 1\n\n; sample\n;[c]\n; doc\n;d = 2\n\ne = 3\n;f = 4\n';
    expect(outline(read(source)).slice(3)).toEqual([
      'comment c: ; sample',
      'comment c: ;[c]',
      'comment c -> 6: ; doc',
      'disabled c: ;d = 2',
      'blank c:',
      'entry a: e = 3',
      'disabled a: ;f = 4',
    ]);
  });
});
