import { ProblemReport } from '../../errors/problem-report.ts';
import type { RelatedPlace } from '../finding.ts';
import type { CheckReport, ReportedFinding } from './check-report.ts';
import type { Format } from './format.ts';
import { summaryLine } from './summary.ts';

/** For people: each finding with its line, the other side and the fix, by file, and a line of numbers at the end. */
export const textFormat: Format = (report, { errorPages }) => {
  const problems = new ProblemReport(errorPages);
  const blocks = [...byFile(report.findings)].map((findings) =>
    findings.map((finding) => describe(finding, problems)).join('\n'),
  );
  return `${[...blocks, summaryLine(report)].join('\n\n')}\n`;
};

function describe(finding: ReportedFinding, problems: ProblemReport): string {
  const { related, fix } = finding;
  const lines = [problems.format(finding)];
  if (related) lines.push(`  compare ${placeOf(related)}: ${related.message}`);
  if (fix) lines.push(`  fix: ${fix.description}`);
  return lines.join('\n');
}

function placeOf({ file, span }: RelatedPlace): string {
  return span ? `${file}:${span.start.line}:${span.start.column}` : file;
}

function* byFile(findings: CheckReport['findings']): Generator<readonly ReportedFinding[]> {
  let group: ReportedFinding[] = [];
  for (const finding of findings) {
    if (group.length > 0 && group[0]!.file !== finding.file) {
      yield group;
      group = [];
    }
    group.push(finding);
  }
  if (group.length > 0) yield group;
}
