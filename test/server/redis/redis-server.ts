import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';
import { freePorts } from '../../support/free-ports.ts';

/** A directive of redis.conf, such as `['maxmemory', '3mb']`. */
export type Directive = readonly string[];

/** How long a server may be silent until others take it for dead, in milliseconds: longer than a busy machine takes. */
const PATIENCE = 10_000;

const READY = /Ready to accept connections|\+monitor master/u;

/** A `redis-server` of our own, on loopback, in a folder of its own; without persistence unless a directive says so. */
export class RedisServer {
  readonly port: number;
  readonly folder: string;
  readonly #config: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, config: string) {
    this.port = port;
    this.folder = folder;
    this.#config = config;
  }

  static async start(...directives: readonly Directive[]): Promise<RedisServer> {
    const [port = 0] = await freePorts(1);
    const server = RedisServer.#make(port, [
      ...listening(port, directives),
      ['save', ''],
      ['appendonly', 'no'],
      ['repl-diskless-sync-delay', '0'],
      ...directives,
    ]);
    await server.resume();
    return server;
  }

  /** A sentinel that watches masters, by name; it alone decides. */
  static async startSentinel(
    masters: Readonly<Record<string, RedisServer>>,
    ...directives: readonly Directive[]
  ): Promise<RedisServer> {
    const [port = 0] = await freePorts(1);
    const watches = Object.entries(masters).flatMap(([name, master]): readonly Directive[] => [
      ['sentinel', 'monitor', name, '127.0.0.1', String(master.port), '1'],
      ['sentinel', 'down-after-milliseconds', name, String(PATIENCE)],
      ['sentinel', 'failover-timeout', name, '2000'],
    ]);
    const server = RedisServer.#make(port, [['port', String(port)], ...watches, ...directives]);
    await server.resume('--sentinel');
    return server;
  }

  static #make(port: number, directives: readonly Directive[]): RedisServer {
    const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-redis-'));
    const config = path.join(folder, 'redis.conf');
    const all = [['bind', '127.0.0.1'], ['dir', folder], ...directives];
    const line = (words: Directive): string =>
      words
        .map((word) => (/^[\w./:@~*>+|-]+$/u.test(word) ? word : JSON.stringify(word)))
        .join(' ');
    writeFileSync(config, `${all.map(line).join('\n')}\n`);
    return new RedisServer(port, folder, config);
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get url(): string {
    return `redis://${this.address}`;
  }

  /** Starts it, or starts it again at the same port with what it has kept. */
  async resume(...args: readonly string[]): Promise<void> {
    const child = spawn('redis-server', [this.#config, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    await output(child, READY);
  }

  /** Ends it like a failure of power. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Lets it hang: connections stay, and nothing answers. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** A connection of the test's own, for a question. */
  async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.port, '127.0.0.1', { replyMapping: 'legacy' });
    try {
      return await question(client);
    } finally {
      client.disconnect();
    }
  }

  /** Resolves when a replica has what its master had when it asked. */
  async isLinked(): Promise<void> {
    await this.ask((client) =>
      until(async () => (await client.info('replication')).includes('master_link_status:up')),
    );
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** With a certificate it speaks TLS, and nothing else. */
function listening(port: number, directives: readonly Directive[]): readonly Directive[] {
  const isTls = directives.some(([name]) => name === 'tls-cert-file');
  return isTls
    ? [
        ['port', '0'],
        ['tls-port', String(port)],
      ]
    : [['port', String(port)]];
}

const IN_CLUSTER: readonly Directive[] = [
  ['cluster-enabled', 'yes'],
  ['cluster-node-timeout', String(PATIENCE)],
  ['cluster-announce-ip', '127.0.0.1'],
];

/** A node that follows a master of a cluster, has what it has, and is known to all masters. */
export async function startReplica(
  master: RedisServer,
  masters: readonly RedisServer[],
): Promise<RedisServer> {
  const replica = await RedisServer.start(...IN_CLUSTER);
  const id = String(await master.ask((client) => client.call('CLUSTER', 'MYID')));
  await replica.ask(async (client) => {
    for (const { port } of masters) {
      await client.call('CLUSTER', 'MEET', '127.0.0.1', String(port));
    }
    await until(async () => String(await client.call('CLUSTER', 'NODES')).includes(id));
    await client.call('CLUSTER', 'REPLICATE', id);
  });
  await replica.isLinked();
  await Promise.all([replica, ...masters].map((each) => agrees(each, masters.length + 1)));
  return replica;
}

/** Masters that share the slots. */
export async function startCluster(
  masterCount: number,
  ...directives: readonly Directive[]
): Promise<readonly RedisServer[]> {
  const servers = await Promise.all(
    Array.from({ length: masterCount }, async () =>
      RedisServer.start(...IN_CLUSTER, ...directives),
    ),
  );
  const [first] = servers;
  const size = Math.ceil(16_384 / masterCount);
  await Promise.all(
    servers.map((server, place) =>
      server.ask(async (client) => {
        const last = Math.min((place + 1) * size, 16_384) - 1;
        const [from, to] = [String(place * size), String(last)];
        await client.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
        await client.call('CLUSTER', 'SET-CONFIG-EPOCH', String(place + 1));
      }),
    ),
  );
  for (const server of servers.slice(1)) {
    await server.ask((client) => client.call('CLUSTER', 'MEET', '127.0.0.1', String(first?.port)));
  }
  await Promise.all(servers.map((server) => agrees(server, masterCount)));
  return servers;
}

/** Asks again until the node knows all nodes, and who has every slot. */
async function agrees(server: RedisServer, nodeCount: number): Promise<void> {
  await server.ask((client) =>
    until(async () => {
      const info = String(await client.call('CLUSTER', 'INFO'));
      const nodes = String(await client.call('CLUSTER', 'NODES'));
      const isKnown = info.includes(`cluster_known_nodes:${nodeCount}`);
      return isKnown && info.includes('cluster_state:ok') && !nodes.includes('handshake');
    }),
  );
}

/** Asks again and again, and leaves the processor to the servers in between. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

function output(child: ChildProcess, pattern: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (pattern.test(text)) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}\n${text}`)));
  });
}
