import type { TagError } from '../tag/tag.ts';

/** Thrown by `md.render` and `md.parse` for a page with mistakes; its message lists all of them with their places. */
export class LockstepPageError extends Error {
  readonly code = 'ERR_LOCKSTEP_PAGE';
  readonly path: string | undefined;
  /** In page order. */
  readonly errors: readonly TagError[];

  constructor(errors: readonly TagError[], path: string | undefined) {
    super(errors.map((error) => formatError(error, path)).join('\n'));
    this.name = 'LockstepPageError';
    this.errors = errors;
    this.path = path;
  }
}

function formatError({ message, code, span }: TagError, path: string | undefined): string {
  const place = `${span.start.line}:${span.start.column}`;
  return `${path === undefined ? place : `${path}:${place}`}: ${message} [${code}]`;
}
