import type { CheckReport, KeyCoverage } from './check-report.ts';

const STATES: Readonly<Record<KeyCoverage['state'], string>> = {
  documented: '',
  reference: 'reference only',
  allowed: 'allowed',
  exempt: 'planned or deprecated',
  undocumented: 'on no page',
};

/** The coverage of keys as a table for people: each key, its pages, and its claims by kind. */
export function coverageTable({ coverage }: CheckReport): string {
  const rows = coverage.map((each) => [each.key, stateOf(each), claimsOf(each)]);
  const header = ['KEY', 'PAGES', 'CLAIMS'];
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((row) => row[column]!.length), title.length),
  );
  const lines = [header, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const documented = coverage.filter(({ state }) => state === 'documented').length;
  return `${lines.join('\n')}\n\n${documented} of ${coverage.length} keys are on a page\n`;
}

function stateOf({ state, pages, reason }: KeyCoverage): string {
  if (state === 'documented') return pages.join(' ');
  return reason === undefined ? STATES[state] : `${STATES[state]}: ${reason}`;
}

function claimsOf({ claims }: KeyCoverage): string {
  return Object.entries(claims)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}
