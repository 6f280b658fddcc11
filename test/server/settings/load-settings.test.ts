import { describe, expect, it } from 'vitest';
import { app, HTTPS, load, SECRET_KEY } from './loading.ts';

describe('loaded settings', () => {
  it('have effective values in their types', () => {
    const { settings } = load(`${app('development')}[security.session]\nidle_timeout = 1h30m\n`, {
      PORT: '9000',
      TRUSTED_PROXIES: '10.0.0.0/8, 192.168.0.0/16',
    });
    expect(settings.security.session.idle_timeout).toBe(5400);
    expect(settings.app.port).toBe(9000);
    expect(settings.app.trusted_proxies).toEqual(['10.0.0.0/8', '192.168.0.0/16']);
    expect(settings.app.body_limit).toBe(100_000);
    expect(settings.security.secret_keys[0]?.reveal()).toBe(SECRET_KEY);
    expect(Object.keys(settings.oidc.providers)).toEqual([]);
  });

  it('derive the defaults that depend on other keys', () => {
    const { settings } = load(app('test', HTTPS));
    expect(settings.app.allowed_hosts).toEqual(['portal.example']);
    expect(settings.security.require_https).toBe(true);
    expect(load(app('test')).settings.app.public_url).toBe('http://127.0.0.1:8000');
    expect(load(app('test')).settings.security.require_https).toBe(false);
    expect(load(app('development', 'port = 9')).settings.app.allowed_hosts).toEqual([
      '127.0.0.1:9',
    ]);
  });

  it('list every key that is read, without the secret', () => {
    const { listing } = load(app('development'));
    const byKey = new Map(listing.map((listed) => [listed.key, listed]));
    expect(byKey.get('app.environment')).toMatchObject({
      value: 'development',
      origin: 'app.ini:2:1',
    });
    expect(byKey.get('app.public_url')).toMatchObject({
      value: 'http://127.0.0.1:8000',
      origin: 'default',
    });
    expect(byKey.get('security.secret_keys')).toMatchObject({
      set: true,
      secret: true,
      origin: 'SECRET_KEY',
    });
    expect(byKey.has('metrics.enabled')).toBe(false);
    expect(JSON.stringify(listing)).not.toContain(SECRET_KEY);
  });

  it('have the same fingerprint for the same configuration in INI and YAML', () => {
    const ini = load(`${app('development')}[security.cookie]\nname = sid\n`);
    const yaml = load(
      'app:\n  environment: development\nsecurity:\n  cookie:\n    name: sid\n',
      {},
      'app.yaml',
    );
    expect(yaml.fingerprint).toBe(ini.fingerprint);
    expect(load(app('development')).fingerprint).not.toBe(ini.fingerprint);
  });

  it('are configured by old names, each with a note', () => {
    const { settings, problems } = load(
      `${app('development')}[security]\nsession_timeout = 3600\ncsrf_protection = true\nxss_protection = true\ncookie_samesite = lax\ncsrf_token_max_age_hours = 2\n`,
    );
    expect(settings.security.session.idle_timeout).toBe(3600);
    expect(settings.security.csrf.max_age).toBe(7200);
    expect(problems.map(({ code }) => code)).toEqual(
      Array.from({ length: 5 }, () => 'deprecated-alias'),
    );
  });

  it('record what is read', () => {
    const { settings, reads } = load(app('development'));
    expect(settings.app.name).toBe('Lockstep');
    expect(reads.has('app.name')).toBe(true);
    expect(reads.has('app.port')).toBe(false);
  });
});
