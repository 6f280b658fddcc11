import { formatProblem } from '@lockstep/config';
import type { Problem } from '@lockstep/config';

/** Everything that is wrong, with a message that lists it. */
class ProblemsError extends Error {
  readonly problems: readonly Problem[];

  constructor(name: string, problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = name;
    this.problems = problems;
  }
}

/** What is wrong with the plugin's own options; holds every problem, and its message lists them all. */
export class OptionsError extends ProblemsError {
  readonly code = 'ERR_LOCKSTEP_OPTIONS';

  constructor(problems: readonly Problem[]) {
    super('OptionsError', problems);
  }
}

/**
 * A source that cannot be used: its name is unknown, a file of it cannot be read, or the content has errors. Its
 * message lists every problem with file, line and column, redacted.
 */
export class SourceError extends ProblemsError {
  readonly code = 'ERR_LOCKSTEP_SOURCE';

  constructor(problems: readonly Problem[]) {
    super('SourceError', problems);
  }
}
