import { compileSchema, provenanceText, Secret } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../schema/catalogue.ts';
import { effective, places, resolve, revealed } from './resolving.ts';

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

describe('old names', () => {
  it('are read with a warning that names the new key', () => {
    const resolved = resolve({ files: { 'a.ini': '[security]\nsession_timeout = 10m\n' }, schema });
    expect(effective(resolved, 'security.session.idle_timeout')).toEqual([600, 'a.ini:2:1']);
    expect(resolved.values.get('security.session.idle_timeout')?.provenance).toMatchObject({
      alias: 'security.session_timeout',
    });
    expect(places(resolved.problems)).toEqual([
      'deprecated-alias a.ini:2:1 security.session.idle_timeout',
    ]);
    expect(resolved.problems[0]).toMatchObject({
      severity: 'warning',
      nearest: 'security.session.idle_timeout',
    });
  });

  it.each([
    ['[rate_limiter]\nwindow_ms = 60000\n', 'security.rate_limit.window', 60],
    ['[rate_limiter]\nwindow_ms = 1m\n', 'security.rate_limit.window', 60],
    ['[security]\ncsrf_token_max_age_hours = 12\n', 'security.csrf.max_age', 43_200],
    [
      '[security]\ncors_origins[] = https://a\ncors_origins[] = https://b\n',
      'security.cors.origins',
      ['https://a', 'https://b'],
    ],
    ['[app.cors]\norigins[] = https://a\n', 'security.cors.origins', ['https://a']],
    ['[security]\njwt_algorithm = ES256\n', 'security.jwt.algorithms', ['ES256']],
    ['[oidc.refresh_tokens]\nenabled = false\n', 'oidc.refresh_tokens', false],
  ])('convert units and lists: %j', (text, key, value) => {
    const resolved = resolve({ files: { 'a.ini': text }, schema });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['deprecated-alias']);
    expect(effective(resolved, key)?.[0]).toEqual(value);
  });

  it('lose against the new name in the same file, whatever the order', () => {
    const lines = [
      '[security]\nsession_timeout = 10m\n',
      '[security.session]\nidle_timeout = 20m\n',
    ];
    for (const text of [lines.join(''), lines.toReversed().join('')]) {
      const resolved = resolve({ files: { 'a.ini': text }, schema });
      expect(effective(resolved, 'security.session.idle_timeout')?.[0]).toBe(1200);
      expect(resolved.problems.map(({ code, severity }) => [code, severity])).toContainEqual([
        'alias-and-key',
        'warning',
      ]);
    }
  });

  it('win over the new name in an earlier file', () => {
    const files = {
      'a.ini': '[security.session]\nidle_timeout = 20m\n',
      'b.ini': '[security]\nsession_timeout = 10m\n',
    };
    expect(effective(resolve({ files, schema }), 'security.session.idle_timeout')).toEqual([
      600,
      'b.ini:2:1',
    ]);
  });
});

describe('maps of named tables', () => {
  const text =
    '[oidc.providers.my-idp]\nissuer = https://a\nclient_id = x\n\n[oidc.providers.other]\nissuer = https://b\nclient_id = y\n';

  it('have defaults in each table, in file order', () => {
    const resolved = resolve({ files: { 'a.ini': text }, schema });
    expect(resolved.problems).toEqual([]);
    expect([...resolved.values.keys()].filter((key) => key.startsWith('oidc.providers.'))).toEqual([
      'oidc.providers.my-idp.issuer',
      'oidc.providers.my-idp.client_id',
      'oidc.providers.my-idp.scopes',
      'oidc.providers.my-idp.enabled',
      'oidc.providers.other.issuer',
      'oidc.providers.other.client_id',
      'oidc.providers.other.scopes',
      'oidc.providers.other.enabled',
    ]);
  });

  it('are overridden by variables with the name of the table, which make no table', () => {
    const env = {
      OIDC_MY_IDP_CLIENT_SECRET: 's3cret',
      OIDC_OTHER_ISSUER: 'https://c',
      OIDC_NEW_ISSUER: 'https://d',
    };
    const resolved = resolve({ files: { 'a.ini': text }, schema, env });
    expect(effective(resolved, 'oidc.providers.other.issuer')).toEqual([
      'https://c',
      'OIDC_OTHER_ISSUER',
    ]);
    expect(revealed(resolved, 'oidc.providers.my-idp.client_secret')).toBe('s3cret');
    expect(resolved.values.has('oidc.providers.new.issuer')).toBe(false);
  });

  it('refuse a variable that two tables share', () => {
    const twins =
      '[oidc.providers.my-idp]\nissuer = https://a\n[oidc.providers.my_idp]\nissuer = https://b\n';
    const resolved = resolve({
      files: { 'a.ini': twins },
      schema,
      env: { OIDC_MY_IDP_ISSUER: 'https://c' },
    });
    expect(places(resolved.problems)).toEqual([
      'ambiguous-variable environment oidc.providers.my_idp.issuer',
    ]);
  });

  it('refuse names outside the pattern', () => {
    const resolved = resolve({
      files: { 'a.yaml': 'oidc:\n  providers:\n    My IdP:\n      issuer: https://a\n' },
      schema,
    });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['unknown-key']);
  });

  it('may hold plain values', () => {
    const resolved = resolve({ files: { 'a.ini': '[labels]\nteam = web\n' }, schema });
    expect(effective(resolved, 'labels.team')).toEqual(['web', 'a.ini:2:1']);
  });
});

describe('required keys', () => {
  it('are demanded in sections that exist only', () => {
    const resolved = resolve({
      files: { 'a.ini': '[oidc.providers.main]\nissuer = https://a\n' },
      schema,
      complete: true,
    });
    expect(places(resolved.problems)).toEqual([
      'missing-required a.ini:1:1 oidc.providers.main.client_id',
      'missing-required a.ini app.environment',
    ]);
    expect(resolved.problems[1]).toMatchObject({
      message: '`app.environment` must be set, in a file or as `APP_ENVIRONMENT`',
      expected: 'one of development, test, staging, production',
    });
    expect(resolved.problems[0]?.message).toContain('OIDC_MAIN_CLIENT_ID');
  });

  it('are demanded in an optional section once it is used', () => {
    const text = '[app]\nenvironment = test\n[tls]\ncert_file = a.pem\n';
    expect(places(resolve({ files: { 'a.ini': text }, schema, complete: true }).problems)).toEqual([
      'missing-required a.ini:3:1 tls.key_file',
    ]);
  });

  it('are not missing when they are set wrongly', () => {
    const resolved = resolve({
      files: { 'a.ini': '[app]\nenvironment = prod\n' },
      schema,
      complete: true,
    });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['wrong-type']);
  });

  it('are not demanded of a part', () => {
    expect(resolve({ files: {}, schema, complete: false }).problems).toEqual([]);
  });
});

describe('mistakes', () => {
  it('are all reported at once, each with place, expectation and nearest name', () => {
    const text = [
      '[app]',
      'environment = prod',
      'port = 99999',
      'nmae = x',
      'host = a b',
      '',
      '[securty]',
      'x = 1',
      'y = 2',
      '',
      '[security.session]',
      'idle_timeout = soon',
      'idle_timeot = 5m',
      'max_concurrent[] = 1',
      '',
      '[security]',
      'csrf = 1',
      '',
      '[app.port]',
      'x = 1',
    ].join('\n');
    const { problems } = resolve({ files: { 'a.ini': text }, schema });
    const ours = problems.filter(({ code }) => !code.startsWith('ini-'));
    expect(places(ours)).toEqual([
      'wrong-type a.ini:2:1 app.environment',
      'constraint a.ini:3:1 app.port',
      'unknown-key a.ini:4:1 app.nmae',
      'wrong-type a.ini:5:1 app.host',
      'unknown-key a.ini:7:1 securty',
      'wrong-type a.ini:12:1 security.session.idle_timeout',
      'unknown-key a.ini:13:1 security.session.idle_timeot',
      'wrong-type a.ini:14:1 security.session.max_concurrent',
      'key-conflict a.ini:17:1 security.csrf',
      'key-conflict a.ini:20:1 app.port.x',
    ]);
    const byKey = new Map(ours.map((problem) => [problem.key, problem]));
    expect(byKey.get('app.port')).toMatchObject({ expected: 'at most 65535', received: '`99999`' });
    expect(byKey.get('app.nmae')?.nearest).toBe('name');
    expect(byKey.get('securty')?.nearest).toBe('security');
    expect(byKey.get('security.session.idle_timeout')?.expected).toContain('such as 30m');
    expect(byKey.get('security.session.max_concurrent')?.received).toBe('a list of 1 item');
  });

  it('points at the item of a list', () => {
    const text =
      '[security.cors]\nmethods[] = GET\nmethods[] = FETCH\norigins[] = x\norigins[] = https://a\norigins[] = y\n';
    expect(places(resolve({ files: { 'a.ini': text }, schema }).problems).toSorted()).toEqual([
      'wrong-type a.ini:3:1 security.cors.methods',
      'wrong-type a.ini:4:1 security.cors.origins',
      'wrong-type a.ini:6:1 security.cors.origins',
    ]);
  });

  it('names planned keys and planned values', () => {
    const text = '[security.session]\nstore = cookie\n[security.csrf]\nsigner = x\n';
    const { problems } = resolve({ files: { 'a.ini': text }, schema });
    expect(places(problems)).toEqual([
      'planned-value a.ini:2:1 security.session.store',
      'planned-key a.ini:4:1 security.csrf.signer',
    ]);
    expect(problems[1]?.message).toBe('`security.csrf.signer` is planned: nothing reads it yet');
  });

  it('are found in variables, and in files that lose', () => {
    const resolved = resolve({
      files: { 'a.ini': '[app]\nport = x\n' },
      schema,
      env: { PORT: '70000' },
    });
    expect(places(resolved.problems)).toEqual([
      'wrong-type a.ini:2:1 app.port',
      'constraint environment app.port',
    ]);
    expect(resolved.problems[1]?.message).toBe(
      '`PORT` (`app.port`) has a value that is not allowed',
    );
  });

  it('accepts anything in an open table', () => {
    const resolved = resolve({
      files: { 'a.ini': '[extra]\nx = 1\n[extra.deep]\ny[] = 2\n' },
      schema,
    });
    expect(resolved.problems).toEqual([]);
    expect(effective(resolved, 'extra.x')).toEqual(['1', 'a.ini:2:1']);
    expect(effective(resolved, 'extra.deep.y')).toEqual([['2'], 'a.ini:4:1']);
  });

  it('treats null as unset where the schema allows it, and as a mistake elsewhere', () => {
    const text = 'oidc:\n  default_provider: null\napp:\n  name: null\n';
    const resolved = resolve({ files: { 'a.yaml': text }, schema });
    expect(resolved.values.has('oidc.default_provider')).toBe(false);
    expect(places(resolved.problems)).toEqual(['wrong-type a.yaml:4:3 app.name']);
    expect(resolved.problems[0]?.received).toBe('null');
  });

  it('stops at a broken schema', () => {
    const broken = compileSchema({
      type: 'object',
      properties: { a: { type: 'integer', default: 'x' } },
    });
    const resolved = resolve({ files: { 'a.ini': 'b = 1\n' }, schema: broken });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['invalid-default']);
    expect(resolved.values.size).toBe(0);
  });

  it.each(['a.ini', 'a.yaml'])('reports reserved names in %s, and they reach nothing', (file) => {
    const text = file.endsWith('ini') ? '[labels]\n__proto__ = x\n' : 'labels:\n  __proto__: x\n';
    const resolved = resolve({ files: { [file]: text }, schema });
    expect(resolved.problems.map(({ code }) => code)).toEqual(['reserved-key']);
    expect([...resolved.values.keys()].some((key) => key.includes('__proto__'))).toBe(false);
  });
});

describe('secrets', () => {
  const LITERAL = 'hunter2hunter2';
  const secretSchema = compileSchema({
    type: 'object',
    properties: {
      key: { type: 'string', 'x-secret': true, minLength: 32, 'x-env': 'APP_KEY' },
      keys: { type: 'array', items: { type: 'string', pattern: '^[a-f]+$', 'x-secret': true } },
      port: { type: 'integer' },
    },
  });

  it('are wrapped, and never in a problem, a source or JSON', () => {
    const text = `key = ${LITERAL}\nkeys[] = ${LITERAL}\nkeys[] = abc\nport = redis://u:${LITERAL}/x y@h\n`;
    const resolved = resolve({ files: { 'a.ini': text }, schema: secretSchema });
    expect(places(resolved.problems)).toEqual([
      'constraint a.ini:1:1 key',
      'constraint a.ini:2:1 keys',
      'wrong-type a.ini:4:1 port',
    ]);
    expect(JSON.stringify(resolved.problems)).not.toContain(LITERAL);
    expect(resolved.problems[0]?.expected).toBe('at least 32 characters');

    const valid = resolve({
      files: { 'a.ini': `key = ${LITERAL.repeat(3)}\n` },
      schema: secretSchema,
    });
    const value = valid.values.get('key');
    expect(value?.value).toBeInstanceOf(Secret);
    expect(revealed(valid, 'key')).toBe(LITERAL.repeat(3));
    expect(value?.source).toBe('[redacted]');
    expect(JSON.stringify([value?.value, value?.source])).not.toContain(LITERAL);
  });

  it.each([
    ['${KEY}', '${KEY}'],
    ['${KEY:?set it}', '${KEY:?set it}'],
    [`\${KEY:-${LITERAL}}`, '${KEY:-[redacted]}'],
    [`\${KEY:-\${OTHER}}`, '${KEY:-${OTHER}}'],
    [`${LITERAL}\${KEY}`, '[redacted]${KEY}'],
  ])('show only the references of %s', (text, source) => {
    const files = { 'a.ini': `key = ${text}\n` };
    const filled = resolve({
      files,
      schema: secretSchema,
      env: { KEY: LITERAL.repeat(3) },
    });
    expect(filled.values.get('key')?.source).toBe(source);
    expect(revealed(filled, 'key')).toContain(LITERAL.repeat(3));
    const unread = resolve({ files, schema: secretSchema }).values.get('key');
    expect(unread?.source).toBe(source);
    expect(JSON.stringify(unread?.value)).not.toContain(LITERAL);
  });

  it('show nothing of a variable', () => {
    const resolved = resolve({ files: {}, schema: secretSchema, env: { APP_KEY: LITERAL } });
    expect(places(resolved.problems)).toEqual(['constraint environment key']);
    expect(JSON.stringify(resolved.problems)).not.toContain(LITERAL);
    const valid = resolve({ files: {}, schema: secretSchema, env: { APP_KEY: LITERAL.repeat(3) } });
    expect(valid.values.get('key')).toMatchObject({
      source: '[redacted]',
      provenance: { layer: 'env', variable: 'APP_KEY' },
    });
  });
});
