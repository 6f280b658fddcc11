import { parseYaml, type Span } from '@lockstep/config';
import { expect, it } from 'vitest';

const SOURCE = [
  "\"key\": 'it''s' # note",
  'anchored: &a !!str text',
  'alias: *a',
  'block: |',
  '  one',
  '',
  '  two',
  '',
  'empty:   # nothing',
  'list:',
  '  - a',
  '  - "b"',
  'map: {inner: [x, y]}',
  '? explicit',
  ': value',
].join('\n');

const textOf = ({ start, end }: Span): string => SOURCE.slice(start.offset, end.offset);
const { entries, problems } = parseYaml(SOURCE, { file: 'app.yaml' });

it('gives each entry the spans of its key, its value and both', () => {
  expect(problems).toEqual([]);
  expect(
    entries.map(({ keySpan, value, span }) => [textOf(keySpan), textOf(value.span), textOf(span)]),
  ).toEqual([
    ['key', "'it''s'", "\"key\": 'it''s'"],
    ['anchored', 'text', 'anchored: &a !!str text'],
    ['alias', '*a', 'alias: *a'],
    ['block', '|\n  one\n\n  two', 'block: |\n  one\n\n  two'],
    ['empty', '', 'empty:'],
    ['list', 'a', 'a'],
    ['list', '"b"', '"b"'],
    ['inner', 'x', 'x'],
    ['inner', 'y', 'y'],
    ['explicit', 'value', 'explicit\n: value'],
  ]);
});

it('counts lines and columns from 1, in UTF-16 units, at every kind of line end', () => {
  const source = '\uFEFFa: 1\r\nb: "😀" # x\rc: 3\n';
  const document = parseYaml(source, { file: 'app.yaml' });
  expect(document.problems).toEqual([]);
  expect(document.entries.map(({ value }) => [value.text, value.span.start])).toEqual([
    ['1', { line: 1, column: 5, offset: 4 }],
    ['😀', { line: 2, column: 4, offset: 10 }],
    ['3', { line: 3, column: 4, offset: 22 }],
  ]);
  expect(document.blocks[1]?.inlineComment?.start).toEqual({ line: 2, column: 9, offset: 15 });
});
