import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** First segments of the paths that the server itself answers. */
const RESERVED_SEGMENTS: ReadonlySet<string> = new Set([
  '.well-known',
  'account',
  'admin',
  'api',
  'assets',
  'auth',
  'favicon.ico',
  'health',
  'metrics',
  'problems',
]);

/** Only development may run without the CSRF check. */
export function csrfRule(view: SettingsView): readonly Finding[] {
  const key = 'security.csrf.enabled';
  const { environment } = view;
  if (view.flag(key) !== false || environment === undefined || environment === 'development') {
    return [];
  }
  const message = `CSRF protection cannot be turned off in ${environment}`;
  return [{ code: 'csrf-disabled', key, message, expected: 'true', received: 'false' }];
}

/** The embedded provider lets anybody in. */
export function devIdpRule(view: SettingsView): readonly Finding[] {
  const key = 'dev_idp.enabled';
  if (!view.flag(key) || view.environment !== 'production') return [];
  const message = 'The embedded provider cannot run in production: everybody can sign in with it';
  return [{ code: 'dev-idp-in-production', key, message, expected: 'false', received: 'true' }];
}

/** An idle timeout behind the absolute one never takes effect. */
export function timeoutRule(view: SettingsView): readonly Finding[] {
  const key = 'security.session.idle_timeout';
  const idle = view.number(key);
  const absolute = view.number('security.session.absolute_timeout');
  if (idle === undefined || absolute === undefined || idle <= absolute) return [];
  const message = 'The idle timeout is longer than the absolute timeout and has no effect';
  return [{ code: 'idle-beyond-absolute', severity: 'warning', key, message }];
}

/** The site must not stand where the server's own routes are. */
export function docsPathRule(view: SettingsView): readonly Finding[] {
  const key = 'docs.path';
  const received = view.text(key);
  const segment = received?.split('/')[1];
  if (segment === undefined || !RESERVED_SEGMENTS.has(segment)) return [];
  const message = `\`/${segment}\` belongs to the server itself`;
  return [{ code: 'reserved-path', key, message, expected: 'a path such as /docs', received }];
}
