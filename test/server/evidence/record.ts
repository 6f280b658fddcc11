import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The recorded outcome of a probe: what the reference page shows beside the key. */
export interface EvidenceRecord {
  /** File and title of the test. */
  readonly test: string;
  /** What was done with the server, in one sentence for readers of the documentation. */
  readonly description: string;
  readonly values: readonly [string, string];
  readonly observations: readonly [string, string];
  /** The environment variable that was seen to set the key too. */
  readonly env?: string;
}

/** Records by key; tables of a map are written `*`. */
export type EvidenceRecords = Readonly<Record<string, EvidenceRecord>>;

/** What the probes of a run found. */
export interface EvidenceRun {
  readonly records: EvidenceRecords;
  /** The concrete keys that the servers of the run read. */
  readonly reads: readonly string[];
}

/** The committed evidence. */
export const EVIDENCE_FILE: string = fromRoot('server/evidence.json');

/** Where each file of probes leaves what it found; git ignores it. */
export const RUN_DIRECTORY: string = fromRoot('.lockstep/evidence');

function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

/** Reads the committed evidence. */
export function committedEvidence(): EvidenceRecords {
  const records: EvidenceRecords = JSON.parse(readFileSync(EVIDENCE_FILE, 'utf8'));
  return records;
}

/** Everything that the files of probes found when each last ran; `undefined` when none did. */
export function lastRun(): EvidenceRun | undefined {
  if (!existsSync(RUN_DIRECTORY)) return undefined;
  const parts = readdirSync(RUN_DIRECTORY)
    .filter(hasProbes)
    .map((name): EvidenceRun => JSON.parse(readFileSync(join(RUN_DIRECTORY, name), 'utf8')));
  if (parts.length === 0) return undefined;
  return {
    records: Object.assign({}, ...parts.map(({ records }) => records)),
    reads: [...new Set(parts.flatMap(({ reads }) => reads))].toSorted(),
  };
}

/** What a file of probes found that is gone by now proves nothing. */
function hasProbes(name: string): boolean {
  return existsSync(new URL(name.replace('.json', '.test.ts'), import.meta.url));
}
