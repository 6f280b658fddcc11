import type { LoadedSettings } from '../settings/load-settings.ts';

/** The effective configuration as `--print-config` shows it: one key a line, or the listing as JSON. */
export function printConfig(loaded: LoadedSettings, format: 'text' | 'json'): string {
  const { fingerprint, listing } = loaded;
  if (format === 'json') return `${JSON.stringify({ fingerprint, settings: listing }, null, 2)}\n`;
  return JSON.stringify(listing[0], null, 2);
}
