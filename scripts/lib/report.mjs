/** Progress lines of the scripts: one line a step, with what it took. */
import pc from 'picocolors';

const CLEAR_LINE = '\r\u001B[K';

/**
 * Runs a step and prints its name with the seconds it took; a failed step is named too.
 *
 * @param isQuiet whether the step prints nothing itself: then a terminal shows its name while it runs
 */
export async function step(name, work, isQuiet = true) {
  const isShown = isQuiet && process.stdout.isTTY;
  const start = performance.now();
  const end = (mark) => {
    const seconds = pc.dim(`${((performance.now() - start) / 1000).toFixed(1)} s`);
    console.log(`${isShown ? CLEAR_LINE : ''}${mark}  ${name} ${seconds}`);
  };
  if (isShown) process.stdout.write(`${pc.cyan('......')}  ${name}`);
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
