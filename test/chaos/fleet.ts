import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { freePorts } from '../support/free-ports.ts';
import { Program } from '../support/program.ts';
import { startMisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import type { MisbehavingProvider } from '../server/bff/support/misbehaving-provider.ts';
import { startRoundRobin } from './round-robin.ts';
import type { RoundRobin } from './round-robin.ts';
import { startRedis } from './support.ts';

const SERVER = fileURLToPath(new URL('../../server/bin/lockstep-server.js', import.meta.url));

/** Two secret keys, of which an instance may know one, or both in either order. */
export const KEYS: readonly [string, string] = [
  'kzq0i3vE7xPqg1bq0tq2u7k5pEoYx3nTj8w6mZ4cV1A',
  'Zm9ydHktdHdvIGJ5dGVzIG9mIGEgc2Vjb25kIGtleSE',
];

/** One `lockstep-server`, as a process of its own at a port that stays the same. */
class Instance {
  readonly #folder: string;
  readonly #port: number;
  readonly #settings: Readonly<Record<string, unknown>>;
  #program: Program | undefined;

  constructor(folder: string, port: number, settings: Readonly<Record<string, unknown>>) {
    this.#folder = folder;
    this.#port = port;
    this.#settings = settings;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get log(): string {
    return this.#program?.output ?? '';
  }

  /** Starts it, or starts it again, and waits until it listens. */
  async start(keys: readonly string[] = [KEYS[0]]): Promise<void> {
    const names = keys.map((_key, place) => `SECRET_KEY_${place}`);
    const env = Object.fromEntries(names.map((name, place) => [name, keys[place] ?? '']));
    const secrets = names.map((name) => `\${${name}}`);
    const file = path.join(this.#folder, `${this.#port}.yaml`);
    const app = { ...APP, port: this.#port, ...Object(this.#settings['app']) };
    const security = { ...Object(this.#settings['security']), secret_keys: secrets };
    await writeFile(file, JSON.stringify({ ...this.#settings, app, security }));
    const program = new Program(process.execPath, [SERVER, '-c', file], this.#folder, env);
    this.#program = program;
    await program.printed(/"msg":"listening"/u);
  }

  /** Ends it like a failure of power. */
  async kill(): Promise<void> {
    await this.#program?.kill();
  }

  /** Asks it to end, as a deployment does; the exit code. */
  async stop(): Promise<unknown> {
    return this.#program?.interrupt('SIGTERM');
  }
}

const APP = { environment: 'test', shutdown_grace: '10s' };

/** Two instances of one server on one Redis and one database, behind a balancer. */
export interface Fleet {
  /** Where browsers go. */
  readonly origin: string;
  readonly balancer: RoundRobin;
  readonly instances: readonly [Instance, Instance];
  readonly provider: MisbehavingProvider;
}

/** Starts it all; everything ends with the test. */
export async function startFleet(keys?: readonly string[]): Promise<Fleet> {
  const [redis, provider, folder, ports] = await Promise.all([
    startRedis(['appendonly', 'no']),
    startMisbehavingProvider(),
    mkdtemp(path.join(tmpdir(), 'lockstep-fleet-')),
    freePorts(3),
  ]);
  onTestFinished(() => rm(folder, { recursive: true }));
  onTestFinished(() => provider.close());
  const [front = 0, ...targets] = ports;
  const origin = `http://127.0.0.1:${front}`;
  const settings = {
    app: {
      public_url: origin,
      allowed_hosts: ports.map((port) => `127.0.0.1:${port}`),
    },
    docs: { enabled: false },
    redis: { url: redis.url, command_timeout: '5s' },
    database: { url: `file:${path.join(folder, 'users.db')}` },
    security: { session: { rotation_interval: '1s', rotation_grace: '30s' } },
    oidc: { providers: { main: providerSettings(provider.issuer) } },
  };
  const instances = [
    new Instance(folder, targets[0] ?? 0, settings),
    new Instance(folder, targets[1] ?? 0, settings),
  ] as const;
  onTestFinished(async () => {
    await Promise.all(instances.map((instance) => instance.kill()));
  });
  await Promise.all(instances.map((instance) => instance.start(keys)));
  return { origin, balancer: await startRoundRobin(front, targets), instances, provider };
}

function providerSettings(issuer: string): Readonly<Record<string, string>> {
  return { issuer, client_id: 'lockstep', client_secret: 'a client secret: with +/&% in it' };
}
