import type { Settings } from '../settings/settings.ts';

/** Response headers by name. */
export type HeaderSet = Readonly<Record<string, string>>;

/** The security headers of every response. */
export interface SecurityHeaders {
  readonly plain: HeaderSet;
  /** What is sent over HTTPS: the same with `Strict-Transport-Security` (RFC 6797, section 7.2). */
  readonly secure: HeaderSet;
}

/** Makes the headers of `[security.headers]`. Handlers may replace single ones. */
export function securityHeaders(settings: Settings): SecurityHeaders {
  const { headers } = settings.security;
  const plain = {
    ...scriptProtection(settings, headers.content_security_policy),
    ...(headers.permissions_policy === undefined
      ? {}
      : { 'permissions-policy': headers.permissions_policy }),
    'x-content-type-options': 'nosniff',
    'x-frame-options': headers.frame_options,
    'referrer-policy': headers.referrer_policy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
  return { plain, secure: { ...plain, 'strict-transport-security': transportSecurity(settings) } };
}

/**
 * The headers against injected scripts for one policy: none when `security.headers.xss_protection` is off.
 * `X-XSS-Protection: 0` turns off the filter of old browsers, which could be used to leak data.
 */
export function scriptProtection(settings: Settings, policy: string): HeaderSet {
  const { xss_protection: on, csp_mode: mode } = settings.security.headers;
  if (!on) return {};
  const name =
    mode === 'enforce' ? 'content-security-policy' : 'content-security-policy-report-only';
  return { [name]: policy, 'x-xss-protection': '0' };
}

/**
 * The headers against injected scripts for a page whose form leads on to an identity provider: the configured policy
 * without `form-action`, which browsers apply to the redirects after a form too.
 */
export function leavingHeaders(settings: Settings): HeaderSet {
  const directives = settings.security.headers.content_security_policy.split(';');
  const kept = directives.filter((directive) => !/^\s*form-action(?:\s|$)/iu.test(directive));
  return scriptProtection(settings, kept.join(';').trim());
}

function transportSecurity(settings: Settings): string {
  const { headers } = settings.security;
  const directives = [
    `max-age=${Math.floor(headers.hsts_max_age)}`,
    ...(headers.hsts_include_subdomains ? ['includeSubDomains'] : []),
    ...(headers.hsts_preload ? ['preload'] : []),
  ];
  return directives.join('; ');
}
