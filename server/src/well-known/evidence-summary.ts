import { readFileSync } from 'node:fs';

const EVIDENCE = new URL('../../evidence.json', import.meta.url);

/** How much of the configuration has been proven against a running server. */
export interface EvidenceSummary {
  /** How many keys have recorded evidence. */
  readonly keys: number;
}

/** Counts the evidence that ships with the server, one member a key; none when there is no such file. */
export function evidenceSummary(): EvidenceSummary {
  try {
    const evidence: unknown = JSON.parse(readFileSync(EVIDENCE, 'utf8'));
    return { keys: Object.keys(Object(evidence)).length };
  } catch {
    return { keys: 0 };
  }
}
