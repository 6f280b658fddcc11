/** Progress lines of the scripts: one line a step, with what it took. */
import pc from 'picocolors';

/** Runs a step and prints its name with the seconds it took; a failed step is named too. */
export async function step(name, work) {
  const start = performance.now();
  const seconds = () => pc.dim(`${((performance.now() - start) / 1000).toFixed(1)} s`);
  try {
    const result = await work();
    console.log(`${pc.green('done')}    ${name} ${seconds()}`);
    return result;
  } catch (error) {
    console.log(`${pc.red('failed')}  ${name} ${seconds()}`);
    throw error;
  }
}

/** Ends a script with one clear message and no stack trace. */
export function fail(message) {
  console.error(pc.red(message));
  process.exit(1);
}
