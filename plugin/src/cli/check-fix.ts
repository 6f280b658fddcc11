import { resolve } from 'node:path';
import { hasErrors, readConfigText } from '@lockstep/config';
import { applyFixes } from '../claims/apply-fixes.ts';
import type { FixedText } from '../claims/apply-fixes.ts';
import type { CheckPlan } from '../claims/plan.ts';
import type { CheckReport, ReportedFinding } from '../claims/report/check-report.ts';
import { hideSecrets } from '../claims/report/present.ts';
import { unifiedDiff } from '../claims/unified-diff.ts';
import { writeAtomically } from '../claims/write-file.ts';
import { safeLines } from './console.ts';
import type { Console } from './console.ts';

/** A fix may uncover another, and fixes that overlap take turns; more rounds than this would be a circle. */
const MAX_ROUNDS = 5;

/** A file with fixes, read and fixed, but not written. */
interface FixedFile extends FixedText {
  readonly file: string;
  readonly path: string;
  readonly before: string;
}

/** Applies all fixes, looks again, and goes on until nothing changes; says to standard error what it wrote. */
export function fixProject(
  look: () => CheckReport,
  plan: CheckPlan,
  console: Console,
): CheckReport {
  const written = new Set<string>();
  let report = look();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const files = fixedFiles(report, plan);
    if (files.length === 0) break;
    for (const { file, path, text } of files) {
      writeAtomically(path, text);
      written.add(file);
    }
    report = look();
  }
  for (const file of written) console.err(`fixed ${safeLines(file)}\n`);
  return report;
}

/** What {@link fixProject} would change first, as a unified diff without secrets; empty where it would change nothing. */
export function diffOfFixes(report: CheckReport, plan: CheckPlan): string {
  const diffs = fixedFiles(report, plan).map(({ file, before, edits }) =>
    hideSecrets(unifiedDiff(file, before, edits), before, report.redactors),
  );
  return safeLines(diffs.join(''));
}

function fixedFiles({ findings }: CheckReport, { root }: CheckPlan): readonly FixedFile[] {
  const byFile = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    if (finding.fix) byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  }
  return [...byFile].flatMap(([file, own]) => {
    const path = resolve(root, file);
    const { text: before, problems } = readConfigText(path, file);
    if (hasErrors(problems)) return [];
    const fixed = applyFixes(before, own);
    return fixed.edits.length > 0 ? [{ file, path, before, ...fixed }] : [];
  });
}
