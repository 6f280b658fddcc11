import { formatProblem } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { app, HTTPS, problemsOf, SECRET_KEY } from './loading.ts';

/** Its errors, as `code file:line key`. */
function refusals(text: string, env: Record<string, string> = {}): readonly string[] {
  return problemsOf(text, env)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, file, span, key }) => {
      return `${code} ${span ? `${file}:${span.start.line}` : file} ${key}`;
    });
}

const provider = (name: string, ...lines: string[]): string =>
  [
    `[oidc.providers.${name}]`,
    'issuer = https://login.example',
    'client_id = portal',
    'client_secret = ${CLIENT_SECRET}',
    ...lines,
    '',
  ].join('\n');
const CLIENT_SECRET = 'GOCSPX-9fK2mQ7vXz3LpR8wTn5B';

describe('a server does not start', () => {
  it.each([
    ['without an environment', '[app]\nname = x\n', ['missing-required app.ini:1 app.environment']],
    ['with an unknown key', app('development', 'por = 1'), ['unknown-key app.ini:3 app.por']],
    [
      'with a planned key',
      `${app('development')}[metrics]\nenabled = true\n`,
      ['planned-key app.ini:4 metrics.enabled'],
    ],
    [
      'with what sessions in cookies cannot do',
      `${app('development')}[security.session]\nstore = cookie\nmax_concurrent = 2\n`,
      [
        'stateless-sessions app.ini:5 security.session.max_concurrent',
        'stateless-sessions default of account.enabled account.enabled',
      ],
    ],
    [
      'on plain http in staging',
      app('staging', 'public_url = http://portal.example'),
      ['insecure-public-url app.ini:3 app.public_url'],
    ],
    [
      'without a public URL in staging',
      app('staging'),
      ['insecure-public-url default of app.public_url app.public_url'],
    ],
    [
      'on plain http beyond loopback in test',
      app('test', 'public_url = http://portal.example'),
      ['insecure-public-url app.ini:3 app.public_url'],
    ],
    [
      'with a path in the public URL',
      app('test', 'public_url = https://portal.example/a'),
      ['public-url-not-origin app.ini:3 app.public_url'],
    ],
    [
      'where HTTPS is required and cannot be had',
      `${app('development')}[security]\nrequire_https = true\n`,
      ['https-without-public-url app.ini:4 security.require_https'],
    ],
    [
      'with SameSite none on plain http',
      `${app('development')}[security.cookie]\nsame_site = none\n`,
      ['insecure-same-site app.ini:4 security.cookie.same_site'],
    ],
    [
      'without CSRF protection in test',
      `${app('test')}[security.csrf]\nenabled = false\n`,
      ['csrf-disabled app.ini:4 security.csrf.enabled'],
    ],
    [
      'with a default provider that does not exist',
      `${app('test')}[oidc]\ndefault_provider = mian\n${provider('main')}`,
      ['unknown-provider app.ini:4 oidc.default_provider'],
    ],
    [
      'with a default provider that is disabled',
      `${app('test')}[oidc]\ndefault_provider = main\n${provider('main', 'enabled = false')}`,
      ['unknown-provider app.ini:4 oidc.default_provider'],
    ],
    [
      'with a plain http issuer',
      `${app('test')}${provider('a').replace('https:', 'http:')}`,
      ['insecure-issuer app.ini:4 oidc.providers.a.issuer'],
    ],
    [
      'with a loopback issuer in staging',
      `${app('staging', HTTPS)}${provider('a').replace('https://login.example', 'http://127.0.0.1:8001')}`,
      ['insecure-issuer app.ini:5 oidc.providers.a.issuer'],
    ],
    [
      'without the openid scope',
      `${app('test')}${provider('a', 'scopes[] = email')}`,
      ['openid-scope-missing app.ini:7 oidc.providers.a.scopes'],
    ],
    [
      'with the documentation over its own routes',
      `${app('test')}[docs]\npath = /health/live\n`,
      ['reserved-path app.ini:4 docs.path'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(refusals(text, { CLIENT_SECRET })).toEqual(expected);
  });

  it('in production with the embedded provider, sessions in memory, or a secret in a file', () => {
    const text = `${app('production', HTTPS)}[security]\nsecret_keys[] = ${SECRET_KEY}\n[dev_idp]\nenabled = true\n${provider('a')}`;
    expect(refusals(text, { SECRET_KEY: '', CLIENT_SECRET })).toEqual([
      'literal-secret app.ini:5 security.secret_keys',
      'dev-idp-in-production app.ini:7 dev_idp.enabled',
      'memory-store-in-production default of security.session.store security.session.store',
    ]);
  });

  it('in production with a literal hidden in a reference', () => {
    const text = `${app('production', HTTPS)}${provider('a').replace('${CLIENT_SECRET}', '${CLIENT_SECRET:-9fK2mQ7vXz3LpR8wTn5B}')}`;
    expect(refusals(text)).toContain('literal-secret app.ini:7 oidc.providers.a.client_secret');
  });

  it('without a secret key', () => {
    expect(refusals(app('development'), { SECRET_KEY: '' })).toEqual([
      'missing-required app.ini security.secret_keys',
    ]);
  });

  it.each([
    ['too short', 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1'],
    ['not base64url', 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV+A='],
    ['one byte over and over', 'A'.repeat(43)],
    ['a few bytes over and over', 'QUJDREVGR0hJSktBQkNERUZHSElKS0FCQ0RFRkdISUpL'],
    ['a placeholder', 'change-me-change-me-change-me-change-me-0f3k'],
  ])('with a weak secret key: %s', (_name, key) => {
    expect(refusals(app('development'), { SECRET_KEY: key })).toEqual([
      'weak-secret environment variable SECRET_KEY security.secret_keys',
    ]);
  });

  it('with a placeholder for a client secret beyond test', () => {
    const text = `${app('staging', HTTPS)}${provider('a')}`;
    expect(refusals(text, { CLIENT_SECRET: 'changeme-changeme-changeme' })).toEqual([
      'weak-secret app.ini:7 oidc.providers.a.client_secret',
    ]);
    expect(refusals(text, { CLIENT_SECRET })).toEqual([]);
  });

  it('and tells every problem at once, with the line and without the secret', () => {
    const weak = 'hunter2hunter2';
    const text = `${app('staging', 'por = 1')}[security]\nsecret_keys[] = ${weak}\n[security.csrf]\nenabled = false\n`;
    const problems = problemsOf(text, { SECRET_KEY: '' });
    expect(problems.map(({ code }) => code)).toEqual([
      'unknown-key',
      'weak-secret',
      'csrf-disabled',
      'insecure-public-url',
    ]);
    const message = problems.map(formatProblem).join('\n');
    expect(message).toContain('did you mean `port`?');
    expect(message).toMatch(/7 \| enabled = false/u);
    expect(message).not.toContain('hunter2');
  });

  it('but ignores providers of development in staging', () => {
    const local = provider('local', 'dev_only = true').replace('https:', 'http:');
    expect(
      refusals(`${app('staging', HTTPS)}${local}${provider('main')}`, { CLIENT_SECRET }),
    ).toEqual([]);
  });
});
