import { formatProblem } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { printConfig } from '../../../server/src/cli/print-config.ts';
import { app, HTTPS, load, problemsOf } from './loading.ts';

/** What is wrong with the store of an environment. */
function problems(
  environment: string,
  text: string,
  env: Readonly<Record<string, string>> = {},
): readonly Problem[] {
  return problemsOf(app(environment, HTTPS) + text, env);
}

const codes = (...given: Parameters<typeof problems>): readonly string[] =>
  problems(...given).map(({ code, span }) => (span ? `${code} ${span.start.line}` : code));

const REDIS = '[redis]\nurl = rediss://redis.internal\n';

describe('the session store', () => {
  it.each([
    ['', ['memory-store-in-production']],
    ['[security.session]\nstore = memory\n', ['memory-store-in-production 5']],
    [`${REDIS}[security.session]\nstore = memory\n`, ['memory-store-in-production 7']],
    ['[security.session]\nstore = redis\n', ['redis-url-missing 5']],
    ['[security.session]\nstore = cookie\nmax_concurrent = 0\n[account]\nenabled = no\n', []],
    [REDIS, []],
    [`${REDIS}[security.session]\nstore = redis\n`, []],
    [
      `${REDIS}[security.session]\non_store_failure = memory\n`,
      ['memory-fallback-in-production 7'],
    ],
    ['[redis]\nurl = redis://redis.internal\n', ['redis-plaintext 5']],
    ['[redis]\nurl = redis://redis.internal\nallow_plaintext = true\n', []],
    [`${REDIS}tls_verify = none\n`, ['redis-unverified 6']],
    [`${REDIS}tls_verify = ca\n`, []],
    ['[redis]\nurl = rediss://redis.internal/sessions\n', ['redis-database-invalid 5']],
    ['[redis]\nurl = rediss://redis.internal:6379/2\n', []],
    ['[redis]\nurl = rediss://redis.internal/\n', []],
    [`${REDIS}mode = sentinel\n`, ['redis-nodes-missing']],
    [`${REDIS}mode = cluster\nnodes[] = redis-1.internal:6379\n`, []],
    ['[redis]\nurl = rediss://u:hunter2@redis.internal\n', ['literal-secret 5']],
    ['[redis]\nurl = rediss://:hunter2@redis.internal\n', ['literal-secret 5']],
    ['[redis]\nurl = rediss://u:${REDIS_PASSWORD}@redis.internal\n', []],
    ['[redis]\nurl = rediss://u:${REDIS_PASSWORD:-hunter2}@redis.internal\n', ['literal-secret 5']],
  ])('in production with %j: %j', (text, expected) => {
    expect(codes('production', text, { REDIS_PASSWORD: 'hGf5Q1mT8vKx2rWn7cBz' })).toEqual(expected);
  });

  it.each([
    ['', []],
    ['[redis]\nurl = redis://127.0.0.1\ntls_verify = none\n', []],
    ['[redis]\nurl = redis://:hunter2@127.0.0.1\n', []],
    ['[redis]\nurl = redis://127.0.0.1\n[security.session]\non_store_failure = memory\n', []],
    ['[security.session]\nstore = redis\n', ['redis-url-missing 5']],
    ['[redis]\nmode = cluster\nnodes[] = 127.0.0.1:7000\n', ['redis-url-missing 5']],
    ['[redis]\nkey_prefix = a{b}c\n', ['wrong-value 5']],
    ['[security.session]\nstore = cookie\nmax_concurrent = 0\n[account]\nenabled = false\n', []],
  ])('in test with %j: %j', (text, expected) => {
    const [first] = codes('test', text);
    expect(codes('test', text).length).toBe(expected.length);
    expect(first?.replace(/^(?!planned|redis)\S+/u, 'wrong-value')).toBe(expected[0]);
  });
});

describe('sessions in cookies', () => {
  it('refuse every key that needs sessions to be known, all at once', () => {
    const text = `[security.session]
store = cookie
max_concurrent = 5
on_store_failure = memory
encrypt = none
analytics = true
[account]
enabled = true
`;
    const found = problems('test', text).filter(({ code }) => code === 'stateless-sessions');
    expect(found.map(({ key, span }) => `${key} ${span?.start.line}`)).toEqual([
      'security.session.max_concurrent 6',
      'security.session.on_store_failure 7',
      'security.session.encrypt 8',
      'security.session.analytics 9',
      'account.enabled 11',
    ]);
    expect(found.map(({ expected }) => expected)).toEqual([
      '0',
      'fail_closed',
      'tokens or all',
      'false',
      'false',
    ]);
  });

  it('name the defaults that do not go with them', () => {
    expect(codes('test', '[security.session]\nstore = cookie\n')).toEqual([
      'stateless-sessions',
      'stateless-sessions',
    ]);
  });
});

describe('the password of Redis', () => {
  it.each(['hunter2', 'pw', 'a@b@c', 'sl%2Fash', 'p%40ss', '${REDIS_PASSWORD}'])(
    'is printed by nothing: %s',
    (password) => {
      const url = `redis://lockstep:${password}@redis.internal:6379/0`;
      const byFile = load(`${app('test', HTTPS)}[redis]\nurl = ${url}\n`, {
        REDIS_PASSWORD: 'hunter2',
      });
      const byVariable = load(app('test', HTTPS), {
        REDIS_URL: url.replace('${REDIS_PASSWORD}', 'hunter2'),
      });
      for (const loaded of [byFile, byVariable]) {
        for (const format of ['text', 'json'] as const) {
          const line =
            printConfig(loaded, format)
              .split('\n')
              .find((text) => text.includes('redis.internal')) ?? '';
          expect(line).toMatch(/lockstep:(?:\[redacted\]|\$\{REDIS_PASSWORD\})@redis\.internal/u);
        }
      }
    },
  );

  it('is in no message about the configuration', () => {
    const found = problems('production', '[redis]\nurl = redis://:hunter2hunter2@redis.internal\n');
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(formatProblem).join('\n')).not.toContain('hunter2');
  });
});
