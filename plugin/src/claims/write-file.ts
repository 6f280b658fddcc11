import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Permissions of a file (`chmod`), without its type. */
const PERMISSIONS = 0o7777;

/**
 * Replaces a file in one step: who reads it sees the old text or the new one. Links stay links, and permissions stay.
 */
export function writeAtomically(path: string, text: string): void {
  const existing = statSync(path, { throwIfNoEntry: false });
  const target = existing ? realpathSync(path) : path;
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    if (existing) chmodSync(temporary, existing.mode & PERMISSIONS);
    renameSync(temporary, target);
  } finally {
    rmSync(temporary, { force: true });
  }
}
