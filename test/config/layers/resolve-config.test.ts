import { provenanceText } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../schema/catalogue.ts';
import { effective, resolve } from './resolving.ts';

const schema = catalogue();

describe('layers', () => {
  const files = {
    'base.ini':
      '[app]\nenvironment = test\nport = 9000\n\n[security.session]\nidle_timeout = 45m\n',
    'local.ini': '[security.session]\nidle_timeout = 1h\n',
  };

  it('lets files win over defaults, later files over earlier ones, the environment over all', () => {
    const resolved = resolve({ files, schema, env: { PORT: '9001' } });
    expect(resolved.problems).toEqual([]);
    expect(effective(resolved, 'app.name')).toEqual(['Lockstep', 'default']);
    expect(effective(resolved, 'security.session.idle_timeout')).toEqual([3600, 'local.ini:2:1']);
    expect(effective(resolved, 'app.port')).toEqual([9001, 'PORT']);
  });

  it('says what was shadowed, nearest first', () => {
    const resolved = resolve({ files, schema, env: { SESSION_TIMEOUT: '2h' } });
    const idle = resolved.values.get('security.session.idle_timeout');
    expect(idle?.value).toBe(7200);
    expect(idle?.shadowed.map(provenanceText)).toEqual([
      'local.ini:2:1',
      'base.ini:6:1',
      'default',
    ]);
    expect(resolved.values.get('app.environment')?.shadowed).toEqual([]);
  });

  it('reads the same from YAML', () => {
    const yaml =
      'app:\n  environment: test\n  port: 9000\nsecurity:\n  session:\n    idle_timeout: 45m\n';
    const fromYaml = resolve({ files: { 'base.yaml': yaml }, schema });
    const fromIni = resolve({ files: { 'base.ini': files['base.ini'] }, schema });
    const plain = (resolved: typeof fromIni): unknown[] =>
      [...resolved.values].map(([key, { value, source }]) => [key, value, source]);
    expect(fromYaml.problems).toEqual([]);
    expect(plain(fromYaml)).toEqual(plain(fromIni));
  });

  it('ignores the environment when none is given, and empty variables', () => {
    expect(effective(resolve({ files, schema }), 'app.port')).toEqual([9000, 'base.ini:3:1']);
    expect(effective(resolve({ files, schema, env: { PORT: '' } }), 'app.port')).toEqual([
      9000,
      'base.ini:3:1',
    ]);
  });

  it('keeps schema order and the source text', () => {
    const resolved = resolve({ files, schema });
    const keys = [...resolved.values.keys()];
    expect(keys.indexOf('app.environment')).toBeLessThan(keys.indexOf('app.port'));
    expect(keys.indexOf('app.port')).toBeLessThan(keys.indexOf('security.session.idle_timeout'));
    expect(resolved.values.get('security.session.idle_timeout')?.source).toBe('1h');
    expect(resolved.values.get('security.session.absolute_timeout')?.source).toBe('8h');
    expect(resolved.values.get('app.body_limit')?.source).toBe('100KB');
  });

  it('replaces lists whole', () => {
    const resolved = resolve({
      files: {
        'a.ini': '[security.cors]\norigins[] = https://a\norigins[] = https://b\n',
        'b.ini': '[security.cors]\norigins[] = https://c\n',
      },
      schema,
    });
    expect(effective(resolved, 'security.cors.origins')).toEqual([['https://c'], 'b.ini:2:1']);
  });
});

function proxies(text: string): unknown {
  const resolved = resolve({ files: {}, schema, env: { TRUSTED_PROXIES: text } });
  return effective(resolved, 'app.trusted_proxies')?.[0];
}

describe('lists', () => {
  it.each([
    ['a scalar is a list of one', 'a.ini', '[security.cors]\norigins = https://a\n', ['https://a']],
    [
      'commas separate',
      'a.ini',
      '[security.cors]\norigins = https://a, https://b\n',
      ['https://a', 'https://b'],
    ],
    ['quotes keep a text whole', 'a.ini', '[security.jwt]\nalgorithms = "a, b"\n', ['a, b']],
    ['spaces do not separate in files', 'a.ini', '[security.jwt]\nalgorithms = a b\n', ['a b']],
    ['an empty text is an empty list', 'a.ini', '[security.jwt]\nalgorithms =\n', []],
    ['YAML sequences', 'a.yaml', 'security:\n  jwt:\n    algorithms: [a, b]\n', ['a', 'b']],
    ['an empty sequence', 'a.yaml', 'security:\n  jwt:\n    algorithms: []\n', []],
  ])('%s', (_name, file, text, expected) => {
    const resolved = resolve({ files: { [file]: text }, schema });
    expect(resolved.problems).toEqual([]);
    const key = text.includes('origins') ? 'security.cors.origins' : 'security.jwt.algorithms';
    expect(effective(resolved, key)?.[0]).toEqual(expected);
  });

  it('splits variables at commas or spaces', () => {
    expect(proxies('10.0.0.0/8,127.0.0.1/32')).toEqual(['10.0.0.0/8', '127.0.0.1/32']);
    expect(proxies(' 10.0.0.0/8  127.0.0.1/32 ')).toEqual(['10.0.0.0/8', '127.0.0.1/32']);
  });
});
