import { describe, expect, it } from 'vitest';
import { checkProse } from '../../../../plugin/src/claims/prose/check-prose.ts';
import type { Outcome } from '../../../../plugin/src/claims/finding.ts';
import { codesIn, indexOf, mended, pageOf } from './project.ts';

const check = (text: string, path?: string): Outcome => checkProse(pageOf(text, path), indexOf());

/** Keys that are mentioned, as `key "as written"`. */
function mentionsIn(text: string, path?: string): readonly string[] {
  return check(text, path)
    .claims.filter(({ kind }) => kind === 'mention')
    .map(({ key, span }) => `${key} "${text.slice(span.start.offset, span.end.offset)}"`);
}

describe('mentions', () => {
  it.each([
    ['in code, by the whole path', 'See `http.port`.', 'http.port "http.port"'],
    ['in code, by the last names', 'See `max_sessions`.', 'session.max_sessions "max_sessions"'],
    ['in strong text', 'See **max_sessions**.', 'session.max_sessions "max_sessions"'],
    [
      'in plain text',
      'See http.request_timeout, please.',
      'http.request_timeout "http.request_timeout"',
    ],
    ['by the variable', 'Set `HTTP_PORT`.', 'http.port "HTTP_PORT"'],
    ['with the mark of a list', 'See `session.origins[]`.', 'session.origins "session.origins[]"'],
    ['with the section in brackets', 'See `[http] port`.', 'http.port "[http] port"'],
    ['with a value', 'Write `http.port = 80`.', 'http.port "http.port"'],
    ['of a page about their section', 'See `port`.', 'http.port "port"', 'docs/http.md'],
    ['below a heading', '# The `[http]` section\n\nSee `workers`.', 'http.workers "workers"'],
    ['below a title', '# HTTP server settings\n\nSee `workers`.', 'http.workers "workers"'],
    ['behind a tag', '<% ini-include section=http %>\n\nSee `host`.', 'http.host "host"'],
  ])('are found %s', (_, text, expected, path = 'docs/page.md') => {
    expect(mentionsIn(text, path)).toEqual([expected]);
  });

  it.each([
    ['ordinary words in code', 'The `port` and the `host` of the `session`.'],
    ['ordinary strong words', 'A **port** is a number.'],
    ['a name that two sections have', 'See `idle_timeout`.'],
    ['parts of addresses and paths', 'See https://example.com/http.port and conf/http.port.md.'],
    ['names within tags', 'It is <% ini-value http.port %>.'],
  ])('are not %s', (_, text) => {
    expect(mentionsIn(text)).toEqual([]);
  });
});

describe('names that are none', () => {
  it.each([
    ['a path with a slip', 'Set `http.prot`.', 'Set `http.port`.'],
    ['a path below a section', 'Set `session.max_users`.', 'Set `session.max_users`.'],
    [
      'a term of a list about its section',
      '# Session\n\n- **max_session**: how many',
      '# Session\n\n- **max_sessions**: how many',
    ],
    [
      'a term in another spelling',
      '# Session\n\n- `maxSessions`: how many',
      '# Session\n\n- `max_sessions`: how many',
    ],
    [
      'a cell of a table of keys',
      '# HTTP server\n\n| Key |\n| --- |\n| `request_timout` |\n',
      '# HTTP server\n\n| Key |\n| --- |\n| `request_timeout` |\n',
    ],
    [
      'a link to a page of the same site',
      'See [`http.prot`](reference/http.md#port).',
      'See [`http.port`](reference/http.md#port).',
    ],
  ])('are found: %s', (_, text, right) => {
    const { findings } = check(text);
    expect(findings.map(({ code }) => code)).toEqual(['unknown-key-in-prose']);
    expect(mended(text, findings)).toBe(right);
  });

  it.each([
    'The file `http.server.ts` calls `http.createServer`, see `session.md`.',
    'Call `http.port()` or `http.get`.',
    'The `session.example.com` host.',
    '- **max_retries**: another program has this',
    '# Session\n\n- **max_retries**: nothing like it',
    '# Session\n\nThe `max_session` word in running text.',
    'Set `HTTP_PROXY` and `NODE_ENV`.',
    'Node.js has [`http.idle_timeout`](https://nodejs.org/api/http.html), too.',
    'Node.js has [its _own_ **`http.idle_timeout`**](<HTTPS://nodejs.org/api/http.html> "title").',
    'Node.js has [`http.idle_timeout`][node].\n\n[node]: https://nodejs.org/api/http.html\n',
    'The texts are those of `http.STATUS_CODES`.',
  ])('are not found: %s', (text) => {
    expect(check(text).findings).toEqual([]);
  });

  it('names a key that is not quite near, but writes it nowhere', () => {
    const text = 'Set `session.idle_timer`.';
    const { findings } = check(text);
    expect(findings).toMatchObject([{ nearest: 'session.idle_timeout' }]);
    expect(mended(text, findings)).toBe(text);
  });

  it('knows a key by its name that another section has', () => {
    const text = 'Set `http.max_sessions`.';
    const { findings } = check(text);
    expect(findings).toMatchObject([{ nearest: 'session.max_sessions' }]);
    expect(mended(text, findings)).toBe(text);
  });

  it('knows variables that are nearly one', () => {
    const text = 'Set `SESSION_TIMOUT`.';
    const { findings } = check(text);
    expect(findings).toMatchObject([
      { code: 'unknown-variable-in-prose', nearest: 'SESSION_TIMEOUT' },
    ]);
    expect(mended(text, findings)).toBe('Set `SESSION_TIMEOUT`.');
  });
});

describe('names in nested sections', () => {
  const NESTED =
    '[security]\ntimeout = 5\nsession_timeout = 60\n[security.session]\nidle_timeout = 30\n';
  const found = (text: string) => checkProse(pageOf(text), indexOf(NESTED, null)).findings;

  it('are compared with the whole paths below the section that is right', () => {
    const text = 'Set `security.sesion.idle_timeout`.';
    expect(found(text)).toMatchObject([{ nearest: 'security.session.idle_timeout' }]);
    expect(mended(text, found(text))).toBe('Set `security.session.idle_timeout`.');
  });
});

describe('old names', () => {
  it('are replaced', () => {
    const text = 'Set `http.timeout_seconds` to 5.';
    const outcome = check(text);
    expect(codesIn(text, outcome)).toEqual(['renamed-key-in-prose "http.timeout_seconds"']);
    expect(outcome.findings[0]).toMatchObject({ severity: 'warning', key: 'http.request_timeout' });
    expect(mended(text, outcome.findings)).toBe('Set `http.request_timeout` to 5.');
  });

  it.each([
    '`http.timeout_seconds` was renamed to `http.request_timeout`.',
    '# Migration\n\n- `http.timeout_seconds`: use another',
    '| Old name |\n| --- |\n| `http.timeout_seconds` |\n',
  ])('may be told of: %s', (text) => {
    expect(check(text).findings).toEqual([]);
  });
});

describe('names of a file without a schema', () => {
  const CONFIG = '[a]\nhost = x\nmax_body = 10MB\n;spare_body = 1\n';
  const found = (text: string): readonly string[] =>
    codesIn(text, checkProse(pageOf(text), indexOf(CONFIG, null)));

  it('are wrong only where they are one letter away from a known one', () => {
    expect(found('Set `a.max_bodi`.')).toEqual(['unknown-key-in-prose "a.max_bodi"']);
    for (const name of ['a.other_key', 'a.hosts', 'a.spare_body', 'b.max_bodi'])
      expect(found(`Set \`${name}\`.`)).toEqual([]);
  });
});
