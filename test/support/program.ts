import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** Passed on to everything that a program starts, so that its descendants are known. */
const MARK = 'LOCKSTEP_TEST_PROGRAM';

/** A program as a user runs it: what it prints, when it ends, and what it leaves behind. */
export class Program {
  readonly ended: Promise<number | NodeJS.Signals | null>;
  readonly #child: ChildProcess;
  readonly #mark = randomUUID();
  #output = '';
  readonly #waiting = new Set<() => void>();

  /** @param env the whole environment beside PATH and HOME: nothing of the tests' own leaks in */
  constructor(
    command: string,
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>> = {},
  ) {
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn(command, args, {
      cwd,
      env: { PATH, HOME, ...env, [MARK]: this.#mark },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.#append(chunk.toString()));
    }
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        resolve(code ?? signal);
        for (const check of this.#waiting) check();
      });
    });
  }

  /** Everything printed so far, without colours. */
  get output(): string {
    return stripVTControlCharacters(this.#output);
  }

  /** Waits until the output from `start` on matches; fails when the program ends without it. */
  printed(pattern: RegExp, start = 0): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const match = pattern.exec(this.output.slice(start));
        if (match === null && this.#child.exitCode === null && this.#child.signalCode === null)
          return;
        this.#waiting.delete(check);
        if (match === null) reject(new Error(`ended without ${pattern}:\n${this.output}`));
        else resolve(match);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Sends a signal to the program alone and waits for its end. */
  interrupt(signal: NodeJS.Signals = 'SIGINT'): Promise<number | NodeJS.Signals | null> {
    this.#child.kill(signal);
    return this.ended;
  }

  /** Command lines of the processes that it started and that still run (Linux only; elsewhere none are found). */
  descendants(): readonly string[] {
    return marked(this.#mark).map(({ command }) => command);
  }

  /** Ends whatever is left, whether a test passed or not. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    for (const { pid } of marked(this.#mark)) killQuietly(pid);
    await this.ended;
  }

  #append(text: string): void {
    this.#output += text;
    for (const check of this.#waiting) check();
  }
}

function marked(mark: string): readonly { readonly pid: number; readonly command: string }[] {
  if (process.platform !== 'linux') return [];
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (!environment.includes(`${MARK}=${mark}`)) return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(pid), command }];
    } catch {
      return []; // It ended while we looked, or belongs to somebody else.
    }
  });
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
