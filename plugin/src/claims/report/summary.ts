import { countClaims } from './check-report.ts';
import type { CheckReport, ClaimCounts } from './check-report.ts';

/** The numbers of a report. */
export interface Summary {
  readonly pages: number;
  readonly claims: ClaimCounts;
  readonly errors: number;
  readonly warnings: number;
  readonly fixable: number;
  readonly suppressed: number;
  readonly accepted: number;
}

/** Counts what a report holds. */
export function summarize({ findings, suppressed, accepted, claims, pages }: CheckReport): Summary {
  return {
    pages: pages.length,
    claims: countClaims(claims),
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    fixable: findings.filter(({ fix }) => fix !== undefined).length,
    suppressed: suppressed.length,
    accepted: accepted.length,
  };
}

/** The same in one line: `12 pages, 340 claims: 3 errors, 1 warning (2 can be fixed with --fix), 1 suppressed`. */
export function summaryLine(report: CheckReport): string {
  const { pages, errors, warnings, fixable, suppressed, accepted } = summarize(report);
  const found = [
    errors > 0 ? amount(errors, 'error') : '',
    warnings > 0 ? amount(warnings, 'warning') : '',
  ].filter((part) => part !== '');
  const fixes = fixable > 0 ? ` (${fixable} can be fixed with --fix)` : '';
  const parts = [
    `${found.length > 0 ? found.join(', ') : 'all in step'}${fixes}`,
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(accepted > 0 ? [`${accepted} accepted by the baseline`] : []),
  ];
  return `${amount(pages, 'page')}, ${amount(report.claims.length, 'claim')}: ${parts.join(', ')}`;
}

/** `1 page`, `2 pages`. */
export function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
