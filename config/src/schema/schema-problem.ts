import type { KeyPath } from '../document/key-path.ts';
import type { Problem, Severity } from '../document/problem.ts';
import { formatKeyPath } from '../document/key-path.ts';

/** A mistake in a schema. Schemas are read as values, so the message starts with the key path: there is no line. */
export function schemaProblem(
  code: string,
  message: string,
  file: string,
  details: {
    readonly path?: KeyPath;
    readonly severity?: Severity;
    readonly expected?: string | undefined;
    readonly received?: string | undefined;
    readonly nearest?: string | undefined;
  } = {},
): Problem {
  const { path = [], severity = 'error', expected, received, nearest } = details;
  const key = path.length > 0 ? formatKeyPath(path) : undefined;
  return {
    code,
    severity,
    message: key === undefined ? message : `\`${key}\`: ${message}`,
    file,
    ...(key === undefined ? {} : { key }),
    ...(expected === undefined ? {} : { expected }),
    ...(received === undefined ? {} : { received }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}
