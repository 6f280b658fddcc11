import { parseIni, parseYaml } from '@lockstep/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { envScalar, iniScalar, yamlScalar } from '../../../plugin/src/render/formats/scalars.ts';
import { fenceOf, inlineOf, mistakeIn, renderTag } from './render-tag.ts';
import type { TagProject } from './render-tag.ts';

const schema = {
  type: 'object',
  properties: {
    s: {
      type: 'object',
      properties: {
        port: {
          type: 'integer',
          default: 80,
          description: 'The port;\n`0` is any.',
          'x-env': 'PORT',
        },
        idle: { type: ['integer', 'string'], 'x-unit': 'seconds', default: '15m' },
        on: { type: 'boolean', default: false },
        hosts: { type: 'array', items: { type: 'string' }, default: [] },
        name: { type: 'string' },
        key: { type: 'string', 'x-secret': true },
        token: { type: 'string', 'x-secret': true },
        t: { type: 'object', properties: { a: { type: 'integer', default: 1 } } },
      },
    },
  },
};

const PLANTED = 'kR7vQ2mX9pL4sW8tZ3nB6yC1';
const ini = `[s]
; the port
port = 8080
idle = 30m
hosts[] = a
hosts[] = b c
name = "x; y"
key = \${SECRET_KEY}
token = ${PLANTED}
`;

const project: TagProject = { files: { 'app.ini': ini, 'schema.json': JSON.stringify(schema) } };

describe('a section in another format', () => {
  it.each([
    [
      'yaml',
      's:\n  port: 8080\n  idle: 30m\n  hosts:\n    - a\n    - b c\n  name: "x; y"\n  key: ${SECRET_KEY}\n  token: "[redacted]"',
    ],
    [
      'json',
      '{\n  "s": {\n    "port": 8080,\n    "idle": "30m",\n    "hosts": [\n      "a",\n      "b c"\n    ],\n    "name": "x; y",\n    "key": "${SECRET_KEY}",\n    "token": "[redacted]"\n  }\n}',
    ],
    [
      'env',
      "PORT=8080\nS__IDLE=30m\nS__HOSTS='a,b c'\nS__NAME='x; y'\nS__KEY=\"${SECRET_KEY}\"\nS__TOKEN='[redacted]'",
    ],
    ['ini', ini.replace(PLANTED, '[redacted]').trimEnd()],
  ])('%s', (format, text) => {
    const [node] = renderTag(`<% ini-include section=s format=${format} %>`, project);
    expect(node).toMatchObject({ type: 'fence', lang: format === 'env' ? 'bash' : format, text });
  });

  it('that is a list or a table', () => {
    expect(inlineOf('<% ini-include section=s keys="port,token" format=list %>', project)).toBe(
      '- `port`: 8080\n- `token`: set',
    );
    expect(inlineOf('<% ini-include keys=port format=table %>', project)).toBe(
      '| Key | Value | Description |\n| --- | --- | --- |\n| `s.port` | 8080 | The port; `0` is any. |',
    );
  });

  it('keeps the types of a file without a schema, and quoted text', () => {
    const files = { 'app.ini': 'a = 1\nb = "1"\nc = true\nd = 007\n10 = x\n2 = y\n' };
    expect(fenceOf('<% ini-include format=json %>', { files })).toBe(
      '{\n  "a": 1,\n  "b": "1",\n  "c": true,\n  "d": "007",\n  "10": "x",\n  "2": "y"\n}',
    );
  });

  it.each([
    ['format=table title=x', 'conflicting-attribute at title=x'],
    ['format=list highlight=1', 'conflicting-attribute at highlight=1'],
    ['format=table lines', 'conflicting-attribute at lines'],
    ['format=json comments=all', 'conflicting-attribute at comments=all'],
    ['format=yaml section=nope', 'unknown-section at nope'],
    ['format=yaml keys=prot', 'did you mean `port`?'],
    ['format=yaml keys=on', 'unknown-key at on'],
    ['highlight=11', 'There is no line `11` to highlight; the block has 9 lines'],
    ['highlight=3-2', 'invalid-value at 3-2'],
    ['highlight=x', 'invalid-value at x'],
  ])('is refused where it makes no sense: %s', (attributes, mistake) => {
    expect(mistakeIn(`<% ini-include ${attributes} %>`, project)).toContain(mistake);
  });

  it('says how a fence looks', () => {
    const tag = '<% ini-include section=s title="a b" highlight="1, 3-4" lines %>';
    expect(renderTag(tag, project)).toMatchObject([
      { meta: '{1,3-4} title="a b" showLineNumbers' },
    ]);
  });
});

describe('values in force', () => {
  it('come with defaults and with where they are from', () => {
    expect(fenceOf('<% ini-include section=s values=effective comments=all %>', project)).toBe(
      [
        '[s]',
        '; The port; `0` is any.',
        'port = 8080 ; app.ini:3',
        'idle = 30m ; app.ini:4',
        'on = false ; default',
        'hosts[] = a ; app.ini:5',
        'hosts[] = b c ; app.ini:6',
        'name = "x; y" ; app.ini:7',
        'key = ${SECRET_KEY} ; app.ini:8',
        'token = "[redacted]" ; app.ini:9',
        '',
        '[s.t]',
        'a = 1 ; default',
      ].join('\n'),
    );
  });

  it.each([
    ['yaml', 's:\n  port: 8080 # app.ini:3'],
    ['env', 'PORT=8080 # app.ini:3'],
    ['json', '{\n  "s": {\n    "port": 8080\n  }\n}'],
  ])('in %s', (format, text) => {
    const tag = `<% ini-include section=s keys=port values=effective format=${format} %>`;
    expect(fenceOf(tag, project)).toBe(text);
  });

  it('are of all files and of the environment', () => {
    const files = { ...project.files, 'b.ini': '[s]\nidle = 1h\n' };
    const sources = { app: { path: ['app.ini', 'b.ini'], schema: 'schema.json', env: true } };
    const env = { PORT: '9090', SECRET_KEY: PLANTED };
    const tag = '<% ini-include section=s keys="port,idle,key" values=effective %>';
    expect(fenceOf(tag, { files, sources, env })).toBe(
      '[s]\nport = 9090 ; PORT\nidle = 1h ; b.ini:2\nkey = ${SECRET_KEY} ; app.ini:8',
    );
  });

  it('leave out comments where none are wanted', () => {
    const tag = '<% ini-include section=s keys=port values=effective comments=none %>';
    expect(fenceOf(tag, project)).toBe('[s]\nport = 8080');
  });
});

describe('a secret', () => {
  it.each(['ini', 'yaml', 'json', 'env', 'table', 'list'])('is in no text of %s', (format) => {
    for (const values of ['file', 'effective']) {
      const nodes = renderTag(`<% ini-include format=${format} values=${values} %>`, project);
      expect(JSON.stringify(nodes)).not.toContain(PLANTED);
    }
  });
});

describe('a value that is written', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...Array.from('a1 .:;#=\'"\\-[]{}$~@%&*!|>?,`')) }),
    fc.constantFrom(
      'true',
      'no',
      '~',
      '1e3',
      '0x1f',
      '1_000',
      '12:30',
      '30m',
      '- a',
      'a: b',
      'x #y',
    ),
  );

  it('is the same text in YAML', () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(!/[\p{Cc}\p{Cs}\uFEFF\u2028\u2029\uFFFE\uFFFF]/u.test(value));
        const document = parseYaml(`a: ${yamlScalar(value)} # end\n`, { file: 'a.yaml' });
        expect(document.problems).toEqual([]);
        expect(document.entries[0]?.value.text).toBe(value);
      }),
    );
  });

  it('is the same text in an INI file', () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(!/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value) && value.trim() === value);
        const document = parseIni(`a = ${iniScalar(value)} ; end\n`, { file: 'a.ini' });
        expect(document.entries[0]?.value.text).toBe(value);
      }),
    );
  });

  it.each([
    ['a b', "'a b'"],
    ["it's", String.raw`'it'\''s'`],
    ['${KEY}', '"${KEY}"'],
    ['a"$b${C}`', String.raw`"a\"\$b${'${C}'}\`"`],
    ['', ''],
    [8080, '8080'],
  ])('is quoted for a shell: %j', (value, written) => {
    expect(envScalar(value)).toBe(written);
  });
});
