import { nearestName } from '@lockstep/config';
import type { Command } from 'commander';
import { UsageError } from './console.ts';

/** Adds `help [command]`. Commander's own answers a misspelt name with the help of everything. */
export function addHelpCommand(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .description('print the help of a command')
    .argument('[command]')
    .action((name: string | undefined) => commandNamed(name, program).help());
}

/** @throws {UsageError} when there is no such command */
function commandNamed(name: string | undefined, program: Command): Command {
  if (name === undefined) return program;
  const command = program.commands.find((each) => each.name() === name);
  if (command) return command;
  const names = program.commands.map((each) => each.name());
  const nearest = nearestName(name, names);
  const hint =
    nearest === undefined ? `the commands are ${names.join(', ')}` : `did you mean \`${nearest}\`?`;
  throw new UsageError(`There is no command \`${name}\`; ${hint}`);
}
