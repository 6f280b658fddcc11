import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { OK, WRONG_USAGE } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { explain } from './explain.ts';
import type { ExplainFlags } from './explain.ts';
import { reportFailure } from './failure.ts';
import { addProjectFlags } from './project-options.ts';
import type { ProjectFlags } from './project-options.ts';
import { reference } from './reference.ts';
import type { ReferenceFlags } from './reference.ts';
import { render } from './render.ts';

/**
 * Runs one command line.
 *
 * @param args without the names of Node and the script
 * @returns 0 when all is well, 1 when something is wrong with pages or sources, 2 when the command is wrong
 */
export async function run(args: readonly string[], console: Console): Promise<ExitCode> {
  let exitCode: ExitCode = OK;
  const program = makeProgram(console, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has written its message already; help and the version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? OK : WRONG_USAGE;
    return reportFailure(error, console);
  }
}

function makeProgram(console: Console, finish: (code: ExitCode) => void): Command {
  const program = new Command('lockstep')
    .description('Configuration in Markdown, from the file that the server reads.')
    .version(version(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: console.out, writeErr: console.err })
    .showHelpAfterError('(lockstep --help lists commands and options)');

  addProjectFlags(program.command('render'))
    .description('print Markdown with its tags expanded')
    .argument('<file...>', 'pages; .mdx is read as MDX, everything else as Markdown')
    .action(async (files: string[], flags: ProjectFlags) =>
      finish(await render(files, flags, console)),
    );

  addProjectFlags(program.command('explain'))
    .description(
      'say all that is known about a key: value, where it comes from, type, variable, evidence',
    )
    .argument('<key>', 'such as security.session.idle_timeout')
    .option('--name <source>', 'which source (default: the first)')
    .option('--no-env', 'leave the environment out, as documentation builds do')
    .action(async (key: string, flags: ExplainFlags) => finish(await explain(key, flags, console)));

  addProjectFlags(program.command('reference'))
    .description('write a reference page for every section of the schema')
    .option('--out <dir>', 'where to (default: reference.out of lockstep.config)')
    .option('--check', 'write nothing; exit 1 when the pages are out of date')
    .action(async (flags: ReferenceFlags) => finish(await reference(flags, console)));

  return program;
}

/** The package's own, from its manifest: beside both `src` and `dist`. */
function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'unknown';
}
