import { formatProblem } from '@lockstep/config';
import type { Problem } from '@lockstep/config';

/** What is wrong with the plugin's own options; holds every problem, and its message lists them all. */
export class OptionsError extends Error {
  readonly code = 'ERR_LOCKSTEP_OPTIONS';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'OptionsError';
    this.problems = problems;
  }
}

/**
 * A source that cannot be used: its name is unknown, a file of it cannot be read, or the content has errors. Its
 * message lists every problem with file, line and column, redacted.
 */
export class SourceError extends Error {
  readonly code = 'ERR_LOCKSTEP_SOURCE';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'SourceError';
    this.problems = problems;
  }
}
