import { createHash } from 'node:crypto';
import type { Span } from '@lockstep/config';
import { errorPageUrl } from '../../errors/error-pages.ts';
import { packageVersion } from '../../sources/package-version.ts';
import { fingerprintOf } from '../baseline.ts';
import type { Fix, TextEdit } from '../finding.ts';
import type { CheckReport, ReportedFinding } from './check-report.ts';
import type { Format } from './format.ts';
import { ruleOf } from './rules.ts';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** Paths are relative to the root of the repository, as code scanning services expect. */
const BASE = '%SRCROOT%';
const FINGERPRINT = 'lockstepFinding/v1';

/** SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning and editors. */
export const sarifFormat: Format = (report, { errorPages }) => {
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driverOf(report, errorPages) },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { description: { text: 'The root of the repository' } } },
        results: resultsOf(report),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
};

function driverOf(report: CheckReport, errorPages: string | undefined) {
  const codes = allFindings(report).map(({ code }) => code);
  return {
    name: 'lockstep check',
    semanticVersion: packageVersion(),
    rules: [...new Set(codes)].toSorted().map((code) => {
      const { short, full } = ruleOf(code);
      return {
        id: code,
        shortDescription: { text: short },
        fullDescription: { text: full },
        helpUri: errorPageUrl(code, errorPages),
      };
    }),
  };
}

/** Findings that are accepted or overlooked are results as well, with the reason why. */
function resultsOf({ findings, suppressed, accepted }: CheckReport) {
  return [
    ...findings.map((finding) => toResult(finding)),
    ...suppressed.map(({ finding, reason }) => ({
      ...toResult(finding),
      suppressions: [{ kind: 'inSource', justification: reason }],
    })),
    ...accepted.map((finding) => ({
      ...toResult(finding),
      suppressions: [{ kind: 'external', justification: 'The baseline accepts it' }],
    })),
  ];
}

function allFindings({ findings, suppressed, accepted }: CheckReport): readonly ReportedFinding[] {
  return [...findings, ...suppressed.map(({ finding }) => finding), ...accepted];
}

function toResult(finding: ReportedFinding) {
  const { code, severity, file, span, related, fix } = finding;
  const hash = createHash('sha256').update(fingerprintOf(finding)).digest('hex');
  return {
    ruleId: code,
    level: severity,
    message: { text: messageOf(finding) },
    locations: [locationOf(file, span)],
    relatedLocations: related && [
      { id: 1, ...locationOf(related.file, related.span), message: { text: related.message } },
    ],
    partialFingerprints: { [FINGERPRINT]: hash },
    fixes: fix && [toFix(fix, file)],
  };
}

function messageOf({ message, expected, nearest }: ReportedFinding): string {
  const more = [
    expected === undefined ? '' : `expected ${expected}`,
    nearest === undefined ? '' : `did you mean \`${nearest}\`?`,
  ].filter((part) => part !== '');
  return [message, ...more].join('; ');
}

function locationOf(file: string, span: Span | undefined) {
  const region = span && {
    startLine: span.start.line,
    startColumn: span.start.column,
    endLine: span.end.line,
    endColumn: span.end.column,
  };
  return { physicalLocation: { artifactLocation: artifact(file), region } };
}

function toFix({ description, edits }: Fix, file: string) {
  const replacements = edits.map(({ start, end, text }: TextEdit) => ({
    deletedRegion: { charOffset: start, charLength: end - start },
    insertedContent: { text },
  }));
  return {
    description: { text: description },
    artifactChanges: [{ artifactLocation: artifact(file), replacements }],
  };
}

function artifact(file: string) {
  const uri = file.split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: BASE };
}
