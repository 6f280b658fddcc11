import { Option } from 'commander';
import type { Command } from 'commander';
import { check, FORMAT_NAMES } from './check.ts';
import type { CheckFlags } from './check.ts';
import type { Console, ExitCode } from './console.ts';
import { addProjectFlags } from './project-options.ts';

const EXAMPLES = `
Examples:
  lockstep check
  lockstep check docs/security.md --fix
  lockstep check --format sarif > lockstep.sarif`;

/** Adds `check` to the commands. */
export function addCheckCommand(
  program: Command,
  console: Console,
  finish: (code: ExitCode) => void,
): void {
  addProjectFlags(program.command('check'))
    .description('find what pages and comments say that the configuration contradicts')
    .argument('[path...]', 'report these pages and directories only (default: all of `docs`)')
    .addOption(
      new Option('--format <format>', 'how to report').choices(FORMAT_NAMES).default('text'),
    )
    .option('--fix', 'mend what can be mended without a person')
    .option('--dry-run', 'with --fix: change nothing, print a diff')
    .option('--coverage', 'list every key and the pages that are about it')
    .option('--baseline <file>', 'findings to accept (default: check.baseline of lockstep.config)')
    .option('--write-baseline', 'accept all findings of now')
    .option('--update-baseline', 'remove from the baseline what is gone; adds nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: string[], flags: CheckFlags) =>
      finish(await check(paths, flags, console)),
    );
}
