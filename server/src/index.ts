export { startServer } from './app/start-server.ts';
export { loadSettings } from './settings/load-settings.ts';

export type { RunningServer, StartOptions } from './app/start-server.ts';
export type { Clock } from './kernel/clock.ts';
export type { LogStream } from './logging/create-logger.ts';
export type { LoadedSettings, SettingsInput } from './settings/load-settings.ts';
export type { Settings } from './settings/settings.ts';
