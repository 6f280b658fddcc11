import {
  compileSchema,
  ConfigError,
  createRedactor,
  formatProblem,
  LineCounter,
  parseIni,
  parseYaml,
  resolveConfig,
  snippet,
  visibleText,
  withSnippets,
  type ConfigDocument,
  type Problem,
  type Span,
} from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const ini = (source: string): ConfigDocument => parseIni(source, { file: 'app.ini' });
const spanOf = (source: string, word: string): Span => {
  const start = source.indexOf(word);
  return new LineCounter(source).span(start, start + word.length);
};
const at = (source: string, word: string): string =>
  snippet(ini(source), spanOf(source, word), createRedactor());

const SCHEMA = compileSchema({
  type: 'object',
  properties: {
    port: { type: 'integer' },
    session: {
      type: 'object',
      properties: { idle_timeout: { type: 'string' }, key: { type: 'string', 'x-secret': true } },
    },
  },
});

test('a line ends before its line end, whichever it is', () => {
  const pieces = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '\u2028'), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, (parts) => {
      const source = parts.join('');
      const lines = new LineCounter(source);
      const texts = Array.from({ length: lines.count }, (_, index) =>
        source.slice(lines.start(index + 1), lines.end(index + 1)),
      );
      expect(texts).toEqual(source.split(/\r\n|\r|\n/));
    }),
  );
});

describe('a snippet', () => {
  test('shows the line with a caret below what the problem is about', () => {
    const source = 'a = 1\n[session]\nidle_timout = 30m ; soon\n';
    expect(at(source, 'idle_timout')).toBe('  3 | idle_timout = 30m ; soon\n    | ^^^^^^^^^^^');
    expect(at(source, '30m')).toBe(
      ['  3 | idle_timout = 30m ; soon', '    |               ^^^'].join('\n'),
    );
  });

  test('aligns the gutter with the line number', () => {
    const source = `${'\n'.repeat(11)}x = 1\n`;
    expect(at(source, 'x')).toBe('  12 | x = 1\n     | ^');
  });

  test('puts the caret under the whole mask of a secret, whatever its length', () => {
    expect(at('password = hunter2\n', 'hunter2')).toBe(
      '  1 | password = [redacted]\n    |            ^^^^^^^^^^',
    );
    expect(at('password = a\nx = 1', 'a\n')).toContain('^^^^^^^^^^');
  });

  test('moves the caret when a mask before it changes the width', () => {
    const source = 'url = redis://:a-very-long-password-indeed@db ; x';
    expect(at(source, '; x')).toBe(
      `  1 | url = redis://:[redacted]@db ; x\n    | ${' '.repeat(29)}^^^`,
    );
  });

  test('of a span over several lines stays on the first', () => {
    const source = 'a = "1\n2\n3';
    expect(
      snippet(ini(source), new LineCounter(source).span(4, source.length), createRedactor()),
    ).toMatch(/^ {2}1 \| a = .*\n {4}\| {5}\^+$/);
  });

  test('of an empty span and of one at the end of the line still has a caret', () => {
    const source = 'abc = 1';
    const end = new LineCounter(source).span(source.length, source.length);
    expect(snippet(ini(source), end, createRedactor())).toBe('  1 | abc = 1\n    |        ^');
  });

  test('cuts a long line to 100 columns around the caret', () => {
    const words = Array.from({ length: 200 }, (_, index) => `word${index}`).join(' ');
    const text = at(`note = ${words}`, 'word100 ');
    const [line = '', caret = ''] = text.split('\n');
    expect(line.length - '  1 | '.length).toBeLessThanOrEqual(100);
    expect(line).toMatch(/\| ….* word100 .*…$/);
    expect(line.slice(caret.indexOf('^'))).toMatch(/^word100/);
  });

  test('shows tabs, control characters and reordering characters as what they are', () => {
    const source = 'a\t= \u202E1\u0007\u200B\n';
    expect(at(source, '\u202E1').split('\n')[0]).toBe('  1 | a→= [redacted]');
    const text = snippet('note\t= x', new LineCounter('note\t= x').span(6, 7), createRedactor());
    expect(text).toBe('  1 | note→= x\n    |       ^');
    expect(visibleText('\u001B[31m\u202E\u2028\u007F')).toBe('␛[31m\\u{202e}\\u{2028}␡');
  });

  test('counts wide characters as two columns', () => {
    expect(at('名前 = x', 'x')).toBe('  1 | 名前 = x\n    |        ^');
  });
});

describe('a line that cannot be told apart into key and value', () => {
  test.each([
    ['[session]\nhunter2', 'hunter2', '[redacted]'],
    ['[session]\n= hunter2', '= hunter2', '[redacted]'],
    ['key = "hunter2', '"hunter2', 'key = [redacted]'],
    ['[session]\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n', 'MIIE', '[redacted]'],
    ['[session]\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'MIIE', '[redacted]'],
    ['[session', '[session', '[session'],
  ])('%j shows nothing that could be a value', (source, word, line) => {
    expect(at(source, word).split('\n')[0]).toMatch(/\d \| /);
    expect(
      at(source, word)
        .split('\n')[0]
        ?.replace(/^ +\d+ \| /, ''),
    ).toBe(line);
  });

  test('with a schema hides values of keys that are like none it knows, and shows slips', () => {
    const source = '[session]\nzzzzzzzz = hunter2\nidle_timeot = 30m\n';
    const document = ini(source);
    const resolved = resolveConfig({ documents: [document], schema: SCHEMA, complete: false });
    const shown = withSnippets(resolved.problems, [document], createRedactor({ resolved }));
    const text = shown.map(formatProblem).join('\n');
    expect(text).toContain('zzzzzzzz = [redacted]');
    expect(text).toContain('idle_timeot = 30m');
  });

  test('in a text that was not parsed', () => {
    const redactor = createRedactor();
    const show = (line: string): string =>
      snippet(line, new LineCounter(line).span(0, 1), redactor)
        .replace(/\n[^]*/, '')
        .slice(6);
    expect(show('  "type": "string",')).toBe('  "type": "string",');
    expect(show('[section]')).toBe('[section]');
    expect(show('# a comment')).toBe('# a comment');
    expect(show('"password": "hunter2",')).toBe('"password": [redacted]');
    expect(show('anything else hunter2')).toBe('[redacted]');
  });
});

describe('withSnippets', () => {
  const document = ini('port = 1\npassword = hunter2\ntoken = token\n');
  const problem = (word: string, texts: Partial<Problem>): Problem => ({
    code: 'wrong-type',
    severity: 'error',
    message: 'm',
    file: 'app.ini',
    span: spanOf(document.source, word),
    ...texts,
  });

  test('fills in snippets for the documents it is given, and leaves other problems alone', () => {
    const redactor = createRedactor();
    const other: Problem = { ...problem('port', {}), file: 'environment', span: undefined };
    const [first, second] = withSnippets([problem('port', {}), other], [document], redactor);
    expect(first?.snippet).toBe('  1 | port = 1\n    | ^^^^');
    expect(second?.snippet).toBeUndefined();
  });

  test('takes the line’s secret out of every text of the problem, however short', () => {
    const [shown] = withSnippets(
      [
        problem('hunter2', {
          message: 'Value hunter2 is bad',
          received: '`hunter2`',
          expected: 'not "hunter2"',
          nearest: 'hunter2',
        }),
      ],
      [document],
      createRedactor(),
    );
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    expect(shown?.message).toBe('Value [redacted] is bad');
  });

  test('keeps the name of a key that equals its value', () => {
    const [shown] = withSnippets(
      [problem('token', { message: 'Unknown key `token`', key: 'token' })],
      [document],
      createRedactor(),
    );
    expect(shown?.message).toBe('Unknown key `token`');
  });

  test('makes texts safe for a terminal', () => {
    const [shown] = withSnippets(
      [problem('port', { message: 'Unknown key `a\u001B[2Jb`' })],
      [document],
      createRedactor(),
    );
    expect(shown?.message).toBe('Unknown key `a␛[2Jb`');
  });

  test('reads as an error of the command line', () => {
    const source = '[session]\nidle_timeot = 30m\n';
    const app = ini(source);
    const resolved = resolveConfig({ documents: [app], schema: SCHEMA, complete: false });
    const error = new ConfigError(
      withSnippets(resolved.problems, [app], createRedactor({ resolved })),
    );
    expect(error.message).toContain('[unknown-key]\n  2 | idle_timeot = 30m\n    | ^^^^^^^^^^^');
    expect(error.message).toContain('did you mean `idle_timeout`?');
  });
});

test('any snippet of any text has two lines, the caret within the first', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(text, fc.nat(60), fc.nat(20), fc.boolean(), (source, from, length, isYaml) => {
      const document = isYaml ? parseYaml(source, { file: 'a' }) : ini(source);
      const start = Math.min(from, source.length);
      const span = new LineCounter(source).span(start, Math.min(start + length, source.length));
      const lines = snippet(document, span, createRedactor()).split('\n');
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatch(/^ +\| +\^+$/);
      expect(lines[0]).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});
