import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { EvidenceRecord, EvidenceRun } from './record.ts';

/** What the probe of one key found; no record when it failed. */
export interface Finding {
  readonly record?: EvidenceRecord;
  /** The concrete keys that its servers read. */
  readonly reads: ReadonlySet<string>;
}

/**
 * Keeps what probes find, and leaves it in a folder: one file for each file of probes. Files of one worker share this
 * module, so nothing here may belong to one of them alone.
 */
export class Findings {
  readonly #folder: string;
  readonly #files = new Map<string, Map<string, Finding>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps what the probe of a key found, instead of what it found before; written at once. */
  keep(testFile: string, key: string, finding: Finding): void {
    const name = basename(testFile, '.test.ts');
    const findings = this.#files.get(name) ?? new Map<string, Finding>();
    this.#files.set(name, findings.set(key, finding));
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, `${name}.json`), JSON.stringify(runOf(findings)));
  }
}

function runOf(findings: ReadonlyMap<string, Finding>): EvidenceRun {
  const records: Record<string, EvidenceRecord> = {};
  const reads = new Set<string>();
  for (const [key, finding] of findings) {
    if (finding.record !== undefined) records[key] = finding.record;
    for (const read of finding.reads) reads.add(read);
  }
  return { records, reads: [...reads].toSorted() };
}
