import type { Span } from '@lockstep/config';
import { errorPageUrl } from '../../errors/error-pages.ts';
import { fingerprintOf } from '../baseline.ts';
import type { ReportedFinding } from './check-report.ts';
import type { Format } from './format.ts';
import { summarize } from './summary.ts';

/** Raised when a member changes its meaning or goes away; members may be added. */
const VERSION = 1;

/** For programs: one JSON object. Its members are described on the page about `lockstep check`. */
export const jsonFormat: Format = (report, { errorPages, coverage }) => {
  const toJson = (finding: ReportedFinding) => describe(finding, errorPages);
  const object = {
    version: VERSION,
    summary: summarize(report),
    findings: report.findings.map(toJson),
    suppressed: report.suppressed.map(({ finding, reason }) => ({ ...toJson(finding), reason })),
    accepted: report.accepted.map(toJson),
    ...(coverage ? { coverage: report.coverage } : {}),
  };
  return `${JSON.stringify(object, undefined, 2)}\n`;
};

function describe(finding: ReportedFinding, errorPages: string | undefined) {
  const { code, severity, message, file, span, key, expected, received, nearest, related, fix } =
    finding;
  return {
    code,
    severity,
    message,
    file,
    ...placeOf(span),
    key,
    expected,
    received,
    nearest,
    related: related && { file: related.file, ...placeOf(related.span), message: related.message },
    fix,
    fingerprint: fingerprintOf(finding),
    help: errorPageUrl(code, errorPages),
  };
}

function placeOf(span: Span | undefined) {
  if (!span) return {};
  const { start, end } = span;
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
