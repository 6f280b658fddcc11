import { describeErrors } from '../errors/page-report.ts';
import type { ReportedPage } from '../errors/page-report.ts';
import type { TagError } from '../tag/tag.ts';

/**
 * Thrown by `md.render` and `md.parse` for a page with mistakes; its message lists all of them with their places, the
 * lines that they stand on, and the addresses of the pages about them.
 */
export class LockstepPageError extends Error {
  readonly code = 'ERR_LOCKSTEP_PAGE';
  readonly path: string | undefined;
  /** In page order. */
  readonly errors: readonly TagError[];

  constructor(errors: readonly TagError[], page: ReportedPage) {
    super(describeErrors(errors, page));
    this.name = 'LockstepPageError';
    this.errors = errors;
    this.path = page.path;
  }
}
