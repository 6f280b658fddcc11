import { describe, expect, it } from 'vitest';
import { app, HTTPS, problemsOf } from './loading.ts';

const codes = (text: string): readonly string[] =>
  problemsOf(app('test', HTTPS) + text).map(({ code }) => code);

describe('an administrator role', () => {
  const cookie = '[security.session]\nstore = cookie\n';

  it('needs sessions that others can see', () => {
    const role = '[users]\nadmin_role = admin\n';
    expect(codes(role)).toEqual([]);
    expect(codes(cookie)).not.toContain('admin-role-without-store');
    expect(codes(role + cookie)).toContain('admin-role-without-store');
  });

  it('has a name', () => {
    expect(codes('[users]\nadmin_role =\n')).not.toEqual([]);
  });
});
