import type { ReportedFinding } from './check-report.ts';
import type { Format } from './format.ts';
import { summaryLine } from './summary.ts';

/**
 * Workflow commands of GitHub Actions, which become annotations at the lines of a pull request.
 * See "Workflow commands for GitHub Actions", "Setting an error message".
 */
export const githubFormat: Format = (report) =>
  [...report.findings.map(annotation), summaryLine(report)].map((line) => `${line}\n`).join('');

function annotation(finding: ReportedFinding): string {
  const { code, severity, file, span } = finding;
  const places: readonly (readonly [name: string, value: string | number | undefined])[] = [
    ['file', file],
    ['line', span?.start.line],
    ['col', span?.start.column],
    ['endLine', span?.end.line],
    ['endColumn', span?.end.column],
    ['title', code],
  ];
  const properties = places
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${properties.join(',')}::${escapeData(messageOf(finding))}`;
}

function messageOf({ message, expected, nearest, related, fix }: ReportedFinding): string {
  return [
    message,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(nearest === undefined ? [] : [`did you mean \`${nearest}\`?`]),
    ...(related
      ? [`compare ${related.file}:${related.span?.start.line ?? 1}: ${related.message}`]
      : []),
    ...(fix ? [`fix: ${fix.description}`] : []),
  ].join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
