import type { ConfigSchema, Setting } from '@lockstep/config';

/** The setting of a key that has to be there. */
export function settingOf(schema: ConfigSchema, key: string): Setting {
  const setting = schema.find(key.split('.'));
  if (!setting) throw new Error(`no setting ${key}`);
  return setting;
}
