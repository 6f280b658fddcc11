import { formatProblem } from '@lockstep/config';
import type { Problem } from '@lockstep/config';
import { errorPageUrl } from './error-pages.ts';

/** Writes problems for people, each code's first one with the address of its page. */
export class ProblemReport {
  readonly #base: string | undefined;
  readonly #linked = new Set<string>();

  /** @param base the option `errorPages` */
  constructor(base?: string) {
    this.#base = base;
  }

  /** A problem as `formatProblem` writes it, with `see https://…` below where its code comes up for the first time. */
  format(problem: Problem): string {
    return [formatProblem(problem), ...this.link(problem.code)].join('\n');
  }

  /** The line with the address of a code's page; none when the report has it already, or there is no page. */
  link(code: string): readonly string[] {
    const url = errorPageUrl(code, this.#base);
    if (url === undefined || this.#linked.has(code)) return [];
    this.#linked.add(code);
    return [`  see ${url}`];
  }
}

/** Problems one below the other, as a {@link ProblemReport} writes them. */
export function formatProblems(problems: readonly Problem[], base?: string): string {
  const report = new ProblemReport(base);
  return problems.map((problem) => report.format(problem)).join('\n');
}
