import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** First segments that routes of the server have. */
const RESERVED_PATHS: ReadonlySet<string> = new Set([
  '.well-known',
  'account',
  'api',
  'assets',
  'auth',
  'health',
  'metrics',
]);

/** Only development may run without the CSRF check. */
export function* csrfRule(view: SettingsView): Iterable<Finding> {
  const key = 'security.csrf.enabled';
  if (view.flag(key) !== false || !isBeyondDevelopment(view)) return;
  const message = `CSRF protection cannot be turned off in ${view.environment}`;
  yield { code: 'csrf-disabled', key, message, expected: 'true', received: 'false' };
}

/** The embedded provider lets anybody in. */
export function* devIdpRule(view: SettingsView): Iterable<Finding> {
  const key = 'dev_idp.enabled';
  if (!view.flag(key) || view.environment !== 'production') return;
  const message = 'The embedded provider cannot run in production: everybody can sign in with it';
  yield { code: 'dev-idp-in-production', key, message, expected: 'false', received: 'true' };
}

/** Sessions in memory end with the process and are not shared between instances. */
export function* sessionStoreRule(view: SettingsView): Iterable<Finding> {
  if (view.environment !== 'production') return;
  const message = 'Sessions are kept in memory; production needs a shared store, which is planned';
  yield { code: 'memory-store-in-production', key: 'security.session.store', message };
}

/** An idle timeout behind the absolute one never takes effect. */
export function* timeoutRule(view: SettingsView): Iterable<Finding> {
  const idle = view.number('security.session.idle_timeout');
  const absolute = view.number('security.session.absolute_timeout');
  if (idle === undefined || absolute === undefined || idle <= absolute) return;
  const message = 'The idle timeout is longer than the absolute timeout and has no effect';
  const key = 'security.session.idle_timeout';
  yield { code: 'idle-beyond-absolute', severity: 'warning', key, message };
}

/** The site must not stand where the server's own routes are. */
export function* docsPathRule(view: SettingsView): Iterable<Finding> {
  const path = view.text('docs.path');
  const segment = path?.split('/')[1];
  if (!segment || !RESERVED_PATHS.has(segment)) return;
  const message = `\`/${segment}\` belongs to the server itself`;
  yield {
    code: 'reserved-path',
    key: 'docs.path',
    message,
    expected: 'a path such as /docs',
    received: path,
  };
}

function isBeyondDevelopment(view: SettingsView): boolean {
  return view.environment !== undefined && view.environment !== 'development';
}
