import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** A key that means nothing where the server keeps no sessions. */
interface Impossibility {
  readonly key: string;
  readonly isAsked: (view: SettingsView) => boolean;
  readonly expected: string;
  /** Why it cannot be done. */
  readonly message: string;
}

const IMPOSSIBLE: readonly Impossibility[] = [
  {
    key: 'security.session.max_concurrent',
    isAsked: (view) => view.number('security.session.max_concurrent') !== 0,
    expected: '0',
    message: 'Sessions in cookies cannot be counted',
  },
  {
    key: 'security.session.on_store_failure',
    isAsked: (view) => view.text('security.session.on_store_failure') === 'memory',
    expected: 'fail_closed',
    message: 'Sessions in cookies have no store that could fail',
  },
  {
    key: 'security.session.encrypt',
    isAsked: (view) => view.text('security.session.encrypt') === 'none',
    expected: 'tokens or all',
    message: 'Sessions in cookies are always encrypted',
  },
  {
    key: 'security.session.analytics',
    isAsked: (view) => view.flag('security.session.analytics') === true,
    expected: 'false',
    message: 'Nobody sees all sessions that are in cookies, so nobody can count them',
  },
  {
    key: 'account.enabled',
    isAsked: (view) => view.flag('account.enabled') === true,
    expected: 'false',
    message:
      'The account page lists sessions and ends them, which sessions in cookies do not allow',
  },
];

/** What needs sessions to be known to the server cannot go with `security.session.store = cookie`. */
export function statelessStoreRule(view: SettingsView): readonly Finding[] {
  if (view.text('security.session.store') !== 'cookie') return [];
  return IMPOSSIBLE.filter(({ isAsked }) => isAsked(view)).map(({ key, message, expected }) => ({
    code: 'stateless-sessions',
    key,
    message,
    expected,
    received: receivedFor(view, key),
  }));
}

function receivedFor(view: SettingsView, key: string): string | undefined {
  const value = view.entry(key)?.value;
  return value === undefined ? undefined : String(value);
}
