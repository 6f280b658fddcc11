import { describe, expect, it } from 'vitest';
import { fenceOf, inlineOf, mistakeIn, renderTag } from './render-tag.ts';
import type { TagProject } from './render-tag.ts';

const schema = {
  type: 'object',
  properties: {
    s: {
      type: 'object',
      properties: {
        port: { type: 'integer', default: 80 },
        idle: { type: ['integer', 'string'], 'x-unit': 'seconds', default: '15m' },
        hosts: { type: 'array', items: { type: 'string' }, default: [] },
        key: { type: 'string', 'x-secret': true },
      },
    },
    maps: {
      type: 'object',
      additionalProperties: { type: 'object', properties: { c: { type: 'integer', default: 4 } } },
    },
  },
};

const SECRETS = ['kR7vQ2mX9pL4sW8tZ3nB6yC1', 'hT5jN8wE3xF6gD1aV9cU4oI2'];

const project: TagProject = {
  files: {
    'a.ini': `[s]\nport = 8080\nidle = 900\nkey = ${SECRETS[0]}\n[maps.main]\n`,
    'b.ini': `[s]\nport = 443\nidle = 15m\nhosts[] = x\nkey = ${SECRETS[1]}\n[maps.main]\nc = 5\n`,
    'c.ini': '[s]\nport = 8080\n[other]\nx = 1\n',
    'schema.json': JSON.stringify(schema),
  },
  sources: {
    a: { path: 'a.ini', schema: 'schema.json' },
    b: { path: 'b.ini', schema: 'schema.json' },
    c: 'c.ini',
  },
};

describe('<% ini-diff %>', () => {
  it('shows the keys whose values differ, and of secrets only that they do', () => {
    const shown = inlineOf('<% ini-diff base=a with=b %>', project);
    expect(shown.split('\n')).toEqual([
      '| Key | `a` | `b` |',
      '| --- | --- | --- |',
      '| `s.port` | 8080 | 443 |',
      '| `s.hosts` | none | x |',
      '| `s.key` | set | differs |',
      '| `maps.main.c` | 4 | 5 |',
    ]);
  });

  it('compares with the defaults', () => {
    expect(fenceOf('<% ini-diff base=default with=b format=diff %>', project)).toBe(
      ' [s]\n-port = 80\n+port = 443\n-hosts =\n+hosts = x\n+key = [redacted]\n\n [maps.main]\n-c = 4\n+c = 5',
    );
    expect(inlineOf('<% ini-diff base=a with=default section=s keys=port %>', project)).toContain(
      '| `s.port` | 8080 | 80 |',
    );
  });

  it('says that nothing differs', () => {
    expect(inlineOf('<% ini-diff base=a with=a %>', project)).toBe('`a` and `a` do not differ.');
    expect(inlineOf('<% ini-diff base=a with=b keys=idle %>', project)).toBe(
      '`a` and `b` do not differ.',
    );
  });

  it('compares sources with and without a schema', () => {
    const shown = inlineOf('<% ini-diff base=a with=c %>', project);
    expect(shown).not.toContain('s.port');
    expect(shown).toContain('| `other.x` | not set | 1 |');
  });

  it.each(['', 'format=diff'])('never shows a secret: %s', (attributes) => {
    for (const [base, other] of [
      ['a', 'b'],
      ['default', 'a'],
      ['b', 'default'],
      ['a', 'c'],
    ]) {
      const nodes = renderTag(`<% ini-diff base=${base} with=${other} ${attributes} %>`, project);
      for (const secret of SECRETS) expect(JSON.stringify(nodes)).not.toContain(secret);
    }
  });

  it.each([
    ['base=a with=nope', 'unknown-file at nope'],
    ['base=default with=c', 'invalid-value at default: There are no defaults'],
    ['base=default with=default', 'invalid-value'],
    ['base=a', 'missing-attribute at ini-diff'],
    ['base=a with=b section=nope', 'unknown-section at nope'],
    ['base=a with=b format=table keys=prot', 'did you mean `port`?'],
  ])('says what is wrong: %s', (attributes, mistake) => {
    expect(mistakeIn(`<% ini-diff ${attributes} %>`, project)).toContain(mistake);
  });
});
