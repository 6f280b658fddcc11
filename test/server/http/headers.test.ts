import { describe, expect, it } from 'vitest';
import { ask, start } from './support.ts';

const POLICY =
  "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'";

const ALWAYS = {
  'content-security-policy': POLICY,
  'x-xss-protection': '0',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const TLS_PROXY = 'trusted_proxies[] = 127.0.0.1/32';
const OVER_TLS = { 'x-forwarded-proto': 'https' };

describe('security headers', () => {
  it.each([
    ['a page', 'GET', '/', 200],
    ['JSON', 'GET', '/health/live', 200],
    ['a file', 'GET', '/assets/lockstep.css', 200],
    ['an unknown path', 'GET', '/nothing', 404],
    ['a wrong method', 'DELETE', '/health/live', 405],
    ['a malformed path', 'GET', '/%zz', 400],
  ])('are exact on %s', async (_name, method, path, status) => {
    const server = await start();
    const answer = await ask(server.url, path, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(ALWAYS);
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
    expect(answer.headers).not.toHaveProperty('permissions-policy');
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  it('are exact on a refused host', async () => {
    const server = await start();
    const answer = await ask(server.url, '/', { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(421);
    expect(answer.headers).toMatchObject(ALWAYS);
  });

  it.each([
    ['by default', '', 'max-age=31536000; includeSubDomains'],
    ['with another age', 'hsts_max_age = 1h', 'max-age=3600; includeSubDomains'],
    ['taken back', 'hsts_max_age = 0\nhsts_include_subdomains = false', 'max-age=0'],
    ['with preload', 'hsts_preload = true', 'max-age=31536000; includeSubDomains; preload'],
  ])('promise HTTPS over HTTPS alone, %s', async (_name, setting, expected) => {
    const server = await start(`[app]\n${TLS_PROXY}\n[security.headers]\n${setting}`);
    const secure = await ask(server.url, '/health/live', { headers: OVER_TLS });
    const missing = await ask(server.url, '/nothing', { headers: OVER_TLS });
    const plain = await ask(server.url, '/health/live');
    expect(secure.headers['strict-transport-security']).toBe(expected);
    expect(missing.headers['strict-transport-security']).toBe(expected);
    expect(plain.headers).not.toHaveProperty('strict-transport-security');
  });

  it.each([
    ['frame_options = SAMEORIGIN', 'x-frame-options', 'SAMEORIGIN'],
    ['referrer_policy = no-referrer', 'referrer-policy', 'no-referrer'],
    ['permissions_policy = camera=()', 'permissions-policy', 'camera=()'],
    [
      "content_security_policy = default-src 'none'",
      'content-security-policy',
      "default-src 'none'",
    ],
    ['csp_mode = report-only', 'content-security-policy-report-only', POLICY],
  ])('follow %s', async (setting, header, expected) => {
    const server = await start(`[security.headers]\n${setting}`);
    const answer = await ask(server.url, '/');
    expect(answer.headers[header]).toBe(expected);
  });

  it('have no enforced policy in report-only mode', async () => {
    const server = await start('[security.headers]\ncsp_mode = report-only');
    expect((await ask(server.url, '/')).headers).not.toHaveProperty('content-security-policy');
  });

  it('leave out the policy and the filter switch when cross-site scripting protection is off', async () => {
    const server = await start('[security]\nxss_protection = false');
    const { headers } = await ask(server.url, '/');
    expect(headers).not.toHaveProperty('content-security-policy');
    expect(headers).not.toHaveProperty('x-xss-protection');
    expect(headers).toHaveProperty('x-content-type-options', 'nosniff');
  });
});
