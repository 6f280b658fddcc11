import { formatProblems } from '../errors/problem-report.ts';
import { OutputError } from '../reference/output.ts';
import { OptionsError, SourceError } from '../sources/errors.ts';

/**
 * Runs a call; a mistake of the user comes out as an error that is nothing but its message. Docusaurus prints the stack
 * and all fields of whatever it catches, and none of that helps with a typo in a file.
 *
 * @param errorPages the option of that name
 */
export function withPlainErrors<Result>(call: () => Result, errorPages?: string): Result {
  try {
    return call();
  } catch (error) {
    const message = mistakeIn(error, errorPages);
    if (message === undefined) throw error;
    const plain = new Error(message);
    plain.stack = message;
    throw plain;
  }
}

/** What an error says of a mistake of the user; `undefined` where it is none. */
function mistakeIn(error: unknown, errorPages: string | undefined): string | undefined {
  if (error instanceof OptionsError || error instanceof SourceError) {
    return formatProblems(error.problems, errorPages);
  }
  return error instanceof OutputError ? error.message : undefined;
}
