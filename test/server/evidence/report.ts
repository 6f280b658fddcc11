import { settingsSchema } from '@lockstep/server/settings';
import { judgeCoverage } from './coverage.ts';
import type { Coverage, CoverageProblem, SectionCoverage } from './coverage.ts';
import { committedEvidence, lastRun } from './record.ts';
import type { EvidenceRecords } from './record.ts';

/** What each problem means to whoever has to solve it. */
const MEANINGS: Readonly<Record<CoverageProblem['code'], string>> = {
  'no-probe': 'the key is live, and no probe proved it in the last run',
  'stale-record':
    'the record in server/evidence.json is not what the probe found: `npm run evidence`',
  'equal-observations': 'both values look the same, so the record proves nothing',
  'unknown-key': 'the record is about a key that does not exist',
  'planned-key': 'the record is about a key that is planned',
  'never-read': 'the key is live, and no code read it in the last run',
};

/** What `npm run coverage` prints. */
interface Report {
  readonly isComplete: boolean;
  readonly text: string;
}

/** Judges the catalogue by the committed evidence and the last run of the probes. */
export function coverageReport(): Report {
  const run = lastRun();
  if (run === undefined) return { isComplete: false, text: 'No probe has run yet: `npm test`' };
  const coverage = judgeCoverage(settingsSchema, committedEvidence(), run);
  return { isComplete: coverage.problems.length === 0, text: printCoverage(coverage) };
}

/** The counts of every section and of all, then the problems, one a line. */
export function printCoverage({ sections, problems }: Coverage): string {
  const sum = (count: (section: SectionCoverage) => number): number =>
    sections.reduce((total, section) => total + count(section), 0);
  const total = {
    section: 'total',
    keys: sum(({ keys }) => keys),
    proven: sum(({ proven }) => proven),
    planned: sum(({ planned }) => planned),
  };
  const lines = [...sections, total].map(countLine);
  const faults = problems.map(({ code, key }) => `${key}: ${MEANINGS[code]} [${code}]`);
  return [HEAD, ...lines, ...(faults.length === 0 ? [] : ['', ...faults])].join('\n');
}

const WIDTH = 26;
const HEAD = row('section', ['keys', 'proven', 'planned']);

function countLine({ section, keys, proven, planned }: SectionCoverage): string {
  return row(section, [keys, proven, planned]);
}

function row(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(WIDTH) + cells.map((cell) => String(cell).padStart(8)).join('');
}

/** The text of `server/evidence.json` from the last run, in the order of the catalogue. */
export function evidenceText(): string {
  const records: EvidenceRecords = lastRun()?.records ?? {};
  const keys = settingsSchema.settings.map(({ path }) => path.join('.'));
  const ordered = keys.flatMap((key) => {
    const record = records[key];
    return record === undefined ? [] : [[key, record] as const];
  });
  return `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`;
}
