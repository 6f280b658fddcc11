import {
  documentValues,
  parseYaml,
  printDocument,
  type ConfigDocument,
  type Entry,
} from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseByLibrary } from 'yaml';

const read = (source: string): ConfigDocument => parseYaml(source, { file: 'app.yaml' });

/** Pieces that meet in real and in broken files, so that random sequences of them reach most of the grammar. */
const PIECES = [
  'a',
  'b: ',
  'key:',
  ': ',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '"',
  "'",
  '#',
  ' # note',
  '# port: 1',
  '# sub:',
  '&x ',
  '*x',
  '<<: *x',
  '!!str ',
  '!t ',
  '|',
  '>-',
  '|+',
  '---',
  '...',
  '%YAML 1.2',
  '~',
  '__proto__: ',
  '8080',
  ' ',
  '  ',
  '    ',
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\uFEFF',
  '\0',
  '\x1f',
  '\x02',
  '\x18',
  '\\',
  '`',
  '@',
  'é',
  '😀',
];
const piecewise = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(''));
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), piecewise, piecewise);

describe('any text', () => {
  it('is in the blocks, every character once', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        const document = read(source);
        expect(printDocument(document)).toBe(source);
        let offset = 0;
        for (const { span } of document.blocks) {
          expect(span.start).toMatchObject({ offset, column: 1 });
          expect(span.end.offset).toBeGreaterThan(offset);
          offset = span.end.offset;
        }
        expect(offset).toBe(source.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('has its entries inside their blocks, and values where the spans say', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        expect(misplacedEntries(source)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('has its entries inside their blocks where a merge runs beyond braces that nothing closes', () => {
    expect(misplacedEntries('{<<: *x# port: 1\n\n{')).toEqual([]);
  });

  it('gives comments an owner that stands below them with nothing but comments between', () => {
    fc.assert(
      fc.property(anyText, (source) => {
        const { blocks } = read(source);
        blocks.forEach(({ owner }, index) => {
          if (owner === undefined) return;
          expect(owner).toBeGreaterThan(index);
          const between = blocks.slice(index + 1, owner).map(({ kind }) => kind);
          expect(between.filter((kind) => kind !== 'comment' && kind !== 'disabled')).toEqual([]);
          expect(['header', 'entry', 'disabled']).toContain(blocks[owner]?.kind);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('puts no value into a message, however broken the line is', () => {
    const planted = 'Zq7SECRETq7Z';
    const around = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 12 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        around,
        fc.constantFrom(
          'password: ',
          'password: "',
          "password: '",
          'password: !',
          'password: &',
          'password: *',
          'password: @',
          'password: [',
          'password: |',
          'password: "\\',
          '- ',
          '%',
        ),
        around,
        (before, opening, after) => {
          const { problems } = read(`${before}\n${opening}${planted}${after}`);
          for (const { message, expected, received, snippet } of problems) {
            expect([message, expected, received, snippet].join(' ')).not.toContain(planted);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** Entries that are not within their block, or whose value is not what their span says. */
function misplacedEntries(source: string): readonly Entry[] {
  return read(source).blocks.flatMap((block) =>
    block.entries.filter(({ span, keySpan, value }) => {
      const { start, end } = value.span;
      const isWithin = [span, keySpan, value.span].every(
        (part) =>
          part.start.offset >= block.span.start.offset &&
          part.end.offset >= part.start.offset &&
          part.end.offset <= block.span.end.offset,
      );
      return !isWithin || value.raw !== source.slice(start.offset, end.offset);
    }),
  );
}

describe('a text that the library reads', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
  const scalar = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      '8080',
      'true',
      'null',
      '~',
      '',
      '0x10',
      '1e3',
      '- a',
      'a: b',
      'a #b',
      '#c',
      'line\nline',
    ),
  );
  const value: fc.Arbitrary<unknown> = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
  const { map } = fc.letrec<{ map: Record<string, unknown> }>((tie) => ({
    map: fc.dictionary(name, fc.oneof({ depthSize: 'small' }, value, tie('map')), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  }));

  it('has the same values here', () => {
    fc.assert(
      fc.property(map, fc.constantFrom(undefined, 2, 4), (config, indent) => {
        const source = JSON.stringify(config, undefined, indent);
        const document = read(source);
        expect(document.problems).toEqual([]);
        expect(flatten(documentValues(document))).toEqual(flattenPlain(parseByLibrary(source)));
      }),
      { numRuns: 500 },
    );
  });
});

/** What a document says, by key: a text, a list of texts, or `{}`. */
function flatten(values: ReturnType<typeof documentValues>): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [key, { isList, entries }] of values) {
    const texts = entries
      .filter(({ form }) => !form.startsWith('empty'))
      .map(({ value }) => value.text);
    const single = entries[0]?.form === 'empty-map' ? {} : texts[0];
    flat.set(key, isList ? texts : single);
  }
  return flat;
}

/** The same for what the library makes of it. */
function flattenPlain(
  value: unknown,
  path = '',
  flat = new Map<string, unknown>(),
): Map<string, unknown> {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
  const members = isTable ? Object.entries(value) : [];
  if (members.length === 0 && path) flat.set(path, value);
  for (const [key, inner] of members) flattenPlain(inner, path ? `${path}.${key}` : key, flat);
  return flat;
}
