import { nearestName } from '@lockstep/config';
import { errorCodes } from '../errors/error-pages.ts';
import type { Finding } from './finding.ts';
import type { CheckedPage, Suppression } from './page/checked-page.ts';
import type { ReportedFinding, SuppressedFinding } from './report/check-report.ts';

/** The findings of a page after its suppressions. */
export interface Suppressed {
  /** Those that stay. */
  readonly findings: readonly ReportedFinding[];
  /** What is wrong with the suppressions themselves. */
  readonly mistakes: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/**
 * Applies the suppressions of a page. One without a reason suppresses nothing and is a finding; one that is about
 * nothing is a warning, so that none outlives what it was written for.
 */
export function applySuppressions(
  page: CheckedPage,
  findings: readonly ReportedFinding[],
): Suppressed {
  const kept: ReportedFinding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const used = new Set<Suppression>();
  for (const finding of findings) {
    const by = page.suppressions.find((each) => suppresses(each, finding));
    if (by?.reason === undefined) kept.push(finding);
    else {
      used.add(by);
      suppressed.push({ finding, reason: by.reason });
    }
  }
  const mistakes = page.suppressions.flatMap((each) => {
    const mistake = mistakeIn(each, used.has(each));
    return mistake ? [{ ...mistake, file: page.path, span: each.span }] : [];
  });
  return { findings: kept, mistakes, suppressed };
}

function suppresses({ codes, reason, covers }: Suppression, { code, span }: Finding): boolean {
  if (reason === undefined || !span) return false;
  if (codes.length > 0 && !codes.includes(code)) return false;
  const { offset } = span.start;
  return (
    covers.start.offset <= offset && offset < Math.max(covers.end.offset, covers.start.offset + 1)
  );
}

function mistakeIn(
  { codes, reason }: Suppression,
  isUsed: boolean,
): Omit<Finding, 'file'> | undefined {
  if (reason === undefined) {
    return {
      code: 'suppression-without-reason',
      severity: 'error',
      message: 'The suppression gives no reason, and has no effect',
      expected: '`lockstep-ignore code: reason`',
    };
  }
  if (isUsed) return undefined;
  const known = errorCodes();
  const misspelt = codes.find((code) => !known.has(code));
  const nearest = misspelt === undefined ? undefined : nearestName(misspelt, known);
  const message =
    misspelt === undefined
      ? 'The suppression overlooks nothing; remove it'
      : `There is no code \`${misspelt}\`; the suppression overlooks nothing`;
  return { code: 'unused-suppression', severity: 'warning', message, nearest };
}
