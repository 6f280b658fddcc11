import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { settingOf } from './setting-of.ts';

describe('a catalogue written in zod', () => {
  const schema = catalogue();

  it('has no problems', () => {
    expect(schema.problems).toEqual([]);
  });

  it.each([
    ['app.environment', 'enum', 'one of development, test, staging, production'],
    ['app.public_url', 'url', 'a URL with the scheme http or https'],
    ['app.host', 'host', undefined],
    ['app.port', 'integer', '1 to 65535'],
    ['app.trusted_proxies', 'list', undefined],
    ['app.body_limit', 'size', undefined],
    ['security.session.idle_timeout', 'duration', '1m to 1d'],
    ['security.session.max_concurrent', 'integer', 'at least 0'],
    ['security.session.analytics', 'boolean', undefined],
    ['security.secret_keys', 'list', 'at least 1 item'],
    ['security.cors.methods', 'list', 'each one of GET, POST, PUT, DELETE'],
    ['oidc.providers.*.client_id', 'string', 'at least 1 character'],
    ['redis.command_timeout', 'duration', undefined],
    ['labels.*', 'string', undefined],
  ])('reads %s as %s: %s', (key, type, constraint) => {
    expect(settingOf(schema, key)).toMatchObject({ type });
    expect(settingOf(schema, key).constraint).toBe(constraint);
  });

  it('keeps the annotations', () => {
    expect(settingOf(schema, 'security.session.idle_timeout')).toMatchObject({
      unit: 'seconds',
      default: 1800,
      env: 'SESSION_TIMEOUT',
      aliases: ['security.session_timeout'],
      security: 'A long idle time leaves a stolen cookie useful',
      standards: ['ASVS 5.0 7.3.1'],
      required: false,
      secret: false,
    });
    expect(settingOf(schema, 'app.allowed_hosts').defaultNote).toBe('the host of `app.public_url`');
    expect(settingOf(schema, 'security.csrf.signer').planned).toBe(true);
    expect(settingOf(schema, 'security.session.store').plannedValues).toEqual(['cookie']);
    expect(schema.title).toBe('Server settings');
    expect(schema.sections).toContainEqual({
      path: ['security', 'session'],
      title: 'Sessions',
      description: 'How long a login lasts',
    });
  });

  it('knows which keys must be set and which are secret', () => {
    expect(settingOf(schema, 'app.environment').required).toBe(true);
    expect(settingOf(schema, 'app.port').required).toBe(false);
    expect(settingOf(schema, 'oidc.default_provider')).toMatchObject({
      required: false,
      default: undefined,
    });
    expect(settingOf(schema, 'security.secret_keys').secret).toBe(true);
    expect(settingOf(schema, 'oidc.providers.main.client_secret').secret).toBe(true);
    expect(settingOf(schema, 'app.name').secret).toBe(false);
  });

  it('finds concrete paths in maps, with the pattern of their names', () => {
    expect(schema.find(['oidc', 'providers', 'main', 'issuer'])?.path).toEqual([
      'oidc',
      'providers',
      '*',
      'issuer',
    ]);
    expect(schema.find(['oidc', 'providers', 'My IdP', 'issuer'])).toBeUndefined();
    expect(schema.isSection(['oidc', 'providers', 'main'])).toBe(true);
    expect(schema.isSection(['oidc', 'providers', 'main', 'issuer'])).toBe(false);
    expect(schema.isSection(['nothing'])).toBe(false);
  });

  it.each([
    ['security.session_timeout', 'security.session.idle_timeout', undefined],
    ['rate_limiter.window_ms', 'security.rate_limit.window', 'milliseconds'],
    ['security.csrf_token_max_age_hours', 'security.csrf.max_age', 'hours'],
    ['security.cors_origins', 'security.cors.origins', undefined],
    ['app.cors.origins', 'security.cors.origins', undefined],
    ['oidc.refresh_tokens.enabled', 'oidc.refresh_tokens', undefined],
  ])('finds the old name %s', (alias, key, unit) => {
    const target = schema.findAlias(alias.split('.'));
    expect(target?.path.join('.')).toBe(key);
    expect(target?.unit).toBe(unit);
    expect(schema.findAlias(key.split('.'))).toBeUndefined();
  });

  it.each([
    ['security.session.idle_timout', 'security.session.idle_timeout'],
    ['securty.session.idle_timeout', 'security.session.idle_timeout'],
    ['security.sesion', 'security.session'],
    ['oidc.providers.main.isuer', 'oidc.providers.main.issuer'],
    ['security.idle_timeout', 'security.session.idle_timeout'],
    ['zzz', undefined],
  ])('suggests for %s the key %s', (wrong, nearest) => {
    expect(schema.nearest(wrong.split('.'))).toBe(nearest);
  });
});
