import { errorPageUrl, readErrorPage } from '../errors/error-pages.ts';
import { OK } from './console.ts';
import type { Console, ExitCode } from './console.ts';

/**
 * `lockstep explain CODE`: the page about an error, as `rustc --explain` prints it.
 *
 * @returns `undefined` when there is no such code; then it is a key that is asked for
 */
export function explainCode(code: string, console: Console): ExitCode | undefined {
  const page = readErrorPage(code);
  if (page === undefined) return undefined;
  console.out(`${page.trimEnd()}\n\n${errorPageUrl(code)}\n`);
  return OK;
}
