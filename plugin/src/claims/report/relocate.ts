import type { CheckReport, ReportedFinding } from './check-report.ts';

/** The report with other names for its files. */
export function relocate(report: CheckReport, rename: (file: string) => string): CheckReport {
  const move = (finding: ReportedFinding): ReportedFinding => ({
    ...finding,
    file: rename(finding.file),
    related: finding.related && { ...finding.related, file: rename(finding.related.file) },
  });
  return {
    ...report,
    findings: report.findings.map(move),
    suppressed: report.suppressed.map(({ finding, reason }) => ({
      finding: move(finding),
      reason,
    })),
    accepted: report.accepted.map(move),
    pages: report.pages.map(rename),
    coverage: report.coverage.map((each) => ({ ...each, pages: each.pages.map(rename) })),
  };
}
