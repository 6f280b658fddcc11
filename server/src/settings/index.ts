export { catalogue } from './catalogue.ts';
export { loadSettings } from './load-settings.ts';
export { settingsSchema } from './server-schema.ts';

export type { LoadedSettings, SettingsInput, SettingsText } from './load-settings.ts';
export type { ProviderSettings, Settings } from './settings.ts';
