import { describe, expect, it } from 'vitest';
import { checkProse } from '../../../../plugin/src/claims/prose/check-prose.ts';
import type { Outcome } from '../../../../plugin/src/claims/finding.ts';
import { CONFIG, indexOf, mended, pageOf, SCHEMA, valuesIn } from './project.ts';

const check = (text: string): Outcome => checkProse(pageOf(text), indexOf());
const values = (text: string): readonly string[] => valuesIn(text, check(text));

describe('statements about values', () => {
  it.each([
    ['`http.request_timeout` is 60 seconds.', 'http.request_timeout "60 seconds" right'],
    ['`http.request_timeout` is 30 seconds.', 'http.request_timeout "30 seconds" wrong'],
    ['`http.request_timeout` is 1 minute.', 'http.request_timeout "1 minute" right'],
    ['`http.request_timeout` is one minute.', 'http.request_timeout "one minute" right'],
    ['`http.request_timeout` is a 60-second limit.', 'http.request_timeout "60-second" right'],
    ['`http.request_timeout` is 1 min 30 sec.', 'http.request_timeout "1 min 30 sec" wrong'],
    ['`http.request_timeout`: 60s.', 'http.request_timeout "60s" right'],
    ['**http.request_timeout** – 90 seconds', 'http.request_timeout "90 seconds" wrong'],
    ['Requests end after 1 min (`http.request_timeout`).', 'http.request_timeout "1 min" right'],
    [
      'Sessions expire after 45 minutes (`session.idle_timeout`).',
      'session.idle_timeout "45 minutes" wrong',
    ],
    ['The body limit is 10 MB (`http.max_body_size`).', 'http.max_body_size "10 MB" right'],
    ['The body limit is 5 MB (`http.max_body_size`).', 'http.max_body_size "5 MB" wrong'],
    ['The server listens on `http.port`, which is 8000.', 'http.port "8000" wrong'],
    ['The `http.port` setting is currently 9,000.', 'http.port "9,000" right'],
    ['`http.workers`: 8 workers', 'http.workers "8" wrong'],
    ['A user has 3 sessions (`session.max_sessions`).', 'session.max_sessions "3" right'],
    ['`session.max_sessions` defaults to five.', 'session.max_sessions "five" wrong'],
    ['`http.compression` is disabled.', 'http.compression "disabled" right'],
    ['Compression is active (`http.compression`).', 'http.compression "active" wrong'],
    ['`http.compression`: Compression of responses enabled', 'http.compression "enabled" wrong'],
    ['The value of `session.mode` is `strict`.', 'session.mode "strict" right'],
    ['`session.mode` is `relaxed`.', 'session.mode "relaxed" wrong'],
  ])('reads %s', (text, expected) => {
    expect(values(text)).toEqual([expected]);
  });

  it('compares a default with the default, not with what the file says', () => {
    expect(values('`http.port` defaults to `8080`.')).toEqual(['http.port "8080" right']);
    expect(values('`http.port` defaults to 9000.')).toEqual(['http.port "9000" wrong']);
    expect(values('By default, `http.workers` is 8.')).toEqual(['http.workers "8" wrong']);
    expect(values('`http.compression` is on by default.')).toEqual(['http.compression "on" right']);
    expect(values('`session.mode` defaults to strict.')).toEqual(['session.mode "strict" wrong']);
    expect(values('`session.mode`: one of `lax` (default) or `none`.')).toEqual([
      'session.mode "lax" right',
    ]);
    expect(values('`http.host`: where (string, default `0.0.0.0`)')).toEqual([
      'http.host "0.0.0.0" wrong',
    ]);
  });

  it('compares defaults with the file where there is no schema', () => {
    const text = '`http.port` defaults to 9000, and `http.request_timeout` defaults to 20 seconds.';
    const outcome = checkProse(pageOf(text), indexOf(CONFIG, null));
    expect(valuesIn(text, outcome)).toEqual([
      'http.port "9000" right',
      'http.request_timeout "20 seconds" wrong',
    ]);
  });

  it('takes a bare number without unit for any unit of time, unless the name says which', () => {
    const index = indexOf('timeout = 30\npoll_interval_ms = 500\n', null);
    const text =
      '`timeout` is 30 minutes.\n\n`timeout` is 10 minutes.\n\n`poll_interval_ms` is 500 seconds.\n';
    expect(valuesIn(text, checkProse(pageOf(text), index))).toEqual([
      'timeout "30 minutes" right',
      'timeout "10 minutes" wrong',
      'poll_interval_ms "500 seconds" wrong',
    ]);
  });

  it('reads the same amount in other words as a statement of its own', () => {
    expect(values('`session.idle_timeout`: Sessions expire after 1 hour (1800 seconds)')).toEqual([
      'session.idle_timeout "1 hour" wrong',
      'session.idle_timeout "1800 seconds" right',
    ]);
  });

  it('keeps several keys of one sentence apart', () => {
    const text =
      '`http.request_timeout` (60 seconds) is shorter than `session.idle_timeout` (20 minutes).';
    expect(values(text)).toEqual([
      'http.request_timeout "60 seconds" right',
      'session.idle_timeout "20 minutes" wrong',
    ]);
  });

  it('reads tables of settings', () => {
    const text = `## Session

| Key | Default | Description |
| --- | --- | --- |
| \`idle_timeout\` | 30 minutes | how long |
| \`max_sessions\` | \`5\` | how many |
| \`mode\` | \`lax\` | one of \`strict\`, \`lax\`, \`none\` |
| \`origins\` | – | none |

| Setting | Value |
| --- | --- |
| \`http.port\` | 8080 |
`;
    expect(values(text)).toEqual([
      'session.idle_timeout "30 minutes" right',
      'session.max_sessions "5" wrong',
      'session.mode "lax" right',
      'http.port "8080" wrong',
    ]);
  });

  it('reads references with a heading for each key', () => {
    const text =
      '## HTTP server\n\n### `http.port`\n\nThe port to listen on.\n\n- Default: `8000`\n';
    expect(values(text)).toEqual(['http.port "8000" wrong']);
  });

  it('knows by the section which of two keys is meant', () => {
    const text = `# Session\n\n- **idle_timeout**: 30 minutes\n\n# Cache\n\n- **idle_timeout**: 30 minutes\n`;
    expect(values(text)).toEqual([
      'session.idle_timeout "30 minutes" right',
      'cache.idle_timeout "30 minutes" wrong',
    ]);
    expect(values('- **idle_timeout**: 30 minutes')).toEqual([]);
  });
});

describe('what is no statement about a value', () => {
  it.each([
    'Set `http.request_timeout` to 5 minutes if clients are slow.',
    'If `http.compression` is enabled, answers are smaller.',
    'Whether compression is enabled is decided by `http.compression`.',
    'Is it enabled? See `http.compression`.',
    '`http.compression` is not enabled.',
    '`http.compression` is enabled in production.',
    '`http.compression` must be enabled.',
    '`session.idle_timeout` must be at least 5 minutes.',
    '`session.idle_timeout` can be up to 12 hours.',
    'For example, `session.idle_timeout` is 5 minutes.',
    'Before version 2, `session.idle_timeout` was 5 minutes.',
    '`session.idle_timeout` no longer defaults to 5 minutes.',
    '`http.request_timeout` is 10 to 20 seconds.',
    '`http.request_timeout` is 5 times longer than that of 2024.',
    '`http.request_timeout` is 5% of it.',
    '`http.request_timeout`: a timeout for uploads of 5 MB.',
    '`http.max_body_size`: larger bodies are refused after 10 seconds.',
    '`http.max_body_size` limits uploads to 5 MB.',
    '`http.port`: 2 other ports are reserved, see RFC 6335.',
    '`http.port`: the port, e.g. 80.',
    '`http.port` appears in http://localhost:3000/ and in 10.0.0.1:3000.',
    '`http.workers`: `0` starts one for each core.',
    '`session.max_sessions` is one of the limits.',
    'Errors are written by the default `onError` hook, `http.host`.',
    '`http.port` is read first and `http.workers` is 2 lines below.',
    '`session.secret` defaults to `hunter2`.',
    '# The action\n\n| Input | Default |\n| --- | --- |\n| `mode` | `github` |\n',
    'Wait for 5 minutes. Then look at `http.request_timeout`.',
    '`http.request_timeout` ends requests; sessions end after 10 minutes.',
    'Is `http.compression` on by default? No.',
    'Is `http.port` 80, or is `http.compression` on by default?',
    'As long as `http.compression` is on, answers are small.',
    'Provided that `http.compression` is on, answers are small.',
    'In production `http.port` is 80.',
    'With a proxy in front, `http.port` is 80.',
    'For uploads, `http.request_timeout` is 5 minutes.',
    'A typical `http.request_timeout` is 5 minutes.',
    'People think that `http.port` is 80.',
    'Nobody believes `http.port` is 80.',
    'The script checks that `http.port` is 80.',
    'Error: `http.port` is 99999.',
    '`http.port` is 4 digits long.',
    '`http.workers` is 1 of 20 settings.',
    '`http.request_timeout` is 10 minutes too long.',
    '`http.request_timeout` is 10 seconds shorter.',
    'In comparison with `http.port`, the port of PostgreSQL is 5432.',
    'Another `timeout` defaults to 0 and `http.request_timeout` to 1 minute.',
    '~~`http.port` is 80.~~',
    '[`http.request_timeout`](https://nodejs.org/api/http.html) is 5 minutes.',
    'See [`http.request_timeout`](https://nodejs.org/api/http.html#timeout), default: 0 (no timeout).',
    'The default of nginx is 80, that of the [port](//example.com/port) is set by `http.port`.',
    'Kubernetes\u2019 default is 10 seconds, `http.request_timeout` is thrice that.',
    "The proxy's own default is 10 seconds, `http.request_timeout` has to be less.",
  ])('passes over: %s', (text) => {
    expect(check(text).findings).toEqual([]);
    expect(values(text)).toEqual([]);
  });

  it.each([
    'Express listens on 3000 by default, `http.port` is 9000.',
    'Unlike nginx, whose default is 3000, here `http.port` is 9000.',
    'The default is 3000 elsewhere, so `http.port` is 9000.',
  ])('takes a value before the name for that of something else: %s', (text) => {
    expect(check(text).findings).toEqual([]);
  });

  it('passes over a second amount, which is about something else', () => {
    const text =
      'The timeout (`http.request_timeout`) is 60 seconds, and idle sessions are removed after 10 minutes (600 seconds).';
    expect(values(text)).toEqual(['http.request_timeout "60 seconds" right']);
  });

  it('leaves values that the environment fills in alone', () => {
    const index = indexOf('[http]\nport = ${PORT:-9000}\n');
    const text = '`http.port` is 1234.';
    expect(checkProse(pageOf(text), index).findings).toEqual([]);
  });

  it('accepts what another source says of the same key', () => {
    const index = indexOf(CONFIG, SCHEMA, { staging: '[http]\nport = 7000\n' });
    const text = '`http.port` is 7000.\n\n`http.port` is 7001.\n';
    expect(valuesIn(text, checkProse(pageOf(text), index))).toEqual([
      'http.port "7000" right',
      'http.port "7001" wrong',
    ]);
  });
});

describe('findings and fixes', () => {
  it('say what is so, where it is set, and how to mend it', () => {
    const text = 'Line one\n\n`http.request_timeout` is 30 seconds.\n';
    const [finding] = check(text).findings;
    expect(finding).toMatchObject({
      code: 'contradicted-value',
      severity: 'error',
      message: '`http.request_timeout` is 1 minute, not 30 seconds',
      file: 'docs/page.md',
      key: 'http.request_timeout',
      expected: '1 minute',
      received: '30 seconds',
      related: { file: 'app.ini', message: 'It is set here' },
      fix: { description: 'Write <% ini-value http.request_timeout %>' },
    });
    expect(finding?.span?.start).toMatchObject({ line: 3, column: 27 });
    expect(finding?.related?.span?.start).toMatchObject({ line: 3, column: 1 });
  });

  it.each([
    [
      '`http.request_timeout` is 30 seconds.',
      '`http.request_timeout` is <% ini-value http.request_timeout %>.',
    ],
    [
      '`http.request_timeout` is a 30-second limit.',
      '`http.request_timeout` is a 60-second limit.',
    ],
    [
      '`http.request_timeout` defaults to 1 minute.',
      '`http.request_timeout` defaults to 30 seconds.',
    ],
    ['`cache.idle_timeout` defaults to 1 hour.', '`cache.idle_timeout` defaults to 5 minutes.'],
    [
      '- `http.request_timeout`: Requests expire after 2 minutes (120 seconds)',
      '- `http.request_timeout`: Requests expire after <% ini-value http.request_timeout %> (60 seconds)',
    ],
    ['`http.compression` is Enabled.', '`http.compression` is Disabled.'],
    ['`http.compression` is off by default.', '`http.compression` is on by default.'],
    ['`http.request_timeout` is set to `45s`.', '`http.request_timeout` is set to `1m`.'],
    ['`session.mode` is `lax`.', '`session.mode` is `strict`.'],
    [
      '- é “quoted” &amp; `http.workers` is 7.\r\n',
      '- é “quoted” &amp; `http.workers` is <% ini-value http.workers %>.\r\n',
    ],
    [
      '| Key | Default |\n| --- | --- |\n| `http.workers` | 7 |\n',
      '| Key | Default |\n| --- | --- |\n| `http.workers` | 4 |\n',
    ],
  ])('mend %s', (text, expected) => {
    expect(mended(text, check(text).findings)).toBe(expected);
    expect(check(expected).findings).toEqual([]);
  });

  it('never show a secret', () => {
    const index = indexOf('[session]\nsecret = s3cr3t-s3cr3t-s3cr3t\n');
    const text =
      '`session.secret` is `other`. `session.secret` defaults to `s3cr3t-s3cr3t-s3cr3t`.';
    expect(JSON.stringify(checkProse(pageOf(text), index).findings)).toBe('[]');
  });
});
