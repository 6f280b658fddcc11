import { DIALECTS, LineCounter, printDocument } from '@lockstep/config';
import type { ConfigDocument } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iniText } from './generators.ts';
import { read } from './read.ts';

const DIALECT_NAMES = Object.values(DIALECTS).map(({ name }) => name);
const dialect = fc.constantFrom(...DIALECT_NAMES);

/** Any UTF-16 text, lone surrogates, controls and line separators included. */
const anyText = fc.string({ unit: 'binary', maxLength: 200 });

/** The blocks' texts, and whether each block starts where the one above ends, at the start of a line. */
function tiles(document: ConfigDocument): { texts: string; isSeamless: boolean } {
  const { blocks, source } = document;
  const ends = [0, ...blocks.map(({ span }) => span.end.offset)];
  const isSeamless = blocks.every(({ span }, index) => {
    const { offset, column } = span.start;
    return column === 1 && offset === ends[index] && span.end.offset > offset;
  });
  return {
    texts: printDocument(document),
    isSeamless: isSeamless && ends.at(-1) === source.length,
  };
}

/** What the spans of an entry say, in the form that `expect` compares. */
function placesOf({ source, entries }: ConfigDocument): unknown[] {
  return entries.map(({ value, span, keySpan, path }) => ({
    raw: source.slice(value.span.start.offset, value.span.end.offset),
    hasKey: keySpan.end.offset > keySpan.start.offset && path.at(-1) !== '',
    isOrdered:
      keySpan.start.offset >= span.start.offset && value.span.end.offset <= span.end.offset,
    start: value.span.start,
  }));
}

describe('every text survives', () => {
  it('prints what it read: any text, any dialect', () => {
    fc.assert(
      fc.property(anyText, dialect, (source, name) => {
        expect(tiles(read(source, name))).toEqual({ texts: source, isSeamless: true });
      }),
      { numRuns: 600 },
    );
  });

  it('prints what it read, and places every entry: texts made of INI pieces', () => {
    fc.assert(
      fc.property(iniText, dialect, (source, name) => {
        const document = read(source, name);
        const counter = new LineCounter(source);
        expect(tiles(document)).toEqual({ texts: source, isSeamless: true });
        const expected = document.entries.map(({ value }) => ({
          raw: value.raw,
          hasKey: true,
          isOrdered: true,
          start: counter.at(value.span.start.offset),
        }));
        expect(placesOf(document)).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });

  it('lists the entries of the blocks in source order', () => {
    fc.assert(
      fc.property(iniText, dialect, (source, name) => {
        const { blocks, entries } = read(source, name);
        expect(blocks.flatMap((block) => block.entries)).toEqual(entries);
        const offsets = entries.map(({ span }) => span.start.offset);
        expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
      }),
      { numRuns: 200 },
    );
  });

  it('gives comments owners that stand below them', () => {
    fc.assert(
      fc.property(iniText, dialect, (source, name) => {
        const { blocks } = read(source, name);
        blocks.forEach(({ kind, owner }, index) => {
          if (owner === undefined) return;
          expect(['comment', 'disabled']).toContain(kind);
          expect(owner).toBeGreaterThan(index);
          expect(['header', 'entry', 'disabled']).toContain(blocks[owner]?.kind);
          const between = blocks.slice(index + 1, owner).map((block) => block.kind);
          expect(between.every((other) => other === 'comment' || other === 'disabled')).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['an empty text', '', 0],
    ['a byte order mark alone', '\uFEFF', 1],
    ['line ends of all kinds', 'a = 1\r\nb = 2\rc = 3\n\rd = 4', 5],
    ['no final line end', '[a]\nb = 1', 2],
  ])('%s', (_name, source, blocks) => {
    const document = read(source);
    expect(tiles(document)).toEqual({ texts: source, isSeamless: true });
    expect(document.blocks).toHaveLength(blocks);
  });
});

describe('hostile texts take linear time (measured as processor time)', () => {
  const SIZE = 10_000;
  const LIMIT_MS = 2000;

  it.each([
    ['opening quotes', 'a = "\n'],
    ['opening triple quotes', 'a = """x\nb = `y\n'],
    ['quotes with text behind', 'a=`x\n'],
    ['backslashes', '\\'],
    ['continued lines', 'a = \\\n'],
    ['brackets', '['],
    ['headers in headers', '[a.b.c.d.e.f.g.h]\n'],
    ['comment markers', ';#'],
    ['commented-out keys', ';a=1\n'],
    ['comments below an indented value', 'a =\n  b\n#\n'],
    ['blank lines below a value', 'a = 1\n\n\n\n'],
    ['dots', '.'],
    ['one long header', '[a'],
    ['white space', ' \t'],
    ['flags', 'a\n'],
  ])('%s', (_name, piece) => {
    const source = `[${'s.'.repeat(20)}s]\n${piece.repeat(SIZE)}`;
    for (const name of ['default', 'git', 'python', 'grafana'] as const) {
      const start = process.cpuUsage();
      read(source, name);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(LIMIT_MS);
    }
  });
});
