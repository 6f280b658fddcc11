import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { freePorts } from '../../support/free-ports.ts';

/** Where Debian puts the programs of PostgreSQL, which are not on the PATH. */
const DEBIAN = '/usr/lib/postgresql';
/** PostgreSQL refuses to run as root; this is `nobody`. */
const NOBODY = 65_534;

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** A PostgreSQL server of our own: on loopback, with passwords, in a folder of its own that goes with it. */
export class PostgresServer {
  readonly port: number;
  readonly password: string;
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #databases = 0;

  private constructor(port: number, folder: string, password: string) {
    this.port = port;
    this.#folder = folder;
    this.password = password;
  }

  static async start(): Promise<PostgresServer> {
    const [port = 0] = await freePorts(1);
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-postgres-'));
    const server = new PostgresServer(port, folder, randomBytes(16).toString('hex'));
    server.#initialize();
    await server.resume();
    return server;
  }

  /** The address of a new, empty database. */
  async database(): Promise<string> {
    this.#databases += 1;
    const name = `test_${this.#databases}`;
    await this.query(`create database ${name}`);
    return this.url(name);
  }

  url(database: string, password: string = this.password): string {
    return `postgres://lockstep:${password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Asks the server over a connection of its own. */
  async query(text: string, database = 'postgres'): Promise<readonly Record<string, unknown>[]> {
    const client = new Client(this.url(database));
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(text);
      return rows;
    } finally {
      await client.end();
    }
  }

  /** Ends the server as a crash would; its data stays. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    // `immediate`: the postmaster ends its children too, which SIGKILL would leave behind.
    child.kill('SIGQUIT');
    await ended;
  }

  /** Starts the server, again. */
  async resume(): Promise<void> {
    const args = ['-D', this.#data, '-p', String(this.port), '-c', 'listen_addresses=127.0.0.1'];
    const quick = ['-c', 'unix_socket_directories=', '-c', 'fsync=off'];
    this.#process = spawn(program('postgres'), [...args, ...quick], {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: this.#folder,
      ...owner(),
    });
    await ready(this.#process);
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return path.join(this.#folder, 'data');
  }

  #initialize(): void {
    const passwordFile = path.join(this.#folder, 'password');
    writeFileSync(passwordFile, this.password);
    const { uid, gid } = owner();
    if (uid !== undefined && gid !== undefined) {
      for (const file of [this.#folder, passwordFile]) chownSync(file, uid, gid);
    }
    chmodSync(this.#folder, 0o700);
    const access = ['-U', 'lockstep', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
    execFileSync(
      program('initdb'),
      ['-D', this.#data, ...access, '-E', 'UTF8', '--locale=C', '--no-sync'],
      { stdio: ['ignore', 'ignore', 'inherit'], cwd: this.#folder, ...owner() },
    );
  }
}

function owner(): Owner {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** The newest version that is installed, else whatever the PATH has. */
function program(name: string): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = versions.toSorted((left, right) => Number(right) - Number(left))[0];
  return newest === undefined ? name : path.join(DEBIAN, newest, 'bin', name);
}

/** Resolves when the server says that it takes connections. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`postgres ended with ${code}\n${output}`)));
  });
}
