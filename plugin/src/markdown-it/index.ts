export { markdownItLockstep } from './lockstep.ts';
export { LockstepPageError } from './page-error.ts';

export type { MarkdownItLockstepOptions } from './lockstep.ts';
