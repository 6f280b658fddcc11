import { REDACTED } from '@lockstep/config';
import type { LoadedSettings } from '../settings/load-settings.ts';

/** Longer assignments do not push the provenance of the others off an 80-column screen. */
const MAX_WIDTH = 56;

type Listed = LoadedSettings['listing'][number];

/** The effective configuration as `--print-config` shows it: one key a line, or the listing as JSON. */
export function printConfig(loaded: LoadedSettings, format: 'text' | 'json'): string {
  const { fingerprint, listing } = loaded;
  if (format === 'json') return `${JSON.stringify({ fingerprint, settings: listing }, null, 2)}\n`;
  const assignments = listing.map(assignment);
  const width = Math.max(0, ...assignments.map(({ length }) => length).filter(isAligned));
  const lines = listing.map(({ origin }, index) => {
    return origin === null
      ? assignments[index]
      : `${assignments[index]!.padEnd(width)}  # ${origin}`;
  });
  return `${[`# ${fingerprint}`, ...lines].join('\n')}\n`;
}

function isAligned(length: number): boolean {
  return length <= MAX_WIDTH;
}

function assignment({ key, set, secret, source }: Listed): string {
  if (!set) return `${key} is not set`;
  return `${key} = ${secret ? REDACTED : (source ?? '')}`;
}
