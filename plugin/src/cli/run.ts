import { Command, CommanderError, Option } from 'commander';
import { packageVersion } from '../sources/package-version.ts';
import { addCheckCommand } from './check-command.ts';
import { OK, WRONG_USAGE } from './console.ts';
import type { Console, ExitCode } from './console.ts';
import { explain } from './explain.ts';
import { explainCode } from './explain-code.ts';
import type { ExplainFlags } from './explain.ts';
import { reportFailure } from './failure.ts';
import { freeze } from './freeze.ts';
import type { FreezeFlags } from './freeze.ts';
import { addHelpCommand } from './help.ts';
import { init } from './init/init.ts';
import type { InitFlags } from './init/init.ts';
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

/** What help says below the list of commands. */
const EPILOGUE = `
Sources are named by --source, or by lockstep.config.json, .yaml or .mjs in the
working directory.

Exit code: 0 all is well, 1 a page, a source or a key is wrong, 2 the command is.`;

/** What help says below the options of a command. */
const EXAMPLES = {
  render: `
Example:
  lockstep render docs/security.md --source app=config/app.ini`,
  freeze: `
Example:
  lockstep freeze versioned_docs/version-1.0`,
  explain: `
Example:
  lockstep explain security.session.idle_timeout --source app=config/app.ini
  lockstep explain unknown-key`,
  init: `
Example:
  lockstep init --from mkdocs.yml`,
  reference: `
Example:
  lockstep reference --out docs/reference --source app=app.ini --schema app.schema.json`,
};

/** What a command does with its exit code. */
type Finish = (code: ExitCode) => void;

function makeProgram(console: Console, finish: Finish): Command {
  const program = new Command('lockstep')
    .description('Configuration in Markdown, from the file that the server reads.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .configureOutput({
      writeOut: console.out,
      writeErr: console.err,
      outputError: (message, write) => write(message.replace(/^error: /, 'lockstep: ')),
    })
    .showHelpAfterError('lockstep --help lists commands and options')
    .addHelpText('after', EPILOGUE);
  addPageCommands(program, console, finish);
  addKeyCommands(program, console, finish);
  addHelpCommand(program);
  return program;
}

/** Commands that read pages. */
function addPageCommands(program: Command, console: Console, finish: Finish): void {
  addProjectFlags(program.command('render'))
    .description('print Markdown with its tags expanded')
    .argument('<file...>', 'pages; .mdx is read as MDX, everything else as Markdown')
    .addHelpText('after', EXAMPLES.render)
    .action(async (files: string[], flags: ProjectFlags) =>
      finish(await render(files, flags, console)),
    );

  addCheckCommand(program, console, finish);

  addProjectFlags(program.command('freeze'))
    .description('replace the tags of pages by what they say now, as a released version needs')
    .argument('<dir...>', 'directories; all .md and .mdx files below them')
    .addOption(
      new Option('--format <format>', 'what pages are read as that do not say it')
        .choices(['mdx', 'md', 'detect'])
        .default('mdx'),
    )
    .addHelpText('after', EXAMPLES.freeze)
    .action(async (dirs: string[], flags: FreezeFlags) =>
      finish(await freeze(dirs, flags, console)),
    );
}

/** Commands that are about the configuration. */
function addKeyCommands(program: Command, console: Console, finish: Finish): void {
  addProjectFlags(program.command('explain'))
    .description(
      'tell everything about a key: value, origin, type, variable, evidence; or about an error',
    )
    .argument('<key>', 'such as security.session.idle_timeout, or the code of an error')
    .option('--name <source>', 'which source (default: the first)')
    .option('--no-env', 'leave the environment out, as documentation builds do')
    .addHelpText('after', EXAMPLES.explain)
    .action(async (key: string, flags: ExplainFlags) =>
      finish(explainCode(key, console) ?? (await explain(key, flags, console))),
    );

  addProjectFlags(program.command('reference'))
    .description('write a reference page for every section of the schema')
    .option('--out <dir>', 'where to (default: reference.out of lockstep.config)')
    .option('--check', 'write nothing; exit 1 when the pages are out of date')
    .addHelpText('after', EXAMPLES.reference)
    .action(async (flags: ReferenceFlags) => finish(await reference(flags, console)));

  program
    .command('init')
    .description('write lockstep.config.yaml for the project in the working directory')
    .option('--from <mkdocs.yml>', 'take the settings of the MkDocs plugin ini-includer over')
    .option('--force', 'replace a lockstep.config.yaml that is there')
    .option('--dry-run', 'print the settings, write nothing')
    .addHelpText('after', EXAMPLES.init)
    .action((flags: InitFlags) => finish(init(flags, console)));
}
