import { ConfigError } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { loadSettings } from '../../../server/src/settings/load-settings.ts';
import type { LoadedSettings } from '../../../server/src/settings/load-settings.ts';

export const SECRET_KEY = 'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A';
export const HTTPS = 'public_url = https://portal.example';

type Variables = Readonly<Record<string, string>>;

/** The start of a configuration: `[app]` with an environment and whatever else. */
export const app = (environment: string, ...lines: readonly string[]): string =>
  ['[app]', `environment = ${environment}`, ...lines, ''].join('\n');

/** Loads one file; the environment has a secret key, unless it is given another one. @throws ConfigError */
export function load(text: string, env: Variables = {}, file = 'app.ini'): LoadedSettings {
  return loadSettings({ sources: [{ file, text }], env: { SECRET_KEY, ...env } });
}

/** All that is wrong with a file, whether it can be loaded or not. */
export function problemsOf(text: string, env: Variables = {}): readonly Problem[] {
  try {
    return load(text, env).problems;
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
