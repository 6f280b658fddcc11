import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

/** Sessions that are kept by browsers alone can be neither listed nor ended by anybody else. */
export function adminRoleRule(view: SettingsView): readonly Finding[] {
  const key = 'users.admin_role';
  if (view.entry(key) === undefined || view.text('security.session.store') !== 'cookie') return [];
  const message = 'Administrators cannot see or end sessions that are kept in cookies';
  const expected = 'no administrator role, or sessions in Redis or memory';
  return [{ code: 'admin-role-without-store', key, message, expected }];
}
