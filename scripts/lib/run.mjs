/** Child processes of the scripts. Each leads a process group of its own, so that Ctrl+C reaches the script alone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A child gets this long to end by itself: more than the server gives requests in flight (`app.shutdown_grace`). */
const GRACE_MILLISECONDS = 15_000;

const children = new Set();
process.once('exit', () => children.forEach((child) => signalGroup(child, 'SIGKILL')));

/**
 * A command of an installed package.
 *
 * @throws when the packages are not installed
 */
export function bin(name) {
  const command = `${ROOT}node_modules/.bin/${name}`;
  if (!existsSync(command)) throw new Error(`${name} is not installed: run \`npm install\` first`);
  return command;
}

/** A command that ended with a failure; `output` is what it printed on both streams. */
export class CommandError extends Error {
  constructor(command, code, output) {
    super(output.trim() || `${command} ended with ${code}`);
    this.output = output;
  }
}

/**
 * Runs a command to its end and returns what it printed on standard output. Nothing is shown meanwhile.
 *
 * @throws {CommandError} when it fails
 */
export async function run(command, args, options = {}) {
  const child = launch(command, args, ['ignore', 'pipe', 'pipe'], options);
  const printed = [];
  const both = [];
  child.stdout.on('data', (chunk) => printed.push(chunk) && both.push(chunk));
  child.stderr.on('data', (chunk) => both.push(chunk));
  const [code, signal] = await once(child, 'close');
  if (code === 0) return Buffer.concat(printed).toString();
  throw new CommandError(command, code ?? signal, Buffer.concat(both).toString());
}

/** Starts a command that stays; it writes to our terminal. */
export function start(command, args, options = {}) {
  return launch(command, args, ['ignore', 'inherit', 'inherit'], options);
}

/** Whether a child has not ended. */
export const isRunning = (child) => child.exitCode === null && child.signalCode === null;

/** Ends a child and everything that it started; resolves when it has ended. */
export async function stop(child) {
  if (!isRunning(child)) return;
  const ended = once(child, 'exit');
  signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MILLISECONDS);
  await ended;
  clearTimeout(force);
}

/** Ends all children. */
export async function stopAll() {
  await Promise.all(Array.from(children, stop));
}

/**
 * Calls `end` at the first Ctrl+C, SIGTERM or hangup and exits with the code that it resolves to. Further signals are
 * ignored: npm passes on a Ctrl+C that the terminal has sent to everybody already.
 */
export function onInterrupt(end) {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (isEnding) return;
      isEnding = true;
      process.exit(await end());
    });
  }
}

/**
 * Starts a command with streams of the caller's choice.
 *
 * @param options those of `spawn`, and a `priority` (of `node:os`) for those that may wait while others work
 */
export function launch(command, args, stdio, { priority = 0, ...options } = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio, detached: true, ...options });
  if (priority !== 0 && child.pid !== undefined) setPriority(child.pid, priority);
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.once('error', () => children.delete(child));
  return child;
}

function signalGroup({ pid }, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
