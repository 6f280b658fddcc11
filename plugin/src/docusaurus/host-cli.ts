/** The part of commander that plugins get in `extendCli`: Docusaurus 3 has commander 5, which knows no hooks. */
export interface HostCli {
  readonly commands: readonly HostCommand[];
  command(name: string): HostCommand;
}

/** A command of the Docusaurus command line. */
interface HostCommand {
  name(): string;
  arguments(description: string): this;
  description(text: string): this;
  action(run: (...args: readonly unknown[]) => Promise<void>): this;
  /** Commander emits `command:<name>` when it has started the command's action. */
  on(event: `command:${string}`, listener: (operands: readonly string[]) => void): this;
}
