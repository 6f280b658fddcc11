import { readFileSync } from 'node:fs';
import { isRecord } from './checks.ts';

/** The manifest stands two directories up from this file, in `src` and in `dist`. */
const MANIFEST = new URL('../../package.json', import.meta.url);

let version: string | undefined;

/** The version of this package, such as `0.1.0`. */
export function packageVersion(): string {
  version ??= readVersion();
  return version;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  return isRecord(manifest) ? String(manifest['version']) : 'unknown';
}
