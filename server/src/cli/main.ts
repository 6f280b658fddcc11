import { ConfigError, formatProblem } from '@lockstep/config';
import type { Environment, Problem } from '@lockstep/config';
import { loadSettings } from '../settings/load-settings.ts';
import type { SettingsInput } from '../settings/load-settings.ts';
import { withEnvFile } from './env-file.ts';
import { reasonOf } from './reason.ts';
import { EXIT_FAILURE, parseOptions } from './options.ts';
import type { CliOptions, CliStreams } from './options.ts';
import { printConfig } from './print-config.ts';
import { untilSignal } from './until-signal.ts';

/** What a command line is run with; `process` is one. */
export interface CliContext extends CliStreams {
  readonly env: Environment;
}

/**
 * Runs `lockstep-server`; a served configuration runs until SIGTERM or SIGINT.
 *
 * @param argv arguments without `node` and the script
 * @returns the exit code: 0 fine, 1 the configuration has errors, 2 wrong use or the server cannot start
 */
export async function main(argv: readonly string[], context: CliContext): Promise<number> {
  const parsed = parseOptions(argv, context);
  if ('exitCode' in parsed) return parsed.exitCode;
  try {
    const env = withEnvFile(context.env, parsed.options.environmentFile);
    await run(parsed.options, { files: parsed.options.config, env }, context);
    return 0;
  } catch (error) {
    return report(error, context);
  }
}

async function run(options: CliOptions, input: SettingsInput, streams: CliStreams): Promise<void> {
  if (!options.check && !options.printConfig) return serve(input, streams);
  const loaded = loadSettings(input);
  warn(loaded.problems, streams);
  streams.stdout.write(
    options.printConfig
      ? printConfig(loaded, options.json ? 'json' : 'text')
      : 'The configuration is valid.\n',
  );
}

async function serve(input: SettingsInput, streams: CliStreams): Promise<void> {
  // Loaded late: a check needs neither Nest nor the providers, and is over sooner without them.
  const { startServer } = await import('../app/start-server.ts');
  // Listened for from here on: a signal during the start ends in a graceful stop too.
  const stopped = untilSignal(['SIGTERM', 'SIGINT']);
  const server = await startServer(input);
  warn(server.loaded.problems, streams);
  await stopped;
  await server.close();
}

function warn(problems: readonly Problem[], streams: CliStreams): void {
  for (const problem of problems) streams.stderr.write(`${formatProblem(problem)}\n`);
}

/** Users see what is wrong, never a stack trace. */
function report(error: unknown, streams: CliStreams): number {
  if (error instanceof ConfigError) {
    warn(error.problems, streams);
    const errors = error.problems.filter(({ severity }) => severity === 'error').length;
    streams.stderr.write(
      `${errors} ${errors === 1 ? 'error' : 'errors'}; the server does not start.\n`,
    );
    return 1;
  }
  streams.stderr.write(`lockstep-server: ${reasonOf(error)}\n`);
  return EXIT_FAILURE;
}
