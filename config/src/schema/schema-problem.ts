import type { KeyPath } from '../document/key-path.ts';
import type { Problem, Severity } from '../document/problem.ts';
import { formatKeyPath } from '../document/key-path.ts';

/** A mistake in a schema. Schemas are read as values, so there is a key path but no line. */
export function schemaProblem(
  code: string,
  message: string,
  file: string,
  details: {
    readonly path?: KeyPath;
    readonly severity?: Severity;
    readonly expected?: string;
    readonly received?: string;
  } = {},
): Problem {
  const { path, severity = 'error', expected, received } = details;
  return {
    code,
    severity,
    message,
    file,
    ...(path && path.length > 0 ? { key: formatKeyPath(path) } : {}),
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
  };
}
