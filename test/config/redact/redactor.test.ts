import {
  compileSchema,
  createRedactor,
  parseIni,
  parseYaml,
  printRedacted,
  resolveConfig,
  type ConfigDocument,
  type Redactor,
} from '@lockstep/config';
import { describe, expect, test } from 'vitest';

const ini = (source: string): ConfigDocument => parseIni(source, { file: 'app.ini' });
const yaml = (source: string): ConfigDocument => parseYaml(source, { file: 'app.yaml' });
const print = (document: ConfigDocument, redactor: Redactor = createRedactor()): string =>
  printRedacted(document, document.blocks, redactor);

const RANDOM = 'q7Zp2Lx9Vb4Kd8Rt1Ws6';
const HEX = '9f86d081884c7d659a2feaa0c55ad015';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';

describe('without a schema', () => {
  test.each([
    ['password = hunter2', 'password = [redacted]'],
    ['password = "hunter2"', 'password = "[redacted]"'],
    ["dbPassword='hun ter2' ; note", "dbPassword='[redacted]' ; note"],
    ['api_keys[] = abc', 'api_keys[] = [redacted]'],
    ['password = ${PW}', 'password = ${PW}'],
    ['password = "${PW:?set it}"', 'password = "${PW:?set it}"'],
    ['password = ${PW:-hunter2}', 'password = ${PW:-[redacted]}'],
    ['password = ${A:-${B:-hunter2}}', 'password = ${A:-${B:-[redacted]}}'],
    ['password = x${PW}y', 'password = [redacted]${PW}[redacted]'],
    ['password = $${PW}', 'password = [redacted]'],
    ['password =', 'password ='],
    ['require_password = true', 'require_password = true'],
    ['password_enabled = yes', 'password_enabled = yes'],
    ['url = redis://user:hunter2@db:6379/0', 'url = redis://user:[redacted]@db:6379/0'],
    ['url = redis://:p@ss:w/rd@db:6379/0', 'url = redis://:[redacted]@db:6379/0'],
    ['url = redis://:${REDIS_PASSWORD}@db', 'url = redis://:${REDIS_PASSWORD}@db'],
    ['url = http://127.0.0.1:8000/a@b', 'url = http://127.0.0.1:8000/a@b'],
    ['dsn = host=db password=hunter2 port=1', 'dsn = host=db password=[redacted] port=1'],
    [
      'hook = https://x.test/?token=hunter2&page=2',
      'hook = https://x.test/?token=[redacted]&page=2',
    ],
    [`misc = ${RANDOM}`, 'misc = [redacted]'],
    [`misc = ${HEX}`, 'misc = [redacted]'],
    [`misc = ${JWT}`, 'misc = [redacted]'],
    ['misc = see ghp_abcdefghijklmnopqrst', 'misc = see [redacted]'],
    ['hash = $2b$12$abcdefghijklmnopqrstuv', 'hash = [redacted]'],
    ['auth_header = Bearer abc.def-123', 'auth_header = Bearer [redacted]'],
    [';password = hunter2', ';password = [redacted]'],
    ['; the old password: hunter2, since May', '; the old password: [redacted]'],
    ['# admin_passwd: admin', '# admin_passwd: [redacted]'],
    ['; api key = abc', '; api key = [redacted]'],
    ['; token: the header that clients send', '; token: the header that clients send'],
    [`; was ${RANDOM} before`, '; was [redacted] before'],
    ['port = 80 ; password = hunter2', 'port = 80 ; password = [redacted]'],
    ['[secrets]\nadmin = hunter2', '[secrets]\nadmin = [redacted]'],
    ['[a]\nx = [unclosed\n[b', '[a]\nx = [unclosed\n[b'],
  ])('%s', (source, expected) => {
    expect(print(ini(source))).toBe(expected);
  });

  test.each([
    'password_file = /run/secrets/db',
    'private_key_path = /etc/ssl/private/key.pem',
    'user_pw_env_var = DB_PW',
    'minPasswordLength = 12',
    'max_token_age = 3600',
    'key_prefix = lockstep:',
    'refresh_token_ttl = 7d',
    'csrf_header_name = X-CSRF-Token',
    'jwt_algorithm = RS256',
    'token_endpoint = https://idp.test/token',
    'secret_name = db-credentials',
    'id = 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'path = /usr/local/share/lockstep/templates/default_v2',
    'keybindings.save = ctrl+s',
    'ciphers = ECDHE-RSA-AES128-GCM-SHA256:TLS_AES_256_GCM_SHA384',
    'image = app@sha256:9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015',
    'className = org.example.configuration.SessionRotationIntervalReader',
    'host = db-1.eu-central-1.rds.example.com',
    'public_key_url = https://idp.test/keys',
    "policy = default-src 'self'; script-src 'self' https://cdn.example.com",
    '; Tokens are rotated every day. See https://example.test/docs/token-rotation',
    '; The password must have 12 characters',
    'skip-networking',
  ])('shows %s', (line) => {
    const document = ini(`${line}\n`);
    expect(print(document)).toBe(line);
    expect(document.entries.some((entry) => createRedactor().isSecret(entry))).toBe(false);
  });

  test('hides PEM blocks over all their lines, also in a broken file', () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nabc+/xyz0123456789ABCDEFabcdefgh==';
    const block = `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`;
    expect(print(ini(`a = 1\npem = ${block}\nb = 2\n`))).toBe('a = 1\npem = [redacted]\nb = 2');
    expect(print(yaml(`a: 1\npem: |\n  ${block.replaceAll('\n', '\n  ')}\nb: 2\n`))).toBe(
      'a: 1\npem: "[redacted]"\nb: 2',
    );
    expect(print(ini(`pem = -----BEGIN PRIVATE KEY-----\n${body}\n[next]\nb = 2`))).toBe(
      'pem = [redacted]\n[next]\nb = 2',
    );
    expect(
      print(ini(`; -----BEGIN PRIVATE KEY-----\n; ${body.replace('\n', '\n; ')}\nb = 2`)),
    ).toBe('; [redacted]\nb = 2');
  });

  test('hides a known secret wherever else it stands', () => {
    const document = ini(
      '; hunter2-and-more\nnote = xhunter2-and-morex\n[db]\npassword = hunter2-and-more\n',
    );
    expect(print(document)).toBe('; [redacted]\nnote = x[redacted]x\n[db]\npassword = [redacted]');
    const redactor = createRedactor({ documents: [document] });
    expect(redactor.text('It was "hunter2-and-more".')).toBe('It was "[redacted]".');
  });

  test('does not take every "true", "1" or "test" for a secret because one is', () => {
    const document = ini(
      'password = true\n[a]\nsecret = 1\ntoken = test\n; true 1 test\nx = test\n',
    );
    expect(print(document)).toContain('; true 1 test\nx = test');
    expect(createRedactor({ documents: [document] }).text('1 true test')).toBe('1 true test');
  });

  test('hides what configured globs name', () => {
    const redactor = createRedactor({ globs: ['smtp.*', '*.pin'] });
    expect(print(ini('[smtp]\nuser = bob\n[door]\npin = 1234\nname = x\n'), redactor)).toBe(
      '[smtp]\nuser = [redacted]\n[door]\npin = [redacted]\nname = x',
    );
  });

  test('hides what stands on lines that cannot be read', () => {
    expect(print(ini('= hunter2\n[a\nx = 1\n'))).toBe('[redacted]\n[a\nx = 1');
    expect(print(yaml('a: 1\n"hunter2: x\n'))).not.toContain('hunter2');
  });
});

describe('YAML', () => {
  test('stays YAML: masks are strings', () => {
    const source = `password: hunter2 # old
api_keys:
  - first-key-1 # token: hunter2
  - 'second-key-2'
  # password: hunter2
  - \${THIRD}
secret: >-
  folded
  text
login: {user: bob, password: hunter2}
anchored: &pw plain-secret-1
password_copy: *pw
token: !!str hunter2
`;
    expect(print(yaml(source))).toBe(`password: "[redacted]" # old
api_keys:
  - "[redacted]" # token: [redacted]
  - '[redacted]'
  # password: [redacted]
  - \${THIRD}
secret: "[redacted]"
login: {user: bob, password: "[redacted]"}
anchored: &pw "[redacted]"
password_copy: *pw
token: !!str "[redacted]"`);
  });

  test('shows nothing of what the reader does not support', () => {
    const document = yaml('users:\n  - name: bob\n    pass: hunter2\n');
    expect(print(document)).not.toContain('hunter2');
  });
});

const SCHEMA = compileSchema({
  type: 'object',
  properties: {
    security: {
      type: 'object',
      properties: {
        secret_keys: {
          type: 'array',
          items: { type: 'string' },
          'x-secret': true,
          'x-aliases': ['security.secret_key'],
        },
        csrf_token: { type: 'string' },
        opaque: { type: 'string', 'x-secret': true },
      },
    },
    port: { type: 'integer' },
  },
});

describe('with a schema', () => {
  const redactor = createRedactor({ schema: SCHEMA });
  test.each([
    ['[security]\nopaque = abc', '[security]\nopaque = [redacted]'],
    ['[security]\nopaque = true', '[security]\nopaque = [redacted]'],
    [
      '[security]\nsecret_keys[] = a\nsecret_keys[] = b',
      '[security]\nsecret_keys[] = [redacted]\nsecret_keys[] = [redacted]',
    ],
    ['[security]\nsecret_key = abc', '[security]\nsecret_key = [redacted]'],
    ['[security]\nopaqe = abc', '[security]\nopaqe = [redacted]'],
    ['[securty]\nopaque = abc', '[securty]\nopaque = [redacted]'],
    ['[security.opaque]\nx = abc', '[security.opaque]\nx = [redacted]'],
    ['[security]\ncsrf_token = X-CSRF', '[security]\ncsrf_token = X-CSRF'],
    [`[security]\ncsrf_token = ${RANDOM}`, '[security]\ncsrf_token = [redacted]'],
    ['lone-word', '[redacted]'],
  ])('%s', (source, expected) => {
    expect(print(ini(source), redactor)).toBe(expected);
  });

  test('knows secrets from the environment', () => {
    const env = { KEY: 'from-the-environment' };
    const document = ini('[security]\nopaque = ${KEY}\n; from-the-environment\n');
    const resolved = resolveConfig({ documents: [document], schema: SCHEMA, env });
    expect(print(document, createRedactor({ resolved }))).toBe(
      '[security]\nopaque = ${KEY}\n; [redacted]',
    );
  });
});

describe('the environment', () => {
  test('a variable that is called like a secret is one, the working directory of the shell is none', () => {
    const env = { DB_PWD: 'correct-horse', PWD: '/srv/portal/current' };
    const redactor = createRedactor({ env });
    expect(redactor.text('correct-horse in /srv/portal/current')).toBe(
      '[redacted] in /srv/portal/current',
    );
  });
});

describe('values and texts', () => {
  test('value keeps quotes and references', () => {
    const redactor = createRedactor();
    const { entries } = ini('password = "a${B}"\nname = "x"\n');
    expect(entries.map((entry) => redactor.value(entry))).toEqual(['"[redacted]${B}"', '"x"']);
    expect(entries.map((entry) => redactor.isSecret(entry))).toEqual([true, false]);
  });

  test('a secret is found escaped for JSON and in a URL', () => {
    const redactor = createRedactor({ documents: [ini("password = 'a\"b c/d&e-fgh'")] });
    const secret = 'a"b c/d&e-fgh';
    for (const text of [
      JSON.stringify({ x: secret }),
      `https://x.test/${encodeURIComponent(secret)}`,
    ]) {
      expect(redactor.message(text)).toContain('[redacted]');
      expect(redactor.message(text)).not.toMatch(/e-fgh/);
    }
  });

  test('messages may name a secret key, texts may not say its value', () => {
    const redactor = createRedactor();
    expect(redactor.message('security.secret_key: must have 32 characters')).toBe(
      'security.secret_key: must have 32 characters',
    );
    expect(redactor.text('secret_key: abc')).toBe('secret_key: [redacted]');
  });
});

describe('comment levels', () => {
  const document = yaml('# Above.\na: # is a list\n  # inner\n  - 1 # one\n  - 2\nb: 3 # three\n');
  test.each([
    ['all', '# Above.\na: # is a list\n  # inner\n  - 1 # one\n  - 2\nb: 3 # three'],
    ['leading', '# Above.\na:\n  # inner\n  - 1\n  - 2\nb: 3'],
    ['none', '# Above.\na:\n  - 1\n  - 2\nb: 3'],
  ] as const)('%s', (comments, expected) => {
    expect(printRedacted(document, document.blocks, createRedactor(), { comments })).toBe(expected);
  });

  test('inline comments of INI go with the space before them', () => {
    const app = ini('[a]  ; header\nx = 1\t; one\ny = "a ; b"\n');
    expect(printRedacted(app, app.blocks, createRedactor(), { comments: 'leading' })).toBe(
      '[a]\nx = 1\ny = "a ; b"',
    );
  });
});

test('where nothing is secret the lines are the source, byte for byte', () => {
  const source = '; Note\r\n[a]  \r\nx =\t1   ; one\r\n\r\n  y[] = "q"\r\n;z = 2\r\n';
  expect(`${print(ini(source))}\r\n`).toBe(source);
});
