import { formatProblem, readJsonFile } from '@lockstep/config';
import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkJson } from '../../../config/src/files/json-check.ts';

const root = mkdtempSync(join(tmpdir(), 'lockstep-json-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function read(content: string): ReturnType<typeof readJsonFile> {
  const path = join(root, 'schema.json');
  writeFileSync(path, content);
  return readJsonFile(path, 'schema.json');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

it.each([
  '{}',
  ' [1, -0.5e+3, "\\u00e9\\n", true, false, null, {}, []]\n',
  '\uFEFF{"a": {"b": 1}}',
  '"text"',
])('reads %j', (content) => {
  expect(read(content)).toEqual({ value: JSON.parse(content.replace('\uFEFF', '')), problems: [] });
});

describe('mistakes', () => {
  it.each([
    [
      '',
      '1:1',
      'a value: `{`, `[`, a string in double quotes, a number, `true`, `false` or `null`',
    ],
    ['{\n  "a": 1,\n}', '3:1', 'a key in double quotes'],
    ['{"a" 1}', '1:6', '`:`'],
    ['{"a": 1 "b": 2}', '1:9', '`,` or `}`'],
    ['[1, 2', '1:6', '`,` or `]`'],
    ['{a: 1}', '1:2', 'a key in double quotes, or `}`'],
    ["{'a': 1}", '1:2', 'a key in double quotes, or `}`'],
    ['{} {}', '1:4', 'the end of the file'],
    [
      '\uFEFF{"a": tru}',
      '1:8',
      'a value: `{`, `[`, a string in double quotes, a number, `true`, `false` or `null`',
    ],
    ['{"a": 1} // note', '1:10', 'the end of the file'],
    ['['.repeat(200), '1:101', 'at most 100 levels'],
  ])('%j', (content, place, expected) => {
    const { value, problems } = read(content);
    expect(value).toBeUndefined();
    expect(
      problems.map(({ code, span, expected: wanted }) => [
        code,
        `${span?.start.line}:${span?.start.column}`,
        wanted,
      ]),
    ).toEqual([['json-syntax', place, expected]]);
  });

  it('quotes nothing of the file', () => {
    const { problems } = read('{"password": "hunter2"x}');
    expect(problems.map(formatProblem)).toEqual([
      'schema.json:1:23: error: This is not valid JSON here [json-syntax]\n  expected `,` or `}`',
    ]);
  });

  it('names reserved keys and keys that stand twice, however they are written', () => {
    const { value, problems } = read(
      '{"a": 1, "\\u0061": 2, "x": [{"__proto__": {"polluted": true}}]}',
    );
    expect(value).toBeUndefined();
    expect(problems.map(({ code, span }) => [code, span?.start.column])).toEqual([
      ['duplicate-key', 10],
      ['reserved-key', 30],
    ]);
  });

  it('passes on what is wrong with the file itself', () => {
    expect(readJsonFile(join(root, 'none.json')).problems.map(({ code }) => code)).toEqual([
      'file-not-found',
    ]);
  });
});

it('finds a mistake exactly where JSON.parse does not read the text', () => {
  const json = fc
    .json({ maxDepth: 3 })
    .filter((text) => !/__proto__|constructor|prototype/.test(text));
  const PIECES = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '"a"',
    '1',
    '-',
    '.5',
    '01',
    'e',
    'true',
    'nul',
    ' ',
    '\n',
    '\t',
    '\\',
    '\\u00e9',
    '\x1f',
    'é',
    '\uFEFF',
    '//',
  ];
  const broken = fc
    .tuple(json, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom(...PIECES))
    .map(([text, at, drop, insert]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + insert + text.slice(start + drop);
    });
  const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(json, broken, pieces), (text) => {
      const findings = checkJson(text).filter(({ code }) => code === 'json-syntax');
      expect(findings.length).toBe(isJson(text) ? 0 : 1);
    }),
    { numRuns: 3000 },
  );
});

it('reads a long string', () => {
  const text = JSON.stringify({ text: 'x\n'.repeat(2_000_000) });
  expect(read(text).problems).toEqual([]);
});
