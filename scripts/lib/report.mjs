/** Progress lines of the scripts: one line a step, with what it took. */
import pc from 'picocolors';

const CLEAR_LINE = '\r\u001B[K';

/** Runs a step and prints its name with the seconds it took; a failed step is named too. */
export async function step(name, work) {
  const start = performance.now();
  const end = (mark) => {
    const seconds = pc.dim(`${((performance.now() - start) / 1000).toFixed(1)} s`);
    console.log(`${process.stdout.isTTY ? CLEAR_LINE : ''}${mark}  ${name} ${seconds}`);
  };
  if (process.stdout.isTTY) process.stdout.write(`${pc.cyan('......')}  ${name}`);
  try {
    const result = await work();
    end(pc.green('done  '));
    return result;
  } catch (error) {
    end(pc.red('failed'));
    throw error;
  }
}

/** Ends a script with one clear message and no stack trace. */
export function fail(message) {
  console.error(pc.red(message));
  process.exit(1);
}
