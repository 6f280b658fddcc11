/** Child processes of the scripts. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A command of an installed package. */
export const bin = (name) => `${ROOT}node_modules/.bin/${name}`;

/** Runs a command to its end; its output is kept back and shown only when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(output).toString();
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ended with ${code}\n${text}`));
    });
  });
}

/** Starts a command that stays; it writes to our terminal and ends with us. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  });
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
  return child;
}

/** Waits until an address answers with success, or until `child` has ended. */
export async function untilReady(url, child) {
  const signal = AbortSignal.timeout(60_000);
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(url, { signal }).catch(() => undefined);
    if (response?.ok) return;
    if (signal.aborted) throw new Error(`${url} did not answer within 60 s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server ended before it was ready; its message stands above');
}
