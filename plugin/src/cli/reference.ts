import { join, relative, resolve } from 'node:path';
import type { OutputDifference } from '../reference/output.ts';
import { checkReference, writeReference } from '../reference/write-reference.ts';
import type { ReferenceTarget } from '../reference/write-reference.ts';
import { createSources } from '../sources/create-sources.ts';
import type { LockstepOptions } from '../sources/source.ts';
import { FAILED, OK, UsageError } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { projectOf } from './project-options.ts';
import type { ProjectFlags } from './project-options.ts';

/** The options of `lockstep reference`. */
export interface ReferenceFlags extends ProjectFlags {
  readonly out?: string;
  readonly check?: boolean;
}

const STATE_WORDS: Readonly<Record<OutputDifference['state'], string>> = {
  missing: 'is missing',
  outdated: 'is out of date',
  stale: 'is generated, and its section is gone',
  foreign: 'is in the way, and was not generated',
};

/** `lockstep reference`: writes the reference pages, or with `--check` tells whether they are up to date. */
export async function reference(flags: ReferenceFlags, console: Console): Promise<ExitCode> {
  const options = await projectOf(flags, console);
  const sources = createSources(options, { env: console.env });
  const target = targetOf(flags, options, console);
  const shown = (name: string): string => join(relative(console.cwd, target.out) || '.', name);
  if (flags.check) {
    const differences = checkReference(sources, target);
    for (const { name, state } of differences)
      console.err(`${shown(name)} ${STATE_WORDS[state]}\n`);
    if (differences.length === 0) return OK;
    console.err('Run `lockstep reference` to bring the pages up to date\n');
    return FAILED;
  }
  const { written, removed } = writeReference(sources, target);
  for (const name of written) console.out(`wrote ${shown(name)}\n`);
  for (const name of removed) console.out(`removed ${shown(name)}\n`);
  if (written.length + removed.length === 0) console.out('up to date\n');
  return OK;
}

/** `--out` is relative to where the command runs, `reference.out` to the project's root. */
function targetOf(
  { out }: ReferenceFlags,
  options: LockstepOptions,
  { cwd }: Console,
): ReferenceTarget {
  const { root = cwd, reference: configured } = options;
  if (out !== undefined) return { ...configured, root, out: resolve(cwd, out) };
  if (configured) return { ...configured, root, out: resolve(root, configured.out) };
  throw new UsageError('Where to? Give --out DIR, or set reference.out in lockstep.config');
}
