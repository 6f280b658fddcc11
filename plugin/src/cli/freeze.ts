import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatProblem } from '@lockstep/config';
import { freezeDirectories } from '../freeze/freeze-directories.ts';
import { freezeRenderer } from '../freeze/freeze-renderer.ts';
import type { PageFormat } from '../freeze/page-format.ts';
import { createSources } from '../sources/create-sources.ts';
import { FAILED, OK, safeLines, UsageError } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { projectOf } from './project-options.ts';
import type { ProjectFlags } from './project-options.ts';

/** The options of `lockstep freeze`. */
export interface FreezeFlags extends ProjectFlags {
  readonly format?: PageFormat;
}

/**
 * `lockstep freeze DIR…`: replaces the tags of all pages below directories by what they say now, in place. All pages
 * change, or every mistake of every page is reported and none does.
 */
export async function freeze(
  directories: readonly string[],
  flags: FreezeFlags,
  console: Console,
): Promise<ExitCode> {
  const missing = directories.find((each) => !isDirectory(resolve(console.cwd, each)));
  if (missing !== undefined)
    throw new UsageError(`There is no directory ${JSON.stringify(missing)}`);
  const options = await projectOf(flags, console);
  const sources = createSources(options, { env: console.env });
  const { changed, problems } = freezeDirectories({
    cwd: console.cwd,
    directories,
    format: flags.format,
    admonitions: options.admonitions,
    rendererOf: (directory) => freezeRenderer(directory, { sources, options, cwd: console.cwd }),
  });
  for (const problem of problems) console.err(`${safeLines(formatProblem(problem))}\n`);
  if (problems.length > 0) return FAILED;
  for (const name of changed) console.out(`froze ${name}\n`);
  if (changed.length === 0) console.out('nothing to freeze\n');
  return OK;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
