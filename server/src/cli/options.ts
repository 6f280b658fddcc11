import { Command, CommanderError, InvalidArgumentError } from 'commander';

/** What the command line asks for. */
export interface CliOptions {
  readonly config: readonly string[];
  readonly environmentFile?: string;
  readonly check?: boolean;
  readonly printConfig?: boolean;
  readonly json?: boolean;
}

/** Where the command line writes; `process` is one. */
export interface CliStreams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** The options, or the exit code when there is nothing left to do (help, or wrong use). */
export type ParsedOptions = { readonly options: CliOptions } | { readonly exitCode: number };

/** Exit code for wrong use of the command line, and for whatever keeps a good configuration from being served. */
export const EXIT_FAILURE = 2;

/** Reads the arguments (without `node` and the script). Never throws and never exits. */
export function parseOptions(argv: readonly string[], streams: CliStreams): ParsedOptions {
  const command = program(streams);
  try {
    command.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : EXIT_FAILURE };
  }
  return { options: command.opts<CliOptions>() };
}

function program(streams: CliStreams): Command {
  return (
    new Command('lockstep-server')
      .description('Starts the Lockstep server.')
      .option(
        '-c, --config <file>',
        'configuration file, INI or YAML; may be repeated, later files win',
        collect,
        [],
      )
      // Not `--env-file`: Node 20 takes an option of that name for its own, wherever it stands.
      .option(
        '--environment-file <file>',
        'file of VARIABLE=value lines; the real environment wins over it',
        nonEmpty,
      )
      .option('--check', 'check the configuration and exit')
      .option(
        '--print-config',
        'print the effective configuration with its provenance, without secrets, and exit',
      )
      .option('--json', 'print JSON, with --print-config')
      .allowExcessArguments(false)
      .action(({ json, printConfig }: CliOptions, command: Command) => {
        if (json && !printConfig) command.error("error: option '--json' needs '--print-config'");
      })
      .exitOverride()
      .configureOutput({
        writeOut: (text) => streams.stdout.write(text),
        writeErr: (text) => streams.stderr.write(text),
      })
      .addHelpText(
        'after',
        '\nExit codes: 0 fine, 1 the configuration has errors, 2 wrong use or the server cannot start.',
      )
  );
}

function collect(file: string, files: readonly string[]): readonly string[] {
  return [...files, nonEmpty(file)];
}

function nonEmpty(file: string): string {
  if (file === '') throw new InvalidArgumentError('A file name cannot be empty.');
  return file;
}
