import type { ConfigDocument } from '../document/document.ts';
import type { Problem } from '../document/problem.ts';
import { formatKeyPath, isReservedPath } from '../document/key-path.ts';

/**
 * Keys named like what objects inherit (`__proto__`). `documentValues` leaves them out, so they have no effect; without
 * a report that would be silent. Where the parser has reported them, nothing is added.
 */
export function findReservedKeys(document: ConfigDocument): Problem[] {
  if (document.problems.some((problem) => problem.code === 'reserved-key')) return [];
  const entries = document.entries.filter((entry) => !entry.disabled && isReservedPath(entry.path));
  return entries.map(({ path, keySpan }) => {
    const key = formatKeyPath(path);
    const message = `\`${key}\` holds a name that cannot be a key`;
    return {
      code: 'reserved-key',
      severity: 'error',
      message,
      file: document.file,
      span: keySpan,
      key,
    };
  });
}
