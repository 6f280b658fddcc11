import { startServer } from '@lockstep/server';
import type { RunningServer } from '@lockstep/server';
import { onTestFinished } from 'vitest';
import { startMisbehavingProvider } from '../../server/bff/support/misbehaving-provider.ts';
import type {
  Misbehaviour,
  MisbehavingProvider,
} from '../../server/bff/support/misbehaving-provider.ts';
import { ManualClock } from '../../server/bff/support/server.ts';
import { COMMON, provider, VARIABLES } from '../../server/evidence/configuration.ts';
import { RedisServer } from '../../server/redis/redis-server.ts';
import { Visitor } from './visitor.ts';
import type { Place } from './visitor.ts';

/** A server of a row, and its provider. */
export interface Scene extends Place {
  readonly provider: MisbehavingProvider;
  readonly clock: ManualClock;
  readonly running: RunningServer;
  readonly log: () => string;
  /** Somebody new. */
  readonly visitor: (headers?: Readonly<Record<string, string | undefined>>) => Visitor;
  /** Somebody who has signed in. */
  readonly signedIn: (headers?: Readonly<Record<string, string | undefined>>) => Promise<Visitor>;
}

/** What rows share: servers by their configuration, one provider, one Redis. Rows run one after the other. */
export class Stage {
  readonly #scenes = new Map<string, Promise<Scene>>();
  #provider: Promise<MisbehavingProvider> | undefined;
  #redis: Promise<RedisServer> | undefined;

  /** The server with this configuration (INI, beside what every server needs); rows after this one get the same. */
  scene(ini = ''): Promise<Scene> {
    const scene = this.#scenes.get(ini) ?? this.#start(ini);
    this.#scenes.set(ini, scene);
    return scene;
  }

  /** A server and a provider of the row's own, for rows that move the clock or break what is remembered. */
  async fresh(ini = '', misbehaviour: Misbehaviour = {}): Promise<Scene> {
    const idp = await startMisbehavingProvider();
    onTestFinished(() => idp.close());
    idp.misbehaviour = misbehaviour;
    const scene = await start(ini, idp);
    onTestFinished(() => scene.running.close());
    return scene;
  }

  /** The Redis that rows may write to; each takes a `key_prefix` of its own. */
  redis(): Promise<RedisServer> {
    this.#redis ??= RedisServer.start();
    return this.#redis;
  }

  /** The provider behaves again. */
  async reset(): Promise<void> {
    if (this.#provider !== undefined) (await this.#provider).misbehaviour = {};
  }

  async close(): Promise<void> {
    for (const scene of this.#scenes.values()) await (await scene).running.close();
    await (await this.#provider)?.close();
    await (await this.#redis)?.stop();
  }

  async #start(ini: string): Promise<Scene> {
    this.#provider ??= startMisbehavingProvider();
    return start(ini, await this.#provider);
  }
}

async function start(ini: string, idp: MisbehavingProvider): Promise<Scene> {
  const clock = new ManualClock();
  const lines: string[] = [];
  const running = await startServer({
    sources: [
      { file: 'common.ini', text: COMMON + provider(idp.issuer) },
      { file: 'row.ini', text: ini },
    ],
    env: VARIABLES,
    clock,
    logStream: { write: (line) => lines.push(line) },
  });
  const place = { address: running.url, origin: new URL(running.settings.app.public_url).origin };
  return {
    ...place,
    provider: idp,
    clock,
    running,
    log: () => lines.join(''),
    visitor: (headers) => new Visitor(place, headers),
    signedIn: async (headers) => {
      const visitor = new Visitor(place, headers);
      const { status, text } = await visitor.signIn(idp);
      if (status !== 303) throw new Error(`Nobody was signed in: ${status} ${text}`);
      return visitor;
    },
  };
}
