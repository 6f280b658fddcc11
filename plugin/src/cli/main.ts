import { run } from './run.ts';

/** Runs the command line of this process, and sets its exit code. */
export async function main(): Promise<void> {
  // A reader that stops early (`| head`) is no mistake of anyone.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}
