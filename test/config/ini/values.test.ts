import { documentValues } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { meaning, read } from './read.ts';

describe('documentValues', () => {
  it('keeps the order in which keys first appear', () => {
    expect([...documentValues(read('b = 1\na = 2\n[c]\nd = 3\n')).keys()]).toEqual([
      'b',
      'a',
      'c.d',
    ]);
  });

  it('puts quotes around names that are not plain', () => {
    expect([...documentValues(read('[a b]\nc.d = 1\n')).keys()]).toEqual(['"a b"."c.d"']);
  });

  it('leaves commented-out keys out', () => {
    expect(meaning(read('a = 1\n;a = 2\n;b = 3\n'))).toEqual({ a: '1' });
  });

  it('has the entry that counts, with its place', () => {
    const value = documentValues(read('a = 1\na = 2\n')).get('a');
    expect(value).toMatchObject({ path: ['a'], isList: false });
    expect(value?.entries.map(({ span }) => span.start.line)).toEqual([2]);
  });

  it('follows the document about repeated keys', () => {
    const document = read('a = 1\na = 2\n');
    expect(meaning({ ...document, repeated: 'first' })).toEqual({ a: '1' });
    expect(meaning({ ...document, repeated: undefined })).toEqual({ a: '2' });
  });

  it('makes a list of repeated keys where the dialect does', () => {
    expect(meaning(read('[a]\nb = 1\nc\nb = 2\n', 'git'))).toEqual({
      'a.b': ['1', '2'],
      'a.c': 'true',
    });
  });

  it('starts a list anew after an empty value where the dialect does', () => {
    expect(meaning(read('[a]\nb=1\nb=\nb=2\nb=3\n', 'systemd'))).toEqual({ 'a.b': ['2', '3'] });
  });

  it('is not confused by names that objects inherit', () => {
    expect(meaning(read('toString = 1\nhasOwnProperty = 2\n'))).toEqual({
      toString: '1',
      hasOwnProperty: '2',
    });
  });
});
