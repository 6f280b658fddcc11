import { parseDatabaseUrl } from '../database-url.ts';
import { isLoopback } from '../loopback.ts';
import type { SettingsView } from '../settings-view.ts';
import type { Finding } from './rule.ts';

const KEY = 'database.url';

/** An address that nothing can be done with. It may hold a password, so it is not repeated. */
export function databaseUrlRule(view: SettingsView): readonly Finding[] {
  const text = view.text(KEY);
  if (text === undefined || parseDatabaseUrl(text) !== undefined) return [];
  const message = 'The database URL cannot be read';
  const expected = 'file:PATH, memory: or postgres://USER:PASSWORD@HOST:PORT/DATABASE';
  return [{ code: 'database-url-invalid', key: KEY, message, expected }];
}

/** With the process go the users, and everybody is somebody else after the next start. */
export function memoryDatabaseRule(view: SettingsView): readonly Finding[] {
  if (view.environment !== 'production' || !/^memory:/iu.test(view.text(KEY) ?? '')) return [];
  const message = 'Users are kept in memory; production needs a database that outlives the process';
  const expected = 'file:PATH or postgres://…';
  const received = 'memory:';
  return [{ code: 'memory-database-in-production', key: KEY, message, expected, received }];
}

/** The driver speaks plaintext unless it is told otherwise. */
export function databasePlaintextRule(view: SettingsView): readonly Finding[] {
  const address = parseDatabaseUrl(view.text(KEY) ?? '');
  if (view.environment !== 'production' || address?.kind !== 'postgres') return [];
  const { hostname, searchParams } = new URL(address.url);
  if (hostname === '' || isLoopback(hostname) || searchParams.has('sslmode')) return [];
  const message = 'PostgreSQL is used without TLS in production';
  const expected = '?sslmode=verify-full, or ?sslmode=disable on a network of its own';
  return [{ code: 'database-plaintext', key: KEY, message, expected }];
}
