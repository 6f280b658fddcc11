import { compileSchema } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { places, resolve } from './resolving.ts';

const schema = compileSchema({
  type: 'object',
  properties: {
    app: {
      type: 'object',
      properties: { url: { type: 'string', format: 'uri' }, port: { type: 'integer' } },
      required: ['url'],
    },
    mail: { type: 'object', properties: { host: { type: 'string' } }, required: ['host'] },
  },
  required: ['app'],
});

function found(file: string, text: string): string[] {
  return places(resolve({ files: { [file]: text }, schema, complete: true }).problems);
}

describe('one mistake gives one problem', () => {
  it.each<[string, string, string, string[]]>([
    [
      'a mistyped required key',
      'a.ini',
      '[app]\nurll = https://x\n',
      ['unknown-key a.ini:2:1 app.urll'],
    ],
    [
      'a mistyped required section',
      'a.ini',
      '[ap]\nurl = https://x\n',
      ['unknown-key a.ini:1:1 ap'],
    ],
    [
      'a header that is not closed',
      'a.ini',
      '[ap\nurl = https://x\n',
      ['unclosed-header a.ini:1:1'],
    ],
    ['a header without a name', 'a.ini', '[]\nurl = https://x\n', ['empty-header a.ini:1:1']],
    ['another separator', 'a.ini', '[app]\nurl: https://x\n', ['missing-separator a.ini:2:1']],
    ['an open quote', 'a.ini', '[app]\nurl = "https://x\n', ['unterminated-quote a.ini:2:7']],
    [
      'an open string',
      'a.yaml',
      'app:\n  url: "https://x\n  port: 1\n',
      ['yaml-syntax a.yaml:2:8'],
    ],
    [
      'an open bracket',
      'a.yaml',
      'app:\n  url: https://x\n  port: [1\n',
      ['yaml-syntax a.yaml:3:9'],
    ],
    [
      'a key out of line',
      'a.yaml',
      'app:\n  url: https://x\n port: 1\n',
      ['yaml-indentation a.yaml:3:2'],
    ],
    ['a tab', 'a.yaml', 'app:\n\turl: https://x\n', ['yaml-indentation a.yaml:2:1']],
    [
      'a key without a colon',
      'a.yaml',
      'app:\n  url: https://x\n  port\n',
      ['yaml-syntax a.yaml:3:3'],
    ],
    ['an unknown alias', 'a.yaml', 'app:\n  url: *u\n', ['yaml-alias a.yaml:2:8']],
    ['a list of maps', 'a.yaml', 'app:\n  - url: https://x\n', ['unsupported-yaml a.yaml:2:3 app']],
  ])('%s', (_name, file, text, expected) => {
    expect(found(file, text)).toEqual(expected);
  });
});

describe('other mistakes are still reported', () => {
  it('in another section', () => {
    expect(found('a.ini', '[app]\nport: 1\n[mail]\nhots = x\n[app]\nport = x\n')).toEqual([
      'missing-separator a.ini:2:1',
      'unknown-key a.ini:4:1 mail.hots',
      'wrong-type a.ini:6:1 app.port',
    ]);
    expect(found('a.ini', '[app]\nport: 1\n[mail]\n')).toEqual([
      'missing-separator a.ini:2:1',
      'missing-required a.ini:3:1 mail.host',
    ]);
  });

  it('below a broken header, about values', () => {
    expect(found('a.ini', '[app\nport = x\n')).toEqual([
      'unclosed-header a.ini:1:1',
      'wrong-type a.ini:2:1 app.port',
    ]);
  });

  it('in other files', () => {
    const files = { 'a.ini': '[app]\nurl\n=\n', 'b.ini': '[app]\nport = x\n' };
    expect(places(resolve({ files, schema, complete: true }).problems)).toContain(
      'wrong-type b.ini:2:1 app.port',
    );
  });

  it('so that a file with a problem in its values never passes', () => {
    const line = fc.constantFrom(
      '[app]',
      '[app',
      '[]',
      '[mail] x',
      'url = x',
      'url: x',
      '= 1',
      'port',
      'port = x',
      'prt = 1',
      '"',
      '',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const { problems, values } = resolve({
          files: { 'a.ini': lines.join('\n') },
          schema,
          complete: true,
        });
        const isValid = values.get('app.url') !== undefined;
        expect(isValid || problems.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
