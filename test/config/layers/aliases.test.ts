import { describe, expect, it } from 'vitest';
import { catalogue } from '../schema/catalogue.ts';
import { effective, places, resolve } from './resolving.ts';

const schema = catalogue();

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
