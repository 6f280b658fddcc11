import { ConfigError } from '@lockstep/config';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../server/src/settings/load-settings.ts';

const SECRET_KEY = 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A';

function codes(text: string): readonly string[] {
  const app = '[app]\nenvironment = test\npublic_url = https://portal.example\n';
  const sources = [{ file: 'app.ini', text: app + text }];
  try {
    return loadSettings({ sources, env: { SECRET_KEY } }).problems.map(({ code }) => code);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code }) => code);
    throw error;
  }
}

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
