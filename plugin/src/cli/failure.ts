import { ConfigError } from '@lockstep/config';
import { formatProblems } from '../errors/problem-report.ts';
import { OutputError } from '../reference/output.ts';
import { OptionsError, SourceError } from '../sources/errors.ts';
import { FAILED, safeLines, UsageError, WRONG_USAGE } from './console.ts';
import type { Console, ExitCode } from './console.ts';

/** Errors that are a list of problems with places of their own. */
const LISTS = [OptionsError, SourceError, ConfigError];
/** Errors that are about what the user wrote: their message says all, a stack trace would say nothing. */
const USER_ERRORS = [UsageError, OutputError];

/** Reports an error in one message without a stack trace. Errors that are nobody's but ours are thrown on. */
export function reportFailure(error: unknown, { err }: Console): ExitCode {
  const isUsage = error instanceof UsageError || error instanceof OptionsError;
  err(`${messageOf(error)}\n`);
  return isUsage ? WRONG_USAGE : FAILED;
}

function messageOf(error: unknown): string {
  if (isList(error)) return safeLines(formatProblems(error.problems));
  if (error instanceof Error && isExpected(error)) return `lockstep: ${error.message}`;
  throw error;
}

function isList(error: unknown): error is OptionsError | SourceError | ConfigError {
  return LISTS.some((kind) => error instanceof kind);
}

/** Beside our own errors, what the file system says: no space, no permission. */
function isExpected(error: Error): boolean {
  return USER_ERRORS.some((kind) => error instanceof kind) || 'syscall' in error;
}
