import { hasErrors, readJsonFile } from '@lockstep/config';
import { isRecord } from '../sources/checks.ts';
import { SourceError } from '../sources/errors.ts';
import type { AcceptedFinding, Baseline } from './baseline.ts';
import type { ClaimCounts } from './report/check-report.ts';
import { writeAtomically } from './write-file.ts';

const VERSION = 1;

/**
 * Reads a baseline.
 *
 * @param path absolute
 * @param name what the user calls it
 * @throws {SourceError} when there is none, or it is not one
 */
export function readBaseline(path: string, name: string): Baseline {
  const { value, problems } = readJsonFile(path, name);
  if (hasErrors(problems)) throw new SourceError(problems);
  if (isBaseline(value)) return value;
  throw new SourceError([
    {
      code: 'invalid-baseline',
      severity: 'error',
      message: 'The file is no baseline of this version',
      file: name,
      expected: 'what `lockstep check --write-baseline` writes',
    },
  ]);
}

/** Writes a baseline as it is read, one finding a line for readable changes. */
export function writeBaseline(path: string, { version, claims, findings }: Baseline): void {
  const lines = findings.map((finding) => `\n    ${JSON.stringify(finding)}`).join(',');
  const list = lines === '' ? '[]' : `[${lines}\n  ]`;
  const text = `{\n  "version": ${version},\n  "claims": ${JSON.stringify(claims)},\n  "findings": ${list}\n}\n`;
  writeAtomically(path, text);
}

function isBaseline(value: unknown): value is Baseline {
  if (!isRecord(value) || value['version'] !== VERSION) return false;
  const { claims, findings } = value as { claims?: unknown; findings?: unknown };
  return isCounts(claims) && Array.isArray(findings) && findings.every(isAccepted);
}

function isCounts(value: unknown): value is ClaimCounts {
  return isRecord(value) && Object.values(value).every((count) => Number.isSafeInteger(count));
}

function isAccepted(value: unknown): value is AcceptedFinding {
  if (!isRecord(value)) return false;
  const texts = ['code', 'file', 'key', 'text'];
  return (
    texts.every((name) => typeof value[name] === 'string') && Number.isSafeInteger(value['count'])
  );
}
