import { OutputError } from '../reference/output.ts';
import { OptionsError, SourceError } from '../sources/errors.ts';

const MISTAKES = [OptionsError, OutputError, SourceError];

/**
 * Runs a call; a mistake of the user comes out as an error that is nothing but its message. Docusaurus prints the stack
 * and all fields of whatever it catches, and none of that helps with a typo in a file.
 */
export function withPlainErrors<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error) || !MISTAKES.some((mistake) => error instanceof mistake))
      throw error;
    const plain = new Error(error.message);
    plain.stack = error.message;
    throw plain;
  }
}
