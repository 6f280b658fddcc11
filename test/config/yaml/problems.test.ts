import { formatProblem, parseYaml } from '@lockstep/config';
import { describe, expect, it } from 'vitest';

/** The problems of a text as `line:column code key`, in order. */
function problemsOf(source: string): readonly string[] {
  const { problems } = parseYaml(source, { file: 'app.yaml' });
  return problems.map(({ span, code, key }) =>
    [`${span?.start.line}:${span?.start.column}`, code, key].filter(Boolean).join(' '),
  );
}

describe('what the model cannot hold', () => {
  it.each([
    ['a list of maps', 'a:\n  - b: 1\n    c: 2\n  - b: 3\n', ['2:3 unsupported-yaml a']],
    ['a list of lists', 'a: [[1], [2]]', ['1:4 unsupported-yaml a']],
    ['two documents', 'a: 1\n---\nb: 2\n---\nc: 3\n', ['2:1 unsupported-yaml']],
    ['a list at the top', '- a\n- b\n', ['1:1 unsupported-yaml']],
    ['text at the top', 'hello\n', ['1:1 unsupported-yaml']],
    ['a map as a key', '? {a: 1}\n: b\n', ['1:3 unsupported-yaml']],
    ['an alias as a key', 'a: &x b\n*x : c\n', ['2:1 unsupported-yaml']],
    ['a tag that makes objects', 'a: !!js/function "x"\n', ['1:4 unsupported-yaml']],
    ['a tag that makes bytes', 'a: !!binary aGk=\n', ['1:4 unsupported-yaml']],
    ['a tag of the application', 'a: !env HOME\n', ['1:4 unsupported-yaml']],
  ])('%s', (_, source, expected) => {
    expect(problemsOf(source)).toEqual(expected);
  });

  it('takes tags that only say what the text says', () => {
    const source =
      'a: !!int 8080\nb: !!str null\nc: !!bool yes\nd: !!float 1\ne: !!null ~\nf: ! x\n';
    const { entries, problems } = parseYaml(source, { file: 'app.yaml' });
    expect(problems).toEqual([]);
    expect(entries.map(({ value }) => value.text)).toEqual(['8080', 'null', 'yes', '1', '~', 'x']);
  });
});

describe('mistakes', () => {
  it.each([
    [
      'a key twice',
      'a: 1\nb:\n  a: 1\n  "a": 2\na: 3\n',
      ['4:3 duplicate-key b.a', '5:1 duplicate-key a'],
    ],
    ['a key twice in braces', 'a: {b: 1, b: 2}\n', ['1:11 duplicate-key a.b']],
    ['no name', ': 1\n', ['1:1 empty-key']],
    ['an open double quote', 'a: 1\nb: "x\nc: 2\n', ['2:4 yaml-syntax']],
    ['an open single quote', "a: 'x\n", ['1:4 yaml-syntax']],
    ['an open bracket', 'a: [1, 2\n', ['1:4 yaml-syntax']],
    ['an open bracket above a key', 'a:\n  b: [1\nc: 2\n', ['2:6 yaml-syntax']],
    ['a brace that a bracket closes', 'a: {b: [1, 2}\n', ['1:8 yaml-syntax']],
    ['a missing comma', '{"a": "b" "c": 1}\n', ['1:7 yaml-syntax']],
    ['a tab before a key', 'a:\n\tb: 1\n', ['2:1 yaml-indentation']],
    ['a key out of line', 'a:\n    b: 1\n  c: 2\n', ['3:3 yaml-indentation']],
    ['two keys on a line', 'a: b: c\n', ['1:4 yaml-syntax']],
    ['no colon', 'a: 1\nb\n', ['2:1 yaml-syntax']],
    ['a reserved character', 'a: @b\n', ['1:4 yaml-syntax']],
    ['an escape that is none', 'a: "C:\\path"\n', ['1:7 yaml-syntax']],
    ['a comment without space', 'a: "b"#c\n', ['1:7 yaml-syntax']],
    ['an alias of nothing', 'a: *b\n', ['1:4 yaml-alias']],
    ['an alias before its anchor', 'a: *b\nc: &b 1\n', ['1:4 yaml-alias']],
    ['an alias of itself', 'a: &a\n  b: *a\n', ['2:6 yaml-alias']],
    ['a merge of text', 'a:\n  <<: b\n', ['2:7 yaml-merge']],
    ['a control character', 'a: b\u0007\n', ['1:5 control-character']],
    ['half a surrogate pair', 'a: \uD83D\n', ['1:4 control-character']],
  ])('%s', (_, source, expected) => {
    expect(problemsOf(source)).toEqual(expected);
  });

  it('names the line of the first of two equal keys', () => {
    const { problems } = parseYaml('a: 1\n\na: 2\n', { file: 'app.yaml' });
    expect(problems.map(formatProblem)).toEqual([
      'app.yaml:3:1: error: Key is set more than once; first on line 1 [duplicate-key]\n' +
        '  expected one line for each key',
    ]);
  });

  it('reads on after a mistake, and reports all of them in the order of the file', () => {
    const source = 'a: *none\nb: 1\nb: 2\nc: "\\q"\n__proto__: 1\nd: fine\n';
    expect(problemsOf(source)).toEqual([
      '1:4 yaml-alias',
      '3:1 duplicate-key b',
      '4:5 yaml-syntax',
      '5:1 reserved-key __proto__',
    ]);
    const { entries } = parseYaml(source, { file: 'app.yaml' });
    expect(entries.at(-1)?.value.text).toBe('fine');
  });
});

describe('names of prototypes', () => {
  it.each([
    ['__proto__:\n  polluted: yes\n', '1:1 reserved-key __proto__'],
    ['a: {constructor: {prototype: {polluted: yes}}}\n', '1:5 reserved-key a.constructor'],
    ['"__proto__": {polluted: yes}\n', '1:1 reserved-key __proto__'],
    ['"\\u005f_proto__": {polluted: yes}\n', '1:1 reserved-key __proto__'],
    [
      'base: &base {__proto__: {polluted: yes}}\na:\n  <<: *base\n',
      '1:14 reserved-key base.__proto__',
    ],
    ['a:\n  <<: {__proto__: {polluted: yes}}\n', '2:8 reserved-key a.__proto__'],
    ['a: [{__proto__: 1}]\n', '1:6 reserved-key a.__proto__'],
  ])('are reported and reach nothing: %j', (source, expected) => {
    expect(problemsOf(source)).toContain(expected);
    expect({}).not.toHaveProperty('polluted');
  });
});
