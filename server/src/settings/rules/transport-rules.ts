import { isLoopback } from '../loopback.ts';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** `app.public_url` is an origin, and https wherever people depend on it. */
export function* publicUrlRule(view: SettingsView): Iterable<Finding> {
  const key = 'app.public_url';
  const text = view.text(key);
  const { environment } = view;
  if (text === undefined || environment === undefined || !URL.canParse(text)) return;
  const url = new URL(text);
  if (url.href !== `${url.origin}/`) {
    const message = 'The public URL has more than scheme, host and port';
    yield { code: 'public-url-not-origin', key, message, expected: url.origin };
  }
  const allowsHttp =
    environment === 'development' || (environment === 'test' && isLoopback(url.hostname));
  if (url.protocol !== 'https:' && !allowsHttp) {
    const message = `The public URL must be https in ${environment}`;
    yield {
      code: 'insecure-public-url',
      key,
      message,
      expected: 'https://…',
      received: url.origin,
    };
  }
}

/** A redirect to a plain http URL would come back for ever. */
export function* requireHttpsRule(view: SettingsView): Iterable<Finding> {
  const key = 'security.require_https';
  if (!view.flag(key) || view.text('app.public_url')?.startsWith('https:')) return;
  const message = 'HTTPS is required, but `app.public_url` is plain http';
  yield { code: 'https-without-public-url', key, message, expected: 'an https `app.public_url`' };
}

/** Browsers drop `SameSite=None` cookies that are not Secure. */
export function* sameSiteRule(view: SettingsView): Iterable<Finding> {
  const key = 'security.cookie.same_site';
  if (view.text(key) !== 'none' || view.text('app.public_url')?.startsWith('https:')) return;
  const message = 'SameSite `none` needs a Secure cookie, and so an https `app.public_url`';
  yield { code: 'insecure-same-site', key, message, expected: 'strict or lax', received: 'none' };
}
