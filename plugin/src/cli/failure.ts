import { ConfigError } from '@lockstep/config';
import { OutputError } from '../reference/output.ts';
import { OptionsError, SourceError } from '../sources/errors.ts';
import { FAILED, UsageError, WRONG_USAGE } from './console.ts';
import type { Console, ExitCode } from './console.ts';

/** Errors that are about what the user wrote: their message says all, a stack trace would say nothing. */
const USER_ERRORS = [UsageError, OptionsError, SourceError, OutputError, ConfigError];

/** Reports an error in one message without a stack trace. Errors that are nobody's but ours are thrown on. */
export function reportFailure(error: unknown, { err }: Console): ExitCode {
  if (!(error instanceof Error) || !isExpected(error)) throw error;
  const prefix = error instanceof OptionsError || error instanceof SourceError ? '' : 'lockstep: ';
  err(`${prefix}${error.message}\n`);
  const isUsage = error instanceof UsageError || error instanceof OptionsError;
  return isUsage ? WRONG_USAGE : FAILED;
}

/** Beside our own errors, what the file system says: no space, no permission. */
function isExpected(error: Error): boolean {
  return USER_ERRORS.some((kind) => error instanceof kind) || 'syscall' in error;
}
