import { hasErrors, readJsonFile } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { isRecord } from '../sources/checks.ts';
import { SourceError } from '../sources/errors.ts';

/** The recorded outcome of a probe: one key, two values, what was observed with each. */
export interface Evidence {
  /** The name of the test. */
  readonly test: string;
  readonly values: readonly [string, string];
  readonly observations: readonly [string, string];
  readonly description: string | undefined;
}

/** Evidence by key. */
export type EvidenceTable = ReadonlyMap<string, Evidence>;

/**
 * Reads a file of evidence: `{"<key>": {"test", "values": [a, b], "observations": [x, y], "description"?}}`.
 *
 * @param path absolute
 * @param name what messages call the file
 * @throws {SourceError} when the file cannot be read or has another shape
 */
export function readEvidence(path: string, name: string): EvidenceTable {
  const { value, problems } = readJsonFile(path, name);
  if (hasErrors(problems)) throw new SourceError(problems);
  if (!isRecord(value)) throw new SourceError([invalid(name, undefined)]);
  const table = new Map<string, Evidence>();
  const mistakes: Problem[] = [];
  for (const [key, each] of Object.entries(value)) {
    const evidence = toEvidence(each);
    if (evidence) table.set(key, evidence);
    else mistakes.push(invalid(name, key));
  }
  if (mistakes.length > 0) throw new SourceError(mistakes);
  return table;
}

function toEvidence(value: unknown): Evidence | undefined {
  if (!isRecord(value)) return undefined;
  const { test, values, observations, description } = value;
  if (typeof test !== 'string' || !isPair(values) || !isPair(observations)) return undefined;
  return {
    test,
    values: [asText(values[0]), asText(values[1])],
    observations: [asText(observations[0]), asText(observations[1])],
    description: typeof description === 'string' ? description : undefined,
  };
}

function isPair(value: unknown): value is readonly [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function invalid(file: string, key: string | undefined): Problem {
  return {
    code: 'invalid-evidence',
    severity: 'error',
    message:
      key === undefined
        ? 'Evidence must be an object of keys'
        : `The evidence for \`${key}\` has another shape`,
    file,
    key,
    expected: '{"test": string, "values": [a, b], "observations": [x, y]}',
  };
}
