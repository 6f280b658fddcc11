import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { loadProject } from '../sources/load-project.ts';
import type { LockstepOptions, SourceOptions } from '../sources/source.ts';
import { UsageError } from './console.ts';
import type { Console } from './console.ts';

/** The options that every command takes to find its sources. */
export interface ProjectFlags {
  readonly source?: readonly string[];
  readonly schema?: string;
  readonly root?: string;
}

/** Adds {@link ProjectFlags} to a command. */
export function addProjectFlags(command: Command): Command {
  return command
    .option(
      '--source <name=path>',
      'a source; the first is the default, and a name given again adds a file that wins over the one before',
      (value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value],
    )
    .option('--schema <path>', 'JSON Schema of the sources that --source names')
    .option(
      '--root <dir>',
      'where lockstep.config is and paths begin (default: the working directory)',
    );
}

/**
 * The project that a command is about: its flags, or else `lockstep.config` of the root.
 *
 * @param env sets whether the environment counts, whatever the sources say; `undefined` leaves that to them
 * @throws {UsageError} when there is neither
 */
export async function projectOf(
  flags: ProjectFlags,
  { cwd }: Console,
  env?: boolean,
): Promise<LockstepOptions> {
  const root = resolve(cwd, flags.root ?? '.');
  const options = flags.source
    ? fromFlags(flags.source, flags.schema, root)
    : await fromFile(flags, root, cwd);
  return env === undefined ? options : withEnvironment(options, env);
}

function fromFlags(
  sources: readonly string[],
  schema: string | undefined,
  root: string,
): LockstepOptions {
  const paths = new Map<string, string[]>();
  for (const each of sources) {
    const [, name, path] = /^([^=]+)=(.+)$/s.exec(each) ?? [];
    if (name === undefined || path === undefined) {
      throw new UsageError(`--source ${JSON.stringify(each)} is not NAME=PATH`);
    }
    paths.set(name, [...(paths.get(name) ?? []), path]);
  }
  const plans = [...paths].map(
    ([name, path]) => [name, schema === undefined ? { path } : { path, schema }] as const,
  );
  return { root, sources: Object.fromEntries(plans) };
}

async function fromFile(
  { schema }: ProjectFlags,
  root: string,
  cwd: string,
): Promise<LockstepOptions> {
  if (schema !== undefined)
    throw new UsageError('--schema needs --source; lockstep.config names its own schemas');
  const project = await loadProject(root);
  if (project) return project.options;
  const place = relative(cwd, root) || 'the working directory';
  throw new UsageError(
    `No sources: give --source NAME=PATH, or write lockstep.config.json, .yaml or .mjs in ${place} (\`lockstep init\` writes one)`,
  );
}

function withEnvironment(options: LockstepOptions, env: boolean): LockstepOptions {
  const sources = Object.entries(options.sources).map(([name, source]) => {
    const plan: SourceOptions = typeof source === 'string' ? { path: source } : source;
    return [name, { ...plan, env }] as const;
  });
  return { ...options, sources: Object.fromEntries(sources) };
}
