import { readFileSync } from 'node:fs';

const EVIDENCE = new URL('../../evidence.json', import.meta.url);

/** How many keys have recorded evidence, and for which configuration schema. */
export interface EvidenceSummary {
  readonly keys: number;
  readonly recorded_at?: string;
}

/** Reads the evidence that ships with the server; `undefined` when there is none. */
export function evidenceSummary(): EvidenceSummary | undefined {
  const evidence = readEvidence();
  if (typeof evidence !== 'object' || evidence === null) return undefined;
  const probes: unknown = Reflect.get(evidence, 'probes');
  const recordedAt: unknown = Reflect.get(evidence, 'recorded_at');
  if (!Array.isArray(probes)) return undefined;
  return {
    keys: new Set(probes.map((probe: { readonly key?: unknown }) => probe.key)).size,
    ...(typeof recordedAt === 'string' ? { recorded_at: recordedAt } : {}),
  };
}

function readEvidence(): unknown {
  try {
    return JSON.parse(readFileSync(EVIDENCE, 'utf8'));
  } catch {
    return undefined;
  }
}
