import type { ClaimKind } from './finding.ts';
import { countClaims } from './report/check-report.ts';
import type { ClaimCounts, ReportedFinding } from './report/check-report.ts';
import { presentPlainFindings } from './report/present.ts';

/** A finding that is accepted, so many times. Lines do not count: text above it may come and go. */
export interface AcceptedFinding {
  readonly code: string;
  readonly file: string;
  readonly key: string;
  /** What stands there; secrets hidden. */
  readonly text: string;
  readonly count: number;
}

/** What a project accepts for now, and how many claims it has. */
export interface Baseline {
  readonly version: 1;
  readonly claims: ClaimCounts;
  readonly findings: readonly AcceptedFinding[];
}

/** Findings after a baseline. */
export interface Compared {
  /** New ones, and what is wrong with the baseline itself. */
  readonly findings: readonly ReportedFinding[];
  readonly accepted: readonly ReportedFinding[];
}

/** What tells a finding from all others, whatever its line is. */
export function fingerprintOf({ code, file, key = '', excerpt }: ReportedFinding): string {
  return JSON.stringify([code, file, key, excerpt]);
}

/** The baseline that accepts these findings; sorted, so that equal findings give an equal file. */
export function makeBaseline(
  findings: readonly ReportedFinding[],
  claims: Parameters<typeof countClaims>[0],
): Baseline {
  const groups = new Map<string, AcceptedFinding>();
  for (const finding of findings) {
    const id = fingerprintOf(finding);
    const { code, file, key = '', excerpt: text } = finding;
    const count = (groups.get(id)?.count ?? 0) + 1;
    groups.set(id, { code, file, key, text, count });
  }
  const sorted = [...groups].toSorted(([left], [right]) => (left < right ? -1 : 1));
  const counts = Object.entries(countClaims(claims)).toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return {
    version: 1,
    claims: Object.fromEntries(counts),
    findings: sorted.map(([, accepted]) => accepted),
  };
}

/** The ratchet: what of a baseline still occurs, never more of it than before. */
export function shrinkBaseline(
  baseline: Baseline,
  findings: readonly ReportedFinding[],
  claims: Parameters<typeof countClaims>[0],
): Baseline {
  const { accepted } = splitFindings(baseline, findings);
  return makeBaseline(accepted, claims);
}

/**
 * Takes out what a baseline accepts. What it accepts and does not occur any more is a finding, and so is a kind of claim
 * that it counts and the check does not find at all.
 *
 * @param file the baseline's own name, for findings about it
 * @param isWhole whether all pages were looked at, so that what is not found is gone
 */
export function compareBaseline(
  baseline: Baseline,
  file: string,
  findings: readonly ReportedFinding[],
  claims: Parameters<typeof countClaims>[0],
  isWhole = true,
): Compared {
  const { fresh, accepted, left } = splitFindings(baseline, findings);
  if (!isWhole) return { findings: fresh, accepted };
  const counts = countClaims(claims);
  const lost = Object.entries(baseline.claims).filter(
    ([kind, count]) => count > 0 && !hasClaims(counts, kind),
  );
  const gone = [...left.values()].filter(({ count }) => count > 0);
  const own = [
    ...gone.map((each) => staleFinding(each, file)),
    ...lost.map(([kind, count]) => lostFinding(kind, count, file)),
  ];
  return { findings: [...fresh, ...own], accepted };
}

function splitFindings(baseline: Baseline, findings: readonly ReportedFinding[]) {
  const left = new Map(
    baseline.findings.map((each) => [
      JSON.stringify([each.code, each.file, each.key, each.text]),
      each,
    ]),
  );
  const fresh: ReportedFinding[] = [];
  const accepted: ReportedFinding[] = [];
  for (const finding of findings) {
    const id = fingerprintOf(finding);
    const known = left.get(id);
    if (known && known.count > 0) {
      accepted.push(finding);
      left.set(id, { ...known, count: known.count - 1 });
    } else fresh.push(finding);
  }
  return { fresh, accepted, left };
}

function hasClaims(counts: ClaimCounts, kind: string): boolean {
  return Object.entries(counts).some(([name, count]) => name === kind && count > 0);
}

function staleFinding(
  { code, file: page, key, text, count }: AcceptedFinding,
  file: string,
): ReportedFinding {
  const times = count === 1 ? '' : ` ${count} times more`;
  const about = [key && `about \`${key}\``, text && `("${text}")`].filter(Boolean).join(' ');
  const [finding] = presentPlainFindings([
    {
      code: 'stale-baseline',
      severity: 'error',
      message: `The baseline accepts${times} \`${code}\` in ${page} ${about}`.trimEnd(),
      file,
      expected: '`lockstep check --update-baseline`, now that it is gone',
    },
  ]);
  return finding!;
}

function lostFinding(
  kind: ClaimKind | (string & {}),
  count: number,
  file: string,
): ReportedFinding {
  const [finding] = presentPlainFindings([
    {
      code: 'claims-lost',
      severity: 'error',
      message: `The baseline counts ${count} claims of the kind \`${kind}\`, and none is found now`,
      file,
      expected: 'claims of every kind that there were, or `lockstep check --update-baseline`',
    },
  ]);
  return finding!;
}
