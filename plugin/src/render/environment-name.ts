import type { KeyPath, Setting } from '@lockstep/config';

/**
 * The environment variable that sets a key. In a map of named tables `NAME` in the variable stands for the table's
 * name in upper case: `OIDC_NAME_ISSUER` is `OIDC_MAIN_ISSUER` for `oidc.providers.main.issuer`.
 */
export function environmentName(setting: Setting, path: KeyPath): string | undefined {
  const index = setting.path.indexOf('*');
  const name = index === -1 ? undefined : path[index];
  if (setting.env === undefined || name === undefined || name === '*') return setting.env;
  const word = name.toUpperCase().replace(/[^A-Z0-9]/g, '_');
  return setting.env.replace(/(?<![A-Z0-9])NAME(?![A-Z0-9])/, word);
}
