import { isLoopback } from '../loopback.ts';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

const PUBLIC_URL = 'app.public_url';

/** `app.public_url` is an origin: everything is made from it by adding a path. */
export function originRule(view: SettingsView): readonly Finding[] {
  const url = publicUrl(view);
  if (!url || url.href === `${url.origin}/`) return [];
  const message = 'The public URL has more than scheme, host and port';
  return [{ code: 'public-url-not-origin', key: PUBLIC_URL, message, expected: url.origin }];
}

/** `app.public_url` is https wherever people depend on it; test may use plain http on loopback. */
export function publicHttpsRule(view: SettingsView): readonly Finding[] {
  const url = publicUrl(view);
  const { environment } = view;
  if (!url || environment === undefined || url.protocol === 'https:') return [];
  const isLocalTest = environment === 'test' && isLoopback(url.hostname);
  if (environment === 'development' || isLocalTest) return [];
  const message = `The public URL must be https in ${environment}`;
  const { origin: received } = url;
  return [
    { code: 'insecure-public-url', key: PUBLIC_URL, message, expected: 'https://…', received },
  ];
}

/** A redirect to a plain http URL would come back for ever. */
export function requireHttpsRule(view: SettingsView): readonly Finding[] {
  const key = 'security.require_https';
  if (!view.flag(key) || isPublicHttps(view)) return [];
  const message = 'HTTPS is required, but `app.public_url` is plain http';
  const expected = 'an https `app.public_url`';
  return [{ code: 'https-without-public-url', key, message, expected }];
}

/** Browsers drop `SameSite=None` cookies that are not Secure. */
export function sameSiteRule(view: SettingsView): readonly Finding[] {
  const key = 'security.cookie.same_site';
  if (view.text(key) !== 'none' || isPublicHttps(view)) return [];
  const message = 'SameSite `none` needs a Secure cookie, and so an https `app.public_url`';
  return [
    { code: 'insecure-same-site', key, message, expected: 'strict or lax', received: 'none' },
  ];
}

function publicUrl(view: SettingsView): URL | undefined {
  const text = view.text(PUBLIC_URL) ?? '';
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isPublicHttps(view: SettingsView): boolean {
  return publicUrl(view)?.protocol === 'https:';
}
