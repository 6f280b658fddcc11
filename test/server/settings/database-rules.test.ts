import { ConfigError } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../server/src/settings/load-settings.ts';

const PASSWORD = 'hunter2hunter2';

/** What is wrong with a database URL, and everything that is said about it. */
function judge(environment: string, url: string): { codes: readonly string[]; text: string } {
  const text = `[app]\nenvironment = ${environment}\npublic_url = https://portal.example\n[database]\nurl = "${url}"\n`;
  try {
    loadSettings({
      sources: [{ file: 'app.ini', text }],
      env: { SECRET_KEY: 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A', DB_PASSWORD: PASSWORD },
    });
    return { codes: [], text: '' };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const found = error.problems.filter(({ key }) => key === 'database.url');
    return { codes: found.map(({ code }) => code), text: error.message + JSON.stringify(found) };
  }
}

describe('database.url', () => {
  const remote = 'postgres://lockstep:${DB_PASSWORD}@db.example.test/app';

  it.each([
    ['production', 'file:/var/lib/lockstep/data.db', []],
    ['production', 'memory:', ['memory-database-in-production']],
    ['test', 'memory:', []],
    ['production', remote, ['database-plaintext']],
    ['production', `${remote}?sslmode=verify-full`, []],
    ['production', `${remote}?sslmode=disable`, []],
    ['staging', remote, []],
    ['production', 'postgres://lockstep@127.0.0.1/app', []],
    ['production', 'postgres://lockstep@[::1]/app', []],
    ['production', 'postgres:///app?host=/run/postgresql', []],
    ['development', 'postgres:app', ['database-url-invalid']],
    ['development', `postgres://u:${PASSWORD}@h:99999/app`, ['wrong-type']],
    ['development', 'file:', ['database-url-invalid']],
    ['production', `postgres://u:${PASSWORD}@localhost/app`, ['literal-secret']],
  ])('in %s, %s is answered with %j', (environment, url, expected) => {
    const { codes, text } = judge(environment, url);
    expect(codes).toEqual(expected);
    expect(text).not.toContain(PASSWORD);
  });
});
