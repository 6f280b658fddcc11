import { formatProblem } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { app, HTTPS, problemsOf } from './loading.ts';

const PASSWORD = 'hunter2hunter2';

/** What is wrong with a database URL, and everything that is said about it. */
function judge(environment: string, url: string): { codes: readonly string[]; text: string } {
  const text = `${app(environment, HTTPS)}[database]\nurl = "${url}"\n`;
  const problems = problemsOf(text, { DB_PASSWORD: PASSWORD });
  const found = problems.filter(({ key }) => key === 'database.url');
  return {
    codes: found.map(({ code }) => code),
    text: problems.map(formatProblem).join('\n') + JSON.stringify(found),
  };
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
