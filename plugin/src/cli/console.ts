import { visibleText } from '@lockstep/config';
import type { Environment } from '@lockstep/config';

/** What a command sees of the process; a test hands in its own. */
export interface Console {
  readonly cwd: string;
  readonly env: Environment;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Lines that are safe on a terminal, whatever a page or a configuration holds: no control characters, nothing reordered. */
export function safeLines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}

/** What a process says with its exit code. */
export type ExitCode = 0 | 1 | 2;

export const OK: ExitCode = 0;
/** Something is wrong with a page, a source or the pages on disk. */
export const FAILED: ExitCode = 1;
/** The command itself is wrong. */
export const WRONG_USAGE: ExitCode = 2;

/** A command that was called in a wrong way. */
export class UsageError extends Error {
  readonly code = 'ERR_LOCKSTEP_USAGE';

  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
