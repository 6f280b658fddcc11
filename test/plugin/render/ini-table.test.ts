import { describe, expect, it } from 'vitest';
import { inlineOf, mistakeIn, renderTag } from './render-tag.ts';
import type { TagProject } from './render-tag.ts';

const schema = {
  type: 'object',
  properties: {
    s: {
      type: 'object',
      properties: {
        port: {
          type: 'integer',
          minimum: 1,
          default: 80,
          description: 'The port; `0` | any.',
          'x-env': 'PORT',
        },
        idle: {
          type: ['integer', 'string'],
          'x-unit': 'seconds',
          'x-security': 'Long *sessions* stay open.',
        },
        key: { type: 'string', 'x-secret': true },
        t: { type: 'object', properties: { a: { type: 'array', items: { type: 'string' } } } },
      },
    },
    maps: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { c: { type: 'integer', default: 4 } } },
    },
  },
};

const project: TagProject = {
  files: {
    'app.ini': '[s]\nport = 8080\nkey = kR7vQ2mX9pL4sW8tZ3nB6yC1\n',
    'schema.json': JSON.stringify(schema),
  },
};

/** The rows of a table as Markdown, without the line below its header. */
function rowsOf(tag: string, from: TagProject = project): readonly string[] {
  const [header = '', , ...rows] = inlineOf(tag, from).split('\n');
  return [header, ...rows];
}

describe('<% ini-table %>', () => {
  it('shows the keys of a section, set or not', () => {
    expect(rowsOf('<% ini-table section=s %>')).toEqual([
      '| Key | Value | Default | Description |',
      String.raw`| ${'`port`'} | 8080 | 80 | The port; ${'`0`'} \| any. |`,
      '| `idle` | not set | none |  |',
      '| `key` | set | none |  |',
      '| `t.a` | not set | none |  |',
    ]);
  });

  it('has the columns that are asked for, in that order', () => {
    const columns = 'security, Type,allowed,env,source,key';
    expect(rowsOf(`<% ini-table section=s keys="port,idle" columns="${columns}" %>`)).toEqual([
      '| Security | Type | Allowed | Environment | Source | Key |',
      '|  | whole number | at least 1 | `PORT` | `app.ini:2:1` | `port` |',
      String.raw`| Long \*sessions\* stay open. | duration |  |  |  | ${'`idle`'} |`,
    ]);
  });

  it('shows the tables of a map that are there, or the keys that one would have', () => {
    const columns = 'columns="key,value"';
    expect(rowsOf(`<% ini-table section=maps ${columns} %>`)).toContain('| `NAME.c` | not set |');
    const files = { ...project.files, 'app.ini': '[maps.main]\nc = 1\n[maps.b]\n' };
    expect(rowsOf(`<% ini-table section=maps ${columns} %>`, { files })).toEqual([
      '| Key | Value |',
      '| `main.c` | 1 |',
      '| `b.c` | 4 |',
    ]);
  });

  it('needs no schema', () => {
    const files = { 'app.ini': '[a]\nb = 1\n[a.c]\nd = x y\n' };
    expect(rowsOf('<% ini-table section=a depth=self %>', { files })).toEqual([
      '| Key | Value |',
      '| `b` | 1 |',
    ]);
    expect(rowsOf('<% ini-table %>', { files })).toContain('| `a.c.d` | x y |');
  });

  it('leads to the reference where there is one', () => {
    const from = { ...project, reference: { out: 'r', url: '/r/' } };
    expect(rowsOf('<% ini-table section=s keys=port columns=key %>', from)).toEqual([
      '| Key |',
      '| [`port`](</r/s#s.port>) |',
    ]);
  });

  it.each([
    ['columns="key,vlaue"', 'invalid-value at vlaue: Unknown column `vlaue`'],
    ['columns="key,vlaue"', 'did you mean `value`?'],
    ['columns=","', 'invalid-value at ,: No column; expected `key`'],
    ['section=sx', 'unknown-section at sx: There is no section `sx`; did you mean `s`?'],
    ['section=s.port', '`s.port` is a key, not a section'],
    ['section=s keys=prot', 'did you mean `port`?'],
    ['section=s except="x*"', 'No key matches `x*` in section `s`'],
    ['section=s keys=port except=port', 'empty-selection'],
    ['file=nope', 'unknown-file at nope'],
  ])('says what is wrong: %s', (attributes, mistake) => {
    expect(mistakeIn(`<% ini-table ${attributes} %>`, project)).toContain(mistake);
  });

  it('may be about what is not there', () => {
    expect(renderTag('<% ini-table section=nope optional %>', project)).toEqual([]);
    expect(renderTag('<% ini-table file=nope optional %>', project)).toEqual([]);
  });
});
