import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by their path within a directory. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Makes a directory with these files, removed when the test is over; gives its real path. */
export function directoryWith(files: Files): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'lockstep-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeIn(directory, name, content);
  return directory;
}

/** Writes one more file, or another content. */
export function writeIn(directory: string, name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(directory, name)), { recursive: true });
  writeFileSync(join(directory, name), content);
}
