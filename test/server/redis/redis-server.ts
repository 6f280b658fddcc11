import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '../../support/free-ports.ts';

/** A `redis-server` of our own, on loopback, without persistence. */
export class RedisServer {
  readonly port: number;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(port: number, folder: string, child: ChildProcess) {
    this.port = port;
    this.#folder = folder;
    this.#process = child;
  }

  /** @param directives further directives of redis.conf, such as `['maxmemory', '3mb']` */
  static async start(...directives: readonly (readonly string[])[]): Promise<RedisServer> {
    const [port = 0] = await freePorts(1);
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-redis-'));
    const base = [
      ['port', String(port)],
      ['bind', '127.0.0.1'],
      ['dir', folder],
      ['save', ''],
      ['appendonly', 'no'],
    ];
    const args = [...base, ...directives].flatMap((words) => words.with(0, `--${words[0]}`));
    const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await ready(child);
    return new RedisServer(port, folder, child);
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGKILL');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Resolves when the server says that it takes connections. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}\n${output}`)));
  });
}
