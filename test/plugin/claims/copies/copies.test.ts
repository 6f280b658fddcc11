import { describe, expect, it } from 'vitest';
import { checkCopies } from '../../../../plugin/src/claims/copies/check-copies.ts';
import type { Outcome } from '../../../../plugin/src/claims/finding.ts';
import { CONFIG, codesIn, indexOf, mended, pageOf } from '../prose/project.ts';

const check = (text: string): Outcome => checkCopies(pageOf(text), indexOf());
const codes = (text: string): readonly string[] => codesIn(text, check(text));
const fence = (lang: string, ...lines: string[]): string =>
  ['```' + lang, ...lines, '```', ''].join('\n');

/** A part of a manifest that has names of our sections. */
const PACKAGE = '{ "http": { "port": "a" }, "session": { "mode": "b", "script": "c" } }';

/** Keys that a page's fences are about. */
function keysIn(text: string): readonly string[] {
  return check(text).claims.map(({ key }) => key);
}

describe('fences that show configuration', () => {
  it.each([
    ['INI', fence('ini', '[http]', 'port = 80', 'host = a'), ['http.port', 'http.host']],
    ['YAML', fence('yaml', 'http:', '  port: 80'), ['http.port']],
    ['JSON', fence('json', '{ "http": { "port": 80 } }'), ['http.port']],
    ['properties', fence('properties', 'http.port=80'), ['http.port']],
    [
      'variables',
      fence('env', 'HTTP_PORT=80', 'export SESSION_TIMEOUT="5m"'),
      ['http.port', 'session.idle_timeout'],
    ],
    ['a list', fence('ini', '[session]', 'origins[] = a', 'origins[] = b'), ['session.origins']],
    [
      'keys without their section',
      fence('ini', 'max_sessions = 2', 'mode = lax'),
      ['session.max_sessions', 'session.mode'],
    ],
    [
      'a key of the section that the page is about',
      `# Session\n\n${fence('ini', 'mode = lax')}`,
      ['session.mode'],
    ],
    [
      'what says that a file of another program has it, too',
      `In \`package.json\` and \`app.ini\`:\n\n${fence('ini', '[http]', 'port = 80')}`,
      ['http.port'],
    ],
    ['elided lines', fence('yaml', 'http:', '  port: 80', '  ...', '# …'), ['http.port']],
  ])('are read: %s', (_, text, keys) => {
    expect(keysIn(text)).toEqual(keys);
    expect(codes(text)).toEqual([]);
  });

  it.each([
    ['other languages', fence('nginx', '[http]', 'prot = 80')],
    ['files of other programs', fence('ini', '[server]', 'port = x', 'root = /var/www')],
    ['one common word', fence('yaml', 'mode: 5')],
    ['what says that it is none', fence('ini config=none', '[http]', 'prot = 80')],
    ['broken YAML', fence('yaml', 'http: [', 'port: }')],
    ['a file of another program by its title', fence('json title="package.json"', PACKAGE)],
    ['a file of another program by its path', fence('json title="web/package.json"', PACKAGE)],
    ['what is introduced as such a file', `In \`package.json\`:\n\n${fence('json', PACKAGE)}`],
    [
      'what names such a file in a comment',
      fence('yaml', '# compose.yaml', 'http:', '  port: http', '  image: a'),
    ],
  ])('are not: %s', (_, text) => {
    expect(check(text)).toMatchObject({ claims: [], findings: [] });
  });
});

describe('mistakes in fences', () => {
  it('are unknown keys, wrong values and old names, whatever the fence is for', () => {
    const text = `An example:\n\n${fence('ini', '[http]', 'port = 70000', 'request_timout = 5s', 'compression = maybe', 'timeout_seconds = 5')}`;
    const outcome = check(text);
    expect(codesIn(text, outcome)).toEqual([
      'invalid-value-in-copy "70000"',
      'unknown-key-in-copy "request_timout"',
      'invalid-value-in-copy "maybe"',
      'renamed-key-in-copy "timeout_seconds"',
    ]);
    expect(outcome.findings[0]).toMatchObject({
      key: 'http.port',
      expected: 'at most 65535',
      received: '`70000`',
      span: { start: { line: 5, column: 8 } },
    });
    expect(outcome.findings[1]).toMatchObject({ nearest: 'http.request_timeout' });
    expect(mended(text, outcome.findings)).toBe(
      `An example:\n\n${fence('ini', '[http]', 'port = 9000', 'request_timeout = 5s', 'compression = false', 'request_timeout = 5')}`,
    );
  });

  it.each([
    ['placeholders', fence('ini', '[http]', 'port = <port>', 'host = ${HOST}', 'workers = ...')],
    [
      'what is shown as wrong',
      `This is refused:\n\n${fence('ini', '[http]', 'prot = 80', 'port = x')}`,
    ],
    ['comments', fence('ini', '[http]', 'port = 80 ; the port', '# prot = 1')],
  ])('are not: %s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  it('are names that are nearly right, in JSON beside INI: other names are those of an answer', () => {
    const names = '"host": "a", "port": 80, "workers": 1';
    expect(codes(fence('json', `{ "http": { ${names}, "status": "up" } }`))).toEqual([]);
    expect(codes(fence('json', `{ "http": { ${names}, "compresion": true } }`))).toEqual([
      'unknown-key-in-copy "compresion"',
    ]);
    const copy = `The current configuration:\n\n${fence('json', `{ "http": { ${names}, "status": "up" } }`)}`;
    expect(codes(copy)).toContain('unknown-key-in-copy "status"');
  });

  it('are found in variables', () => {
    expect(codes(fence('env', 'HTTP_PORT=http', 'SESSION_TIMEUOT=5m', 'PATH=/bin'))).toEqual([]);
    expect(codes(fence('env', 'HTTP_PORT=http', 'SESSION_TIMEUOT=5m'))).toEqual([
      'invalid-value-in-copy "http"',
      'unknown-key-in-copy "SESSION_TIMEUOT"',
    ]);
  });
});

describe('copies', () => {
  const stale = fence('ini', '[http]', 'port = 8000');

  it.each([
    ['says so', `The current configuration:\n\n${stale}`],
    ['names the file', fence('ini title="conf/app.ini"', '[http]', 'port = 8000')],
    ['names the source', fence('ini config=app', '[http]', 'port = 8000')],
    [
      'is nearly all equal',
      fence('ini', '[http]', 'port = 8000', 'request_timeout = 1m', 'compression = off'),
    ],
  ])('are out of date where a fence %s', (_, text) => {
    expect(codes(text)).toEqual(['stale-copy "8000"']);
    expect(mended(text, check(text).findings)).toBe(text.replace('8000', '9000'));
  });

  it.each([
    ['it is an example', `For example:\n\n${stale}`],
    ['it tells what to write', `To use another port, set:\n\n${stale}`],
    ['it says nothing', stale],
    ['it shows the defaults', `The defaults:\n\n${fence('ini', '[http]', 'port = 8080')}`],
    [
      'it writes the same in another way',
      `The current file:\n\n${fence('yaml', 'http:', '  port: "9000"', '  compression: no', '  request_timeout: 1m')}`,
    ],
  ])('are not where %s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  it('keep quotes, comments, containers and line ends', () => {
    const text =
      '> - The current file:\r\n>\r\n>   ```ini\r\n>   [http]\r\n>   port = "8000" ; tcp\r\n>   ```\r\n';
    const outcome = check(text);
    expect(outcome.findings[0]).toMatchObject({
      expected: '`9000`',
      received: '`8000`',
      span: { start: { line: 5, column: 12 } },
      related: { file: 'app.ini', span: { start: { line: 2 } } },
    });
    expect(mended(text, outcome.findings)).toBe(text.replace('8000', '9000'));
  });

  it('compare lists as a whole', () => {
    const text = `The current list:\n\n${fence('ini', '[session]', 'origins[] = https://a.example')}`;
    expect(codes(text)).toEqual([]);
    expect(codes(text.replace('a.example', 'c.example'))).toEqual([
      'stale-copy "https://c.example"',
    ]);
  });

  it('work without a schema', () => {
    const text = `The current configuration:\n\n${stale}`;
    const outcome = checkCopies(pageOf(text), indexOf(CONFIG, null));
    expect(codesIn(text, outcome)).toEqual(['stale-copy "8000"']);
  });
});

describe('secrets in fences', () => {
  it('are found where they look real, and shown nowhere', () => {
    const secret = '9f8a7b6c5d4e3f2a1b0c9d8e';
    const text = fence('ini', '[session]', `secret = ${secret}`);
    const { findings } = check(text);
    expect(findings.map(({ code }) => code)).toEqual(['secret-literal-in-copy']);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  it('are found where they are those of the configuration', () => {
    const config = '[session]\nsecret = tangerine-orchard\n';
    const text = `The current file:\n\n${fence('ini', '[session]', 'secret = tangerine-orchard')}`;
    const { findings } = checkCopies(pageOf(text), indexOf(config));
    expect(findings.map(({ code }) => code)).toEqual(['secret-literal-in-copy']);
    expect(JSON.stringify(findings)).not.toContain('tangerine');
  });

  it.each(['<your secret>', 'changeme', '${SESSION_SECRET}', 'my-test-secret-0123456789', ''])(
    'are not found in place of one: %s',
    (value) => {
      expect(codes(fence('ini', '[session]', `secret = ${value}`))).toEqual([]);
    },
  );
});

/** What comments say, as `key true` or `key false`. */
function commentsIn(text: string): readonly string[] {
  return check(text)
    .claims.filter(({ kind }) => kind === 'comment')
    .map(({ key, holds }) => `${key} ${holds}`);
}

/** The codes of a fence about a file without a schema. */
function codesWithoutSchema(line: string): readonly string[] {
  const text = fence('ini', '[a]', 'host = x', line);
  const index = indexOf('[a]\nhost = x\nmax_body = 10MB\n', null);
  return codesIn(text, checkCopies(pageOf(text), index));
}

describe('comments in fences', () => {
  it.each([
    ['INI', fence('ini', '[http]', 'request_timeout = 60 ; 1 minute'), 'http.request_timeout true'],
    [
      'YAML',
      fence('yaml', 'http:', '  request_timeout: 60 # 1 minute'),
      'http.request_timeout true',
    ],
    ['variables', fence('env', 'SESSION_TIMEOUT=1800 # 30 minutes'), 'session.idle_timeout true'],
    [
      'a line above',
      fence('ini', '[http]', '; How long (2 minutes)', 'request_timeout = 60'),
      'http.request_timeout false',
    ],
  ])('are compared with the value beside them: %s', (_, text, expected) => {
    expect(commentsIn(text)).toEqual([expected]);
  });

  it.each([
    ['INI', 'ini', '[http]', 'request_timeout = 60 ; 2 minutes', '1 minute'],
    ['YAML', 'yaml', 'http:', '  request_timeout: 60 # 2 minutes', '1 minute'],
    ['a quote', 'ini', '[http]', 'request_timeout = 60 ; 2 minutes', '1 minute', '> '],
    ['variables', 'env', 'HTTP_PORT=80', 'SESSION_TIMEOUT=1800 # 2 minutes', '30 minutes'],
  ])('are corrected where they are: %s', (_, lang, first, second, right, prefix = '') => {
    const lines = ['An example:', '', '```' + lang, first, second, '```', ''];
    const text = lines.map((line) => `${prefix}${line}`).join('\n');
    expect(codes(text)).toEqual(['contradicted-comment "2 minutes"']);
    expect(mended(text, check(text).findings)).toBe(text.replace('2 minutes', right));
  });

  it('are left alone in what shows a mistake', () => {
    const text = `This is wrong:\n\n${fence('ini', '[http]', 'request_timeout = 60 ; 2 minutes')}`;
    expect(check(text).findings).toEqual([]);
  });
});

describe('fences about a file without a schema', () => {
  it('have an unknown key only where it is one letter away from a known one', () => {
    expect(codesWithoutSchema('max_bdy = 10MB')).toEqual(['unknown-key-in-copy "max_bdy"']);
    expect(codesWithoutSchema('other = 1')).toEqual([]);
    expect(codesWithoutSchema('hosts = x')).toEqual([]);
  });
});
