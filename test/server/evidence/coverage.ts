import { parseKeyPath } from '@lockstep/config';
import type { ConfigSchema, Setting } from '@lockstep/config';
import type { EvidenceRecords, EvidenceRun } from './record.ts';

/** Why a key must not ship as it is. */
export interface CoverageProblem {
  readonly code:
    | 'no-probe'
    | 'stale-record'
    | 'equal-observations'
    | 'unknown-key'
    | 'planned-key'
    | 'never-read';
  readonly key: string;
}

/** How many keys a section has, and what is known of them. */
export interface SectionCoverage {
  readonly section: string;
  readonly keys: number;
  readonly proven: number;
  readonly planned: number;
}

/** The judgement on a catalogue and its evidence. */
export interface Coverage {
  readonly sections: readonly SectionCoverage[];
  readonly problems: readonly CoverageProblem[];
}

/**
 * Judges whether every live key of a catalogue is proven: read by the code, and with a committed record that the probes
 * of the last run found again.
 *
 * @param committed the records of `server/evidence.json`
 * @param run what the probes found when they last ran
 */
export function judgeCoverage(
  schema: ConfigSchema,
  committed: EvidenceRecords,
  run: EvidenceRun,
): Coverage {
  const settings = new Map(schema.settings.map((setting) => [keyOf(setting), setting]));
  const reads = new Set(run.reads.map((read) => schemaKey(schema, read)));
  const problems: CoverageProblem[] = [];
  for (const [key, record] of Object.entries(committed)) {
    const setting = settings.get(key);
    if (setting === undefined) problems.push({ code: 'unknown-key', key });
    else if (setting.planned) problems.push({ code: 'planned-key', key });
    const [first, second] = record.observations;
    if (first === second) problems.push({ code: 'equal-observations', key });
  }
  for (const [key, { planned }] of settings) {
    if (planned) continue;
    const fault = recordFault(committed[key], run.records[key]);
    if (fault !== undefined) problems.push({ code: fault, key });
    if (!reads.has(key)) problems.push({ code: 'never-read', key });
  }
  const failed = new Set(problems.map(({ key }) => key));
  return { sections: countSections(schema.settings, failed), problems };
}

/** A record counts only when a probe made it, and made the same one the last time. */
function recordFault(
  committed: EvidenceRecords[string] | undefined,
  fresh: EvidenceRecords[string] | undefined,
): 'no-probe' | 'stale-record' | undefined {
  if (fresh === undefined) return 'no-probe';
  return JSON.stringify(fresh) === JSON.stringify(committed) ? undefined : 'stale-record';
}

function countSections(
  settings: readonly Setting[],
  failed: ReadonlySet<string>,
): readonly SectionCoverage[] {
  const sections = new Map<string, SectionCoverage>();
  for (const setting of settings) {
    const section = setting.path.slice(0, -1).join('.');
    const counts = sections.get(section) ?? { section, keys: 0, proven: 0, planned: 0 };
    const isProven = !setting.planned && !failed.has(keyOf(setting));
    sections.set(section, {
      section,
      keys: counts.keys + 1,
      proven: counts.proven + Number(isProven),
      planned: counts.planned + Number(setting.planned),
    });
  }
  return [...sections.values()];
}

function keyOf({ path }: Setting): string {
  return path.join('.');
}

/** `oidc.providers.*.issuer` for the concrete `oidc.providers.main.issuer`; `undefined` for what is no key. */
function schemaKey(schema: ConfigSchema, read: string): string | undefined {
  const setting = schema.find(parseKeyPath(read) ?? []);
  return setting && keyOf(setting);
}
