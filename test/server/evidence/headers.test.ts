import { describe } from 'vitest';
import { ask } from '../http/support.ts';
import { BEHIND_HTTPS } from './configuration.ts';
import { headerOf } from './observe.ts';
import { probe } from './probe.ts';
import type { Scene } from './probe.ts';

const HOME_PAGE = 'The home page is asked for over HTTPS.';
const HSTS = 'Strict-Transport-Security';
const CSP = 'Content-Security-Policy';

/** The home page over HTTPS, and some of its headers. */
function headersOf(...names: readonly string[]): Scene {
  return {
    base: BEHIND_HTTPS,
    observe: async ({ url }) => {
      const headers = { host: 'portal.example.com', 'x-forwarded-proto': 'https' };
      const answer = await ask(url, '/', { headers });
      return names.map((name) => headerOf(answer, name)).join('; ');
    },
  };
}

describe('evidence for [security.headers]', () => {
  probe({
    key: 'security.headers.hsts_max_age',
    title: 'the HSTS header has the age',
    description: HOME_PAGE,
    a: { value: '365d', sees: `${HSTS}: max-age=31536000; includeSubDomains` },
    b: { value: '0', sees: `${HSTS}: max-age=0; includeSubDomains` },
    ...headersOf(HSTS),
  });

  probe({
    key: 'security.headers.hsts_include_subdomains',
    title: 'the HSTS header covers subdomains',
    description: HOME_PAGE,
    a: { value: 'true', sees: `${HSTS}: max-age=31536000; includeSubDomains` },
    b: { value: 'false', sees: `${HSTS}: max-age=31536000` },
    ...headersOf(HSTS),
  });

  probe({
    key: 'security.headers.hsts_preload',
    title: 'the HSTS header allows preloading',
    description: HOME_PAGE,
    a: { value: 'false', sees: `${HSTS}: max-age=31536000; includeSubDomains` },
    b: { value: 'true', sees: `${HSTS}: max-age=31536000; includeSubDomains; preload` },
    ...headersOf(HSTS),
  });

  probe({
    key: 'security.headers.content_security_policy',
    title: 'pages have the policy',
    description: HOME_PAGE,
    a: { value: "default-src 'self'", sees: `${CSP}: default-src 'self'` },
    b: {
      value: "default-src 'none'; script-src 'self'",
      sees: `${CSP}: default-src 'none'; script-src 'self'`,
    },
    ...headersOf(CSP),
  });

  probe({
    key: 'security.headers.csp_mode',
    title: 'the policy is enforced or reported',
    description: HOME_PAGE,
    a: { value: 'enforce', sees: `${CSP}: default-src 'self'; no ${CSP}-Report-Only` },
    b: { value: 'report-only', sees: `no ${CSP}; ${CSP}-Report-Only: default-src 'self'` },
    base: `${BEHIND_HTTPS}\n[security.headers]\ncontent_security_policy = "default-src 'self'"\n`,
    observe: headersOf(CSP, `${CSP}-Report-Only`).observe,
  });

  probe({
    key: 'security.headers.frame_options',
    title: 'pages say who may frame them',
    description: HOME_PAGE,
    a: { value: 'DENY', sees: 'X-Frame-Options: DENY' },
    b: { value: 'SAMEORIGIN', sees: 'X-Frame-Options: SAMEORIGIN' },
    ...headersOf('X-Frame-Options'),
  });

  probe({
    key: 'security.headers.referrer_policy',
    title: 'pages say what other sites learn of their address',
    description: HOME_PAGE,
    a: { value: 'no-referrer', sees: 'Referrer-Policy: no-referrer' },
    b: { value: 'same-origin', sees: 'Referrer-Policy: same-origin' },
    ...headersOf('Referrer-Policy'),
  });

  probe({
    key: 'security.headers.permissions_policy',
    title: 'pages say which features they may use',
    description: HOME_PAGE,
    a: { sees: 'no Permissions-Policy' },
    b: {
      value: 'camera=(), geolocation=()',
      sees: 'Permissions-Policy: camera=(), geolocation=()',
    },
    ...headersOf('Permissions-Policy'),
  });

  probe({
    key: 'security.headers.xss_protection',
    title: 'pages are protected against injected scripts',
    description: HOME_PAGE,
    a: { value: 'true', sees: `${CSP}: default-src 'self'; X-XSS-Protection: 0` },
    b: { value: 'false', sees: `no ${CSP}; no X-XSS-Protection` },
    base: `${BEHIND_HTTPS}\n[security.headers]\ncontent_security_policy = "default-src 'self'"\n`,
    observe: headersOf(CSP, 'X-XSS-Protection').observe,
  });
});
