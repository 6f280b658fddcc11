import { formatProblem } from '@lockstep/config';
import type { Problem, Span } from '@lockstep/config';
import { TagError } from '../tag/tag.ts';

/** What a page says of a tag that reads a file with mistakes. */
export const BROKEN_SOURCE = 'The configuration that this tag reads has mistakes';

/** A tag that is right itself and reads a file with mistakes; the message lists them, each with its place in the file. */
export class BrokenSourceError extends TagError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], span: Span) {
    super('broken-source', [`${BROKEN_SOURCE}:`, ...problems.map(formatProblem)].join('\n'), span);
    this.name = 'BrokenSourceError';
    this.problems = problems;
  }
}
